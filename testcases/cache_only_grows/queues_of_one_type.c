/* What has been sent goes from one queue into another one of the same type, by macros that take an entry out of whatever
 * queue it is in. What is taken out of the one is taken for what is taken out of the other. */
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/socket.h>

struct packet {
    TAILQ_ENTRY(packet) link;
    size_t size;
    char bytes[512];
};

TAILQ_HEAD(packets, packet);

static struct packets waiting = TAILQ_HEAD_INITIALIZER(waiting);
static struct packets sent = TAILQ_HEAD_INITIALIZER(sent);

static void send_next_bad(int fd)
{
    struct packet *packet = TAILQ_FIRST(&waiting);

    if (packet == NULL || send(fd, packet->bytes, packet->size, 0) < 0)
        return;
    TAILQ_REMOVE(&waiting, packet, link);
    TAILQ_INSERT_TAIL(&sent, packet, link); // MISS: cache-only-grows
}

int main(void)
{
    int in = socket(AF_INET, SOCK_DGRAM, 0), out = socket(AF_INET, SOCK_DGRAM, 0);

    for (;;) {
        struct packet *packet = calloc(1, sizeof *packet);
        if (packet == NULL)
            return 1;
        ssize_t size = recv(in, packet->bytes, sizeof packet->bytes, 0);
        if (size < 0) {
            free(packet);
            continue;
        }
        packet->size = (size_t)size;
        TAILQ_INSERT_TAIL(&waiting, packet, link);
        send_next_bad(out);
    }
}
