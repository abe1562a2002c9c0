#include "conn.h"
#include <stdio.h>

int main(void)
{
    static struct conn conn;
    int c;
    if (conn_open(&conn) != 0)
        return 1;
    while ((c = getchar()) != EOF)
        if (c == 'l')
            conn_lost(&conn);
    conn_close(&conn);
    return 0;
}
