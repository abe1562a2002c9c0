/* Closing a channel frees what lies in it, and its lock: an error path must not do it twice. */
#include <pthread.h>
#include <stdlib.h>

struct cell {
    struct cell *next;
    void *data;
};

struct channel {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct cell *cells;
    int n_cells;
};

int verify(const void *data);
int apply(const void *data);

static struct channel *channel_open(void)
{
    struct channel *channel = calloc(1, sizeof *channel);
    if (channel == NULL)
        return NULL;
    pthread_mutex_init(&channel->lock, NULL);
    pthread_cond_init(&channel->filled, NULL);
    return channel;
}

static int channel_send(struct channel *channel, void *data)
{
    struct cell *cell = malloc(sizeof *cell);
    if (cell == NULL)
        return -1;
    cell->data = data;
    pthread_mutex_lock(&channel->lock);
    cell->next = channel->cells;
    channel->cells = cell;
    channel->n_cells++;
    pthread_cond_signal(&channel->filled);
    pthread_mutex_unlock(&channel->lock);
    return 0;
}

static void *channel_receive(struct channel *channel)
{
    pthread_mutex_lock(&channel->lock);
    while (channel->cells == NULL)
        pthread_cond_wait(&channel->filled, &channel->lock);
    struct cell *cell = channel->cells;
    channel->cells = cell->next;
    channel->n_cells--;
    pthread_mutex_unlock(&channel->lock);
    void *data = cell->data;
    free(cell);
    return data;
}

static void channel_close(struct channel *channel)
{
    if (channel == NULL)
        return;
    while (channel->cells != NULL) {
        struct cell *cell = channel->cells;
        channel->cells = cell->next;
        free(cell);
    }
    pthread_cond_destroy(&channel->filled);
    pthread_mutex_destroy(&channel->lock);
    free(channel);
}

static void *verify_one(void *arg)
{
    void *data = channel_receive(arg);
    return verify(data) == 0 ? data : NULL;
}

int update_bad(void *data)
{
    int status = -1;
    pthread_t verifier;
    void *verified = NULL;
    struct channel *channel = channel_open();
    if (channel == NULL)
        return -1;
    if (channel_send(channel, data) != 0)
        goto out;
    if (pthread_create(&verifier, NULL, verify_one, channel) != 0)
        goto out;
    pthread_join(verifier, &verified);
    channel_close(channel);
    if (verified == NULL)
        goto out;
    return apply(verified);
out:
    channel_close(channel); // MISS: send-after-close
    return status;
}

int update_ok(void *data)
{
    int status = -1;
    pthread_t verifier;
    void *verified = NULL;
    struct channel *channel = channel_open();
    if (channel == NULL)
        return -1;
    if (channel_send(channel, data) != 0)
        goto out;
    if (pthread_create(&verifier, NULL, verify_one, channel) != 0)
        goto out;
    pthread_join(verifier, &verified);
    channel_close(channel);
    channel = NULL;
    if (verified == NULL)
        goto out;
    return apply(verified);
out:
    channel_close(channel);
    return status;
}
