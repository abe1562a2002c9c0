/* A pool that hands out what is idle, or makes another one while there is room. Who has waited for either takes what is idle;
 * if nothing is, there was room when he looked. The twin looks once, and makes one too many. */
#include <pthread.h>
#include <stdlib.h>

enum { WORKERS = 4, MOST = 2 };

void *line_dial(void);
void line_use(void *line);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t given_back = PTHREAD_COND_INITIALIZER;
static void *idle[MOST];
static int n_idle, n_lines;

static void *line_get_ok(void)
{
    void *line = NULL;

    pthread_mutex_lock(&lock);
    while (n_idle == 0 && n_lines == MOST)
        pthread_cond_wait(&given_back, &lock);
    if (n_idle > 0)
        line = idle[--n_idle];
    else
        n_lines++;
    pthread_mutex_unlock(&lock);
    return line ? line : line_dial();
}

static void line_put(void *line)
{
    pthread_mutex_lock(&lock);
    idle[n_idle++] = line;
    pthread_cond_signal(&given_back);
    pthread_mutex_unlock(&lock);
}

static void *caller_run(void *arg)
{
    void *line = line_get_ok();
    line_use(line);
    line_put(line);
    return arg;
}

static pthread_mutex_t desk_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t desk_free = PTHREAD_COND_INITIALIZER;
static int desks_idle, desks_used;

static void *clerk_run(void *arg)
{
    pthread_mutex_lock(&desk_lock);
    if (desks_idle == 0 && desks_used == MOST)
        pthread_cond_wait(&desk_free, &desk_lock); // EXPECT: recv-no-sender
    desks_used++;
    pthread_mutex_unlock(&desk_lock);
    line_use(arg);
    pthread_mutex_lock(&desk_lock);
    desks_used--;
    pthread_cond_signal(&desk_free);
    pthread_mutex_unlock(&desk_lock);
    return arg;
}

static void all_run(void *(*body)(void *))
{
    pthread_t threads[WORKERS];
    int n = 0;

    while (n < WORKERS && pthread_create(&threads[n], NULL, body, NULL) == 0)
        n++;
    while (n-- > 0)
        pthread_join(threads[n], NULL);
}

void call_and_sit(void)
{
    all_run(caller_run);
    all_run(clerk_run);
}
