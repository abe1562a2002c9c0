// SHOW: symbols records
/* What a unit takes from its headers. */
#include "header.h"
#include <stdlib.h>

int declared_here = 4;

int main(void)
{
    struct in_header h = {1};
    header_table.run();
    free(NULL);
    return used(&h);
}
