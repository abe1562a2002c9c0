/* The same list as macros: the question is written out where it is asked, and the adding is given what a link of the head
 * holds. One producer forgets to wake, one does not. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

struct chain {
    struct chain *next, *prev;
};

#define CHAIN_EMPTY(list)        ((list)->next == (list))
#define CHAIN_FIRST(list)        ((list)->next)
#define CHAIN_APPEND(list, item) chain_insert((list)->prev, (item))

static inline void chain_insert(struct chain *after, struct chain *item)
{
    item->prev = after;
    item->next = after->next;
    after->next = item;
    item->next->prev = item;
}

static inline void chain_remove(struct chain *item)
{
    item->prev->next = item->next;
    item->next->prev = item->prev;
}

struct packet {
    struct chain chain; /* first: the packet and its link are one address */
    uint8_t kind;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake_bad = PTHREAD_COND_INITIALIZER, wake_ok = PTHREAD_COND_INITIALIZER;
static struct chain urgent_bad = {&urgent_bad, &urgent_bad}, urgent_ok = {&urgent_ok, &urgent_ok};

static void *send_bad(void *unused)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        while (CHAIN_EMPTY(&urgent_bad))
            pthread_cond_wait(&wake_bad, &lock); // EXPECT: recv-no-sender
        struct packet *packet = (struct packet *)CHAIN_FIRST(&urgent_bad);
        chain_remove(&packet->chain);
        pthread_mutex_unlock(&lock);
        if (packet->kind == 0)
            break;
        free(packet);
    }
    return unused;
}

static void *send_ok(void *unused)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        while (CHAIN_EMPTY(&urgent_ok))
            pthread_cond_wait(&wake_ok, &lock);
        struct packet *packet = (struct packet *)CHAIN_FIRST(&urgent_ok);
        chain_remove(&packet->chain);
        pthread_mutex_unlock(&lock);
        if (packet->kind == 0)
            break;
        free(packet);
    }
    return unused;
}

static void post_bad(struct packet *packet)
{
    pthread_mutex_lock(&lock);
    CHAIN_APPEND(&urgent_bad, &packet->chain);
    pthread_mutex_unlock(&lock);
}

static void post_last(struct packet *packet)
{
    pthread_mutex_lock(&lock);
    CHAIN_APPEND(&urgent_bad, &packet->chain);
    pthread_cond_signal(&wake_bad);
    pthread_mutex_unlock(&lock);
}

static void post_ok(struct packet *packet)
{
    pthread_mutex_lock(&lock);
    CHAIN_APPEND(&urgent_ok, &packet->chain);
    pthread_cond_signal(&wake_ok);
    pthread_mutex_unlock(&lock);
}

static struct packet *packet_new(uint8_t kind)
{
    struct packet *packet = calloc(1, sizeof *packet);
    if (packet == NULL)
        abort();
    packet->kind = kind;
    return packet;
}

int main(void)
{
    pthread_t bad, ok;
    uint8_t kind;

    if (pthread_create(&bad, NULL, send_bad, NULL) != 0 ||
        pthread_create(&ok, NULL, send_ok, NULL) != 0)
        return 1;
    while (read(0, &kind, 1) == 1 && kind != 0) {
        post_bad(packet_new(kind));
        post_ok(packet_new(kind));
    }
    post_last(packet_new(0));
    post_ok(packet_new(0));
    pthread_join(bad, NULL);
    pthread_join(ok, NULL);
    return 0;
}
