#include "control.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void leave(int status)
{
    control_stop();
    exit(status);
}

int main(int argc, char **argv)
{
    const char *path = NULL;
    int port = 0, option;
    while ((option = getopt(argc, argv, "l:p:")) != -1) {
        if (option == 'l')
            path = optarg;
        else if (option == 'p')
            port = atoi(optarg);
    }
    if (path != NULL && local_start(path) != 0)
        leave(1);
    if (port != 0)
        if (remote_start(port) != 0)
            leave(2);
    getchar();
    leave(0);
    return 0;
}
