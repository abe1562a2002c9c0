/* A thread that is started when it is first needed, and not while there is one. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int next_job(void)
{
    return getchar();
}

struct pump {
    pthread_t thread;
    pthread_mutex_t lock;
    bool is_running;
    bool is_stopped;
};

static void *pump(void *arg)
{
    struct pump *self = arg;

    for (;;) {
        pthread_mutex_lock(&self->lock);
        bool stopped = self->is_stopped;
        pthread_mutex_unlock(&self->lock);
        if (stopped)
            return NULL;
        sleep(1);
    }
}

static void stop(struct pump *self)
{
    pthread_mutex_lock(&self->lock);
    self->is_stopped = true;
    pthread_mutex_unlock(&self->lock);
    pthread_join(self->thread, NULL);
    free(self);
}

static struct pump *make(void)
{
    struct pump *self = calloc(1, sizeof(*self));

    if (!self)
        abort();
    pthread_mutex_init(&self->lock, NULL);
    return self;
}

/* ---- the start function asks ---- */

static int ensure(struct pump *self)
{
    if (self->is_running)
        return 0;
    if (pthread_create(&self->thread, NULL, pump, self) != 0)
        return -1;
    self->is_running = true;
    return 0;
}

static void ensure_ok(void)
{
    struct pump *self = make();

    while (next_job() != EOF)
        if (ensure(self) != 0)
            break;
    if (self->is_running)
        stop(self);
}

/* ---- it asks of an object that is new each time ---- */

struct session {
    pthread_t thread;
    bool is_served;
    int fd;
    struct session *next;
};

static void *serve_session(void *arg)
{
    struct session *self = arg;

    sleep((unsigned)self->fd);
    return NULL;
}

static int ensure_session(struct session *self)
{
    if (self->is_served)
        return 0;
    if (pthread_create(&self->thread, NULL, serve_session, self) != 0) // EXPECT: thread-unbounded
        return -1;
    self->is_served = true;
    return 0;
}

static void sessions_bad(void)
{
    struct session *all = NULL;
    int fd;

    while ((fd = next_job()) != EOF) {
        struct session *self = calloc(1, sizeof(*self));
        if (!self)
            break;
        self->fd = fd;
        if (ensure_session(self) != 0) {
            free(self);
            continue;
        }
        self->next = all;
        all = self;
    }
    while (all) {
        struct session *self = all;
        all = self->next;
        pthread_join(self->thread, NULL);
        free(self);
    }
}

/* ---- what holds it is made lazily ---- */

struct shop {
    struct helper *helper;
};

struct helper {
    pthread_t thread;
    int pipe[2];
};

static void *help(void *arg)
{
    struct helper *self = arg;
    char c;

    while (read(self->pipe[0], &c, 1) == 1 && c != 'q')
        putchar(c);
    return NULL;
}

static struct helper *helper_new(void)
{
    struct helper *self = calloc(1, sizeof(*self));

    if (!self)
        return NULL;
    if (pipe(self->pipe) == 0) {
        if (pthread_create(&self->thread, NULL, help, self) == 0)
            return self;
        close(self->pipe[0]);
        close(self->pipe[1]);
    }
    free(self);
    return NULL;
}

static void helper_free(struct helper *self)
{
    if (!self)
        return;
    if (write(self->pipe[1], "q", 1) != 1)
        perror("write");
    pthread_join(self->thread, NULL);
    close(self->pipe[0]);
    close(self->pipe[1]);
    free(self);
}

static struct helper *helper_of(struct shop *shop)
{
    if (!shop->helper)
        shop->helper = helper_new();
    return shop->helper;
}

static void lazy_ok(void)
{
    static struct shop shop;
    int c;

    while ((c = next_job()) != EOF) {
        struct helper *helper = helper_of(&shop);
        char byte = (char)c;
        if (helper && write(helper->pipe[1], &byte, 1) != 1)
            break;
    }
    helper_free(shop.helper);
}

int main(void)
{
    ensure_ok();
    sessions_bad();
    lazy_ok();
    return 0;
}
