/* The loop, the session and the wrapper that makes a detached thread are files of their own; the
 * twin asks a fourth one, the limits, before. */
#include "server.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    int listener = server_open(argc > 1 ? argv[1] : "socket");
    if (listener < 0) {
        perror("server");
        return 1;
    }
    return server_loop(listener);
}
