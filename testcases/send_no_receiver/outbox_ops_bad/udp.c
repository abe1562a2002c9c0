#include "transport.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>
#include <sys/socket.h>

struct packet {
    STAILQ_ENTRY(packet) link;
    size_t size;
    unsigned char data[512];
};

static STAILQ_HEAD(, packet) outbox = STAILQ_HEAD_INITIALIZER(outbox);
static pthread_mutex_t outbox_lock = PTHREAD_MUTEX_INITIALIZER;
static int udp_fd = 3;

static int udp_enqueue(const void *data, size_t size)
{
    struct packet *packet = malloc(sizeof *packet);
    if (packet == NULL || size > sizeof packet->data) {
        free(packet);
        return -1;
    }
    packet->size = size;
    memcpy(packet->data, data, size);
    pthread_mutex_lock(&outbox_lock);
    STAILQ_INSERT_TAIL(&outbox, packet, link); // EXPECT: send-no-receiver
    pthread_mutex_unlock(&outbox_lock);
    return 0;
}

static int udp_flush(void)
{
    int n_sent = 0;
    struct packet *packet;
    pthread_mutex_lock(&outbox_lock);
    while ((packet = STAILQ_FIRST(&outbox)) != NULL) {
        STAILQ_REMOVE_HEAD(&outbox, link);
        if (send(udp_fd, packet->data, packet->size, 0) >= 0)
            n_sent++;
        free(packet);
    }
    pthread_mutex_unlock(&outbox_lock);
    return n_sent;
}

const struct transport udp_transport = {"udp", udp_enqueue, udp_flush};
