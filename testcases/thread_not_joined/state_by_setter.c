/* A thread says by a function that it has ended, and why. Whoever finds it failed starts another one, and forgets to
 * join the last. */
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

enum phase { IDLE, RUNS, FAILED };

struct relay {
    pthread_mutex_t lock;
    enum phase phase;
    int sock, is_started;
    pthread_t thread;
};

static void enter(struct relay *relay, enum phase phase)
{
    pthread_mutex_lock(&relay->lock);
    relay->phase = phase;
    pthread_mutex_unlock(&relay->lock);
}

static void *relay_run(void *arg)
{
    struct relay *relay = arg;
    char text[128];
    ssize_t n;
    while ((n = recv(relay->sock, text, sizeof(text), 0)) > 0)
        ;
    enter(relay, n < 0 ? FAILED : IDLE);
    return NULL;
}

static void relay_begin_bad(struct relay *relay)
{
    enter(relay, RUNS);
    if (pthread_create(&relay->thread, NULL, relay_run, relay) == 0) // EXPECT: thread-not-joined
        relay->is_started = 1;
    else
        enter(relay, FAILED);
}

void relay_look_bad(struct relay *relay)
{
    pthread_mutex_lock(&relay->lock);
    enum phase phase = relay->phase;
    pthread_mutex_unlock(&relay->lock);
    if (phase == FAILED)
        relay_begin_bad(relay);
}

void relay_end_bad(struct relay *relay)
{
    shutdown(relay->sock, SHUT_RDWR);
    if (relay->is_started)
        pthread_join(relay->thread, NULL);
}

/* ---- good: it is joined before the next one is started ---- */

struct pipe_line {
    pthread_mutex_t lock;
    enum phase phase;
    int sock, is_started;
    pthread_t thread;
};

static void pass_to(struct pipe_line *line, enum phase phase)
{
    pthread_mutex_lock(&line->lock);
    line->phase = phase;
    pthread_mutex_unlock(&line->lock);
}

static void *line_run(void *arg)
{
    struct pipe_line *line = arg;
    char text[128];
    ssize_t n;
    while ((n = recv(line->sock, text, sizeof(text), 0)) > 0)
        ;
    pass_to(line, n < 0 ? FAILED : IDLE);
    return NULL;
}

static void line_reap(struct pipe_line *line)
{
    if (line->is_started)
        pthread_join(line->thread, NULL);
    line->is_started = 0;
}

static void line_begin_ok(struct pipe_line *line)
{
    line_reap(line);
    pass_to(line, RUNS);
    if (pthread_create(&line->thread, NULL, line_run, line) == 0)
        line->is_started = 1;
    else
        pass_to(line, FAILED);
}

void line_look_ok(struct pipe_line *line)
{
    pthread_mutex_lock(&line->lock);
    enum phase phase = line->phase;
    pthread_mutex_unlock(&line->lock);
    if (phase == FAILED)
        line_begin_ok(line);
}

void line_end_ok(struct pipe_line *line)
{
    shutdown(line->sock, SHUT_RDWR);
    line_reap(line);
}
