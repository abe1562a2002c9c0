/* Two threads, two conditions: the stop signals one of them, and who hears that does not pass it on. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

void read_one(void);
void write_one(void);

struct pipe_line {
    pthread_t reader, writer;
    pthread_mutex_t lock;
    pthread_cond_t can_read, can_write;
    int n;
    bool stop;
};

static void *reader_run(void *arg)
{
    struct pipe_line *p = arg;
    pthread_mutex_lock(&p->lock);
    while (!p->stop) {
        if (p->n == 0) {
            pthread_cond_wait(&p->can_read, &p->lock);
            continue;
        }
        p->n--;
        pthread_cond_signal(&p->can_write);
        pthread_mutex_unlock(&p->lock);
        read_one();
        pthread_mutex_lock(&p->lock);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

static void *writer_run(void *arg)
{
    struct pipe_line *p = arg;
    pthread_mutex_lock(&p->lock);
    while (!p->stop) {
        if (p->n == 16) {
            pthread_cond_wait(&p->can_write, &p->lock);
            continue;
        }
        p->n++;
        pthread_cond_signal(&p->can_read);
        pthread_mutex_unlock(&p->lock);
        write_one();
        pthread_mutex_lock(&p->lock);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

struct pipe_line *pipe_line_new_bad(void)
{
    struct pipe_line *p = calloc(1, sizeof(*p));
    if (!p)
        return NULL;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->can_read, NULL);
    pthread_cond_init(&p->can_write, NULL);
    if (pthread_create(&p->reader, NULL, reader_run, p)) {
        free(p);
        return NULL;
    }
    if (pthread_create(&p->writer, NULL, writer_run, p)) { // EXPECT: thread-no-stop
        pthread_mutex_lock(&p->lock);
        p->stop = true;
        pthread_cond_signal(&p->can_read);
        pthread_mutex_unlock(&p->lock);
        pthread_join(p->reader, NULL);
        free(p);
        return NULL;
    }
    return p;
}

void pipe_line_free(struct pipe_line *p)
{
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_cond_signal(&p->can_read);
    pthread_mutex_unlock(&p->lock);
    pthread_join(p->reader, NULL);
    pthread_join(p->writer, NULL);
    free(p);
}

/* both are signalled */
struct channel {
    pthread_t reader, writer;
    pthread_mutex_t lock;
    pthread_cond_t can_read, can_write;
    int n;
    bool stop;
};

static void *channel_reader(void *arg)
{
    struct channel *p = arg;
    pthread_mutex_lock(&p->lock);
    while (!p->stop) {
        if (p->n == 0) {
            pthread_cond_wait(&p->can_read, &p->lock);
            continue;
        }
        p->n--;
        pthread_cond_signal(&p->can_write);
        pthread_mutex_unlock(&p->lock);
        read_one();
        pthread_mutex_lock(&p->lock);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

static void *channel_writer(void *arg)
{
    struct channel *p = arg;
    pthread_mutex_lock(&p->lock);
    while (!p->stop) {
        if (p->n == 16) {
            pthread_cond_wait(&p->can_write, &p->lock);
            continue;
        }
        p->n++;
        pthread_cond_signal(&p->can_read);
        pthread_mutex_unlock(&p->lock);
        write_one();
        pthread_mutex_lock(&p->lock);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

struct channel *channel_new_ok(void)
{
    struct channel *p = calloc(1, sizeof(*p));
    if (!p)
        return NULL;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->can_read, NULL);
    pthread_cond_init(&p->can_write, NULL);
    if (pthread_create(&p->reader, NULL, channel_reader, p)) {
        free(p);
        return NULL;
    }
    if (pthread_create(&p->writer, NULL, channel_writer, p)) {
        pthread_mutex_lock(&p->lock);
        p->stop = true;
        pthread_cond_signal(&p->can_read);
        pthread_mutex_unlock(&p->lock);
        pthread_join(p->reader, NULL);
        free(p);
        return NULL;
    }
    return p;
}

void channel_free(struct channel *p)
{
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_cond_signal(&p->can_read);
    pthread_cond_signal(&p->can_write);
    pthread_mutex_unlock(&p->lock);
    pthread_join(p->reader, NULL);
    pthread_join(p->writer, NULL);
    free(p);
}

/* the first tells the second on its way out */
struct relay {
    pthread_t reader, writer;
    pthread_mutex_t lock;
    pthread_cond_t can_read, can_write;
    int n;
    bool stop;
};

static void *relay_reader(void *arg)
{
    struct relay *p = arg;
    pthread_mutex_lock(&p->lock);
    while (!p->stop) {
        if (p->n == 0) {
            pthread_cond_wait(&p->can_read, &p->lock);
            continue;
        }
        p->n--;
        pthread_cond_signal(&p->can_write);
        pthread_mutex_unlock(&p->lock);
        read_one();
        pthread_mutex_lock(&p->lock);
    }
    pthread_cond_signal(&p->can_write);
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

static void *relay_writer(void *arg)
{
    struct relay *p = arg;
    pthread_mutex_lock(&p->lock);
    while (!p->stop) {
        if (p->n == 16) {
            pthread_cond_wait(&p->can_write, &p->lock);
            continue;
        }
        p->n++;
        pthread_cond_signal(&p->can_read);
        pthread_mutex_unlock(&p->lock);
        write_one();
        pthread_mutex_lock(&p->lock);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

struct relay *relay_new_ok(void)
{
    struct relay *p = calloc(1, sizeof(*p));
    if (!p)
        return NULL;
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->can_read, NULL);
    pthread_cond_init(&p->can_write, NULL);
    if (pthread_create(&p->reader, NULL, relay_reader, p)) {
        free(p);
        return NULL;
    }
    if (pthread_create(&p->writer, NULL, relay_writer, p)) {
        pthread_mutex_lock(&p->lock);
        p->stop = true;
        pthread_cond_signal(&p->can_read);
        pthread_mutex_unlock(&p->lock);
        pthread_join(p->reader, NULL);
        free(p);
        return NULL;
    }
    return p;
}

void relay_free(struct relay *p)
{
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_cond_signal(&p->can_read);
    pthread_mutex_unlock(&p->lock);
    pthread_join(p->reader, NULL);
    pthread_join(p->writer, NULL);
    free(p);
}
