#include "log.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    char text[256];
    if (log_open(argc > 1 ? argv[1] : "today.log") != 0)
        return 1;
    while (fgets(text, sizeof text, stdin) != NULL)
        log_line(text);
    log_close();
    puts("logged");
    return 0;
}
