/* The destructor, called for every object, joins the thread that the constructor made. */
#include "connection.h"

#include <fcntl.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        int fd = open(argv[i], O_RDONLY);
        if (fd < 0)
            continue;
        struct connection *conn = connection_open(fd);
        if (conn == NULL)
            return 1;
        printf("%s\n", argv[i]);
        connection_close(conn);
    }
    return 0;
}
