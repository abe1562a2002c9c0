/* A peer that could be greeted is handed over, and the pointer to it cleared. Who has looked behind the pointer on
 * the other way has one still. */
#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>

struct peer {
    char path[16], name[16];
    struct peer *next;
};

void enqueue(struct peer *peer);

void greet_bad(struct peer *peer)
{
    int fd = open(peer->path, O_WRONLY);

    if (fd < 0)
        return;
    if (write(fd, peer->name, sizeof(peer->name)) < 0) {
        close(fd);
    } else {
        enqueue(peer);
        peer = NULL;
    }
    if (peer != NULL)
        close(fd); // EXPECT: send-after-close
}

void greet_ok(struct peer *peer)
{
    int fd = open(peer->path, O_WRONLY);

    if (fd < 0)
        return;
    if (write(fd, peer->name, sizeof(peer->name)) < 0) {
        close(fd);
    } else {
        enqueue(peer);
        peer = NULL;
    }
    if (peer == NULL)
        close(fd);
}
