/* The server clears the peers from time to time, where somebody calls it whom nobody knows; so do its tests. */
#include <sys/socket.h>
#include <unistd.h>

#include "peers.h"

void call_each_hour(void (*call)(void));

static void each_hour(void)
{
    peers_clear();
}

int main(void)
{
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);

    call_each_hour(each_hour);
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
