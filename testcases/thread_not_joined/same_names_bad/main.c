/* Two files with statics of the same names; the reader's stop() joins, the writer's does not. */
#include "parts.h"

#include <stdio.h>

int main(void)
{
    if (reader_open() != 0 || writer_open() != 0)
        return 1;
    puts("working");
    writer_close();
    reader_close();
    return 0;
}
