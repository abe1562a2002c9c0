/* Two peers, a queue in each direction: each waits for the other's first message before it sends its
 * own. */
#include <pthread.h>
#include <stdlib.h>

struct token {
    struct token *next;
    int value;
};

struct link {
    pthread_mutex_t lock;
    pthread_cond_t some;
    struct token *head, **tail;
};

int improve(int value);

static void link_init(struct link *link)
{
    pthread_mutex_init(&link->lock, NULL);
    pthread_cond_init(&link->some, NULL);
    link->head = NULL;
    link->tail = &link->head;
}

static void put(struct link *link, int value)
{
    struct token *token = malloc(sizeof *token);
    if (token == NULL)
        abort();
    token->next = NULL;
    token->value = value;
    pthread_mutex_lock(&link->lock);
    *link->tail = token;
    link->tail = &token->next;
    pthread_cond_signal(&link->some);
    pthread_mutex_unlock(&link->lock);
}

static int get(struct link *link)
{
    pthread_mutex_lock(&link->lock);
    while (link->head == NULL)
        pthread_cond_wait(&link->some, &link->lock);
    struct token *token = link->head;
    link->head = token->next;
    if (link->head == NULL)
        link->tail = &link->head;
    pthread_mutex_unlock(&link->lock);
    int value = token->value;
    free(token);
    return value;
}

static struct link east, west;     /* both wait first */
static struct link up, down;       /* one sends first */
static struct link port, larboard; /* primed by who starts them */

static void *go_east(void *arg)
{
    for (int i = 0; i < 100; i++) {
        int value = get(&west); // EXPECT: select-stuck
        put(&east, improve(value));
    }
    return arg;
}

int trade_bad(void)
{
    pthread_t peer;
    link_init(&east);
    link_init(&west);
    if (pthread_create(&peer, NULL, go_east, NULL) != 0)
        return -1;
    for (int i = 0; i < 100; i++) {
        int value = get(&east); // EXPECT: select-stuck
        put(&west, improve(value));
    }
    return pthread_join(peer, NULL);
}

static void *go_up(void *arg)
{
    for (int i = 0; i < 100; i++) {
        int value = get(&down);
        put(&up, improve(value));
    }
    return arg;
}

int lift_ok(void)
{
    pthread_t peer;
    int value = 1;
    link_init(&up);
    link_init(&down);
    if (pthread_create(&peer, NULL, go_up, NULL) != 0)
        return -1;
    for (int i = 0; i < 100; i++) {
        put(&down, improve(value));
        value = get(&up);
    }
    return pthread_join(peer, NULL);
}

static void *row(void *arg)
{
    for (int i = 0; i < 100; i++) {
        int value = get(&port);
        put(&larboard, improve(value));
    }
    return arg;
}

/* Both wait first, and the first message is there before they start. */
int row_ok(void)
{
    pthread_t peer;
    link_init(&port);
    link_init(&larboard);
    put(&larboard, 1);
    if (pthread_create(&peer, NULL, row, NULL) != 0)
        return -1;
    for (int i = 0; i < 100; i++) {
        int value = get(&larboard);
        put(&port, improve(value));
    }
    return pthread_join(peer, NULL);
}
