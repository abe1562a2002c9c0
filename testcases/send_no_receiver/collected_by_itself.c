/* A thread that collects items, under the mutex, in small arrays of its own, goes over these without it, and gives each
 * item back, for which it wakes who waits for that item. The arrays are no channel. In the bad twin the thread that
 * would go over what is collected is not there. */
#include <pthread.h>
#include <stdlib.h>

enum { PER_PART = 100, N_ITEMS = 1000 };

struct item {
    int busy, key;
    pthread_cond_t *waiter;
};

struct part {
    struct item *items[PER_PART];
    unsigned n;
    struct part *next;
};

struct found {
    struct item *items[PER_PART];
    unsigned n;
};

int look_at(struct item *item);

static struct item all[N_ITEMS];
static struct found found;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;

void scan_ok(int key)
{
    struct part *first = NULL, **end = &first, *part = NULL;

    pthread_mutex_lock(&lock);
    for (unsigned i = 0; i < N_ITEMS; i++) {
        if (all[i].busy || all[i].key != key)
            continue;
        all[i].busy = 1;
        if (part == NULL || part->n == PER_PART) {
            part = malloc(sizeof *part);
            if (part == NULL)
                break;
            part->items[0] = &all[i];
            part->n = 1;
            part->next = NULL;
            *end = part;
            end = &part->next;
        } else {
            part->items[part->n] = &all[i];
            part->n++;
        }
    }
    pthread_mutex_unlock(&lock);
    for (part = first; part; part = part->next)
        for (unsigned i = 0; i < part->n; i++) {
            struct item *item = part->items[i];
            look_at(item);
        }
    pthread_mutex_lock(&lock);
    for (part = first; part; part = part->next)
        for (unsigned i = 0; i < part->n; i++) {
            struct item *item = part->items[i];
            item->busy = 0;
            if (item->waiter)
                pthread_cond_signal(item->waiter);
        }
    pthread_mutex_unlock(&lock);
}

void report_bad(struct item *item)
{
    pthread_mutex_lock(&lock);
    if (found.n < PER_PART) {
        found.items[found.n] = item; // EXPECT: send-no-receiver
        found.n++;
        pthread_cond_signal(&more);
    }
    pthread_mutex_unlock(&lock);
}
