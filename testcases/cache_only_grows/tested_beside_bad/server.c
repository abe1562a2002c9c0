/* The server clears the peers at its end only. Its tests, a program of their own that shares the unit, do so after each
 * test, which somebody calls whom nobody knows: that does not help the server. */
#include <sys/socket.h>
#include <unistd.h>

#include "peers.h"

int main(void)
{
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);

    while (listener >= 0) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            break;
        peers_note(fd);
        close(fd);
    }
    peers_clear();
    return 0;
}
