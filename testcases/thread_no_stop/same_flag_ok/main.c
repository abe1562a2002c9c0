/* Two units have a static flag of the same name; each sets its own. */
#include "parts.h"

#include <stdio.h>

int main(void)
{
    if (reader_start() != 0)
        return 1;
    if (writer_start() != 0)
        return 1;
    while (getchar() != EOF)
        continue;
    writer_stop();
    reader_stop();
    return 0;
}
