/* An ordered tree, filled from an event loop. Its twin is bounded by the days of a week. */
#include <stdint.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

struct node {
    uint64_t key;
    unsigned hits;
    struct node *left, *right;
};

struct day {
    unsigned char number;
    unsigned hits;
    struct day *left, *right;
};

static struct node *root;
static struct day *days;

static void hit_bad(uint64_t key)
{
    struct node **link = &root;

    while (*link != NULL && (*link)->key != key)
        link = key < (*link)->key ? &(*link)->left : &(*link)->right;
    if (*link == NULL) {
        struct node *node = calloc(1, sizeof *node);
        if (node == NULL)
            return;
        node->key = key;
        *link = node; // EXPECT: cache-only-grows
    }
    (*link)->hits++;
}

static void hit_day_ok(unsigned char number)
{
    struct day **link = &days;

    while (*link != NULL && (*link)->number != number)
        link = number < (*link)->number ? &(*link)->left : &(*link)->right;
    if (*link == NULL) {
        struct day *day = calloc(1, sizeof *day);
        if (day == NULL)
            return;
        day->number = number;
        *link = day;
    }
    (*link)->hits++;
}

int main(void)
{
    int poller = epoll_create1(0);
    struct epoll_event event;
    uint64_t key;

    for (;;) {
        if (epoll_wait(poller, &event, 1, 1000) != 1)
            continue;
        if (read(event.data.fd, &key, sizeof key) != sizeof key)
            continue;
        hit_bad(key);
        hit_day_ok(key % 7);
    }
}
