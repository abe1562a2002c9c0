/* Lists whose head points to itself while they are empty: who links something to the head makes true what is waited
 * for. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

struct link {
    struct link *next, *prev;
};

static void link_init(struct link *head)
{
    head->next = head->prev = head;
}

static bool link_none(const struct link *head)
{
    return head->next == head;
}

static void link_between(struct link *node, struct link *prev, struct link *next)
{
    next->prev = node;
    node->next = next;
    node->prev = prev;
    prev->next = node;
}

static void link_last(struct link *node, struct link *head)
{
    link_between(node, head->prev, head);
}

static void link_out(struct link *node)
{
    struct link *next = node->next, *prev = node->prev;

    next->prev = prev;
    prev->next = next;
    link_init(node);
}

/* Moves all of a list behind the last of another one. */
static void link_all(struct link *from, struct link *head)
{
    struct link *first = from->next, *last = from->prev;

    if (link_none(from))
        return;
    first->prev = head->prev;
    head->prev->next = first;
    last->next = head;
    head->prev = last;
    link_init(from);
}

struct guest {
    int table;
    struct link link;
};

struct inn {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct link waiting, seated;
    bool closed;
    pthread_t waiter;
};

static struct guest *first_of(struct link *head)
{
    return (struct guest *)((char *)head->next - offsetof(struct guest, link));
}

static void *serve_bad(void *arg)
{
    struct inn *inn = arg;

    pthread_mutex_lock(&inn->lock);
    while (!inn->closed) {
        if (link_none(&inn->waiting)) {
            pthread_cond_wait(&inn->changed, &inn->lock); // EXPECT: recv-no-sender
            continue;
        }
        struct guest *guest = first_of(&inn->waiting);
        link_out(&guest->link);
        link_last(&guest->link, &inn->seated);
    }
    pthread_mutex_unlock(&inn->lock);
    return NULL;
}

static void come_bad(struct inn *inn, int table)
{
    struct guest *guest = malloc(sizeof *guest);

    if (guest == NULL)
        return;
    guest->table = table;
    pthread_mutex_lock(&inn->lock);
    link_last(&guest->link, &inn->waiting);
    pthread_mutex_unlock(&inn->lock);
}

/* Another type, as its own list: what is asked for is the same. */
struct inn_ok {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct link arrived, served;
    bool closed;
    pthread_t waiter;
};

static bool is_calm(struct inn_ok *inn)
{
    return link_none(&inn->arrived);
}

static void *serve_ok(void *arg)
{
    struct inn_ok *inn = arg;

    pthread_mutex_lock(&inn->lock);
    for (;;) {
        while (is_calm(inn) && !inn->closed)
            pthread_cond_wait(&inn->changed, &inn->lock);
        if (is_calm(inn))
            break;
        struct guest *guest = first_of(&inn->arrived);
        link_out(&guest->link);
        printf("%d\n", guest->table);
        free(guest);
    }
    pthread_mutex_unlock(&inn->lock);
    return NULL;
}

static void come_ok(struct inn_ok *inn, int table)
{
    struct guest *guest = malloc(sizeof *guest);

    if (guest == NULL)
        return;
    guest->table = table;
    pthread_mutex_lock(&inn->lock);
    bool was_calm = is_calm(inn);
    link_last(&guest->link, &inn->arrived);
    if (was_calm)
        pthread_cond_signal(&inn->changed);
    pthread_mutex_unlock(&inn->lock);
}

/* Sends all away who have come: the list gets empty, and nobody waits for that. */
static void clear_ok(struct inn_ok *inn)
{
    pthread_mutex_lock(&inn->lock);
    link_all(&inn->arrived, &inn->served);
    pthread_mutex_unlock(&inn->lock);
}

static bool open_bad(struct inn *inn)
{
    pthread_mutex_init(&inn->lock, NULL);
    pthread_cond_init(&inn->changed, NULL);
    link_init(&inn->waiting);
    link_init(&inn->seated);
    inn->closed = false;
    return pthread_create(&inn->waiter, NULL, serve_bad, inn) == 0;
}

static bool open_ok(struct inn_ok *inn)
{
    pthread_mutex_init(&inn->lock, NULL);
    pthread_cond_init(&inn->changed, NULL);
    link_init(&inn->arrived);
    link_init(&inn->served);
    inn->closed = false;
    return pthread_create(&inn->waiter, NULL, serve_ok, inn) == 0;
}

static void close_bad(struct inn *inn)
{
    pthread_mutex_lock(&inn->lock);
    inn->closed = true;
    pthread_cond_signal(&inn->changed);
    pthread_mutex_unlock(&inn->lock);
    pthread_join(inn->waiter, NULL);
}

static void close_ok(struct inn_ok *inn)
{
    pthread_mutex_lock(&inn->lock);
    inn->closed = true;
    pthread_cond_signal(&inn->changed);
    pthread_mutex_unlock(&inn->lock);
    pthread_join(inn->waiter, NULL);
}

int main(void)
{
    static struct inn inn;
    static struct inn_ok other;
    int table;

    if (!open_bad(&inn) || !open_ok(&other))
        return 1;
    while (scanf("%d", &table) == 1) {
        come_bad(&inn, table);
        come_ok(&other, table);
        if (table == 0)
            clear_ok(&other);
    }
    close_bad(&inn);
    close_ok(&other);
    return 0;
}
