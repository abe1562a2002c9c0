/* Slots of a table, each with a condition that is waited for while the slot is busy. Who opens a slot fills in all of
 * it: nobody waits for it yet. Who resets one that is in use has to tell those who wait. */
#include <pthread.h>
#include <stddef.h>

enum { N_SLOTS = 16 };

struct slot {
    pthread_mutex_t lock;
    pthread_cond_t idle;
    int busy;
    void *first, *last;
    long inode, edge;
    int user, group, format;
};

static struct slot slots[N_SLOTS];

long read_more(long inode);

static struct slot *slot_get(int index)
{
    return &slots[index];
}

void slots_init(void)
{
    for (int i = 0; i < N_SLOTS; i++) {
        pthread_mutex_init(&slots[i].lock, NULL);
        pthread_cond_init(&slots[i].idle, NULL);
    }
}

void slot_open_ok(int index, long inode, int user, int group)
{
    struct slot *slot = slot_get(index);

    pthread_mutex_lock(&slot->lock);
    slot->first = NULL;
    slot->last = NULL;
    slot->inode = inode;
    slot->user = user;
    slot->group = group;
    slot->busy = 0;
    slot->edge = -1;
    slot->format = -1;
    pthread_mutex_unlock(&slot->lock);
}

long slot_read_ok(int index)
{
    struct slot *slot = slot_get(index);

    pthread_mutex_lock(&slot->lock);
    while (slot->busy)
        pthread_cond_wait(&slot->idle, &slot->lock);
    slot->busy = 1;
    pthread_mutex_unlock(&slot->lock);
    long edge = read_more(slot->inode);
    pthread_mutex_lock(&slot->lock);
    slot->edge = edge;
    slot->busy = 0;
    pthread_cond_broadcast(&slot->idle);
    pthread_mutex_unlock(&slot->lock);
    return edge;
}

struct desk {
    pthread_mutex_t lock;
    pthread_cond_t idle;
    int busy;
    long inode, edge;
};

static struct desk desks[N_SLOTS];

void desks_init(void)
{
    for (int i = 0; i < N_SLOTS; i++) {
        pthread_mutex_init(&desks[i].lock, NULL);
        pthread_cond_init(&desks[i].idle, NULL);
    }
}

void desk_give_up_bad(int index)
{
    struct desk *desk = &desks[index];

    pthread_mutex_lock(&desk->lock);
    desk->busy = 0;
    desk->edge = -1;
    pthread_mutex_unlock(&desk->lock);
}

long desk_read_bad(int index)
{
    struct desk *desk = &desks[index];

    pthread_mutex_lock(&desk->lock);
    while (desk->busy)
        pthread_cond_wait(&desk->idle, &desk->lock); // EXPECT: recv-no-sender
    desk->busy = 1;
    pthread_mutex_unlock(&desk->lock);
    long edge = read_more(desk->inode);
    pthread_mutex_lock(&desk->lock);
    desk->edge = edge;
    desk->busy = 0;
    pthread_cond_broadcast(&desk->idle);
    pthread_mutex_unlock(&desk->lock);
    return edge;
}
