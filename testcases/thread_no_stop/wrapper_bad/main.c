/* A wrapper holds the stop flag; the body asks for it, the owner forgets to set it. */
#include "listener.h"

#include <fcntl.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    int fd = argc > 1 ? open(argv[1], O_RDONLY) : -1;
    if (fd < 0 || listener_open(fd) != 0)
        return 1;
    getchar();
    listener_close();
    return 0;
}
