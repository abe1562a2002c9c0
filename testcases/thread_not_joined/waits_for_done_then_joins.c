/* A wrapper that waits until the thread has said that it is done, and joins it, called for each of an array of
 * jobs on the stack that another wrapper has zeroed and started. */
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

enum { JOBS_MOST = 6 };

struct render {
    const char *file;
    pthread_t painter;
    pthread_mutex_t lock;
    pthread_cond_t painted;
    bool done;
    int errors;
};

static void *paint(void *arg)
{
    struct render *render = arg;

    pthread_mutex_lock(&render->lock);
    render->errors = render->file[0] == '-';
    render->done = true;
    pthread_cond_signal(&render->painted);
    pthread_mutex_unlock(&render->lock);
    return NULL;
}

static int render_start(struct render *render, const char *file)
{
    memset(render, 0, sizeof *render);
    render->file = file;
    pthread_mutex_init(&render->lock, NULL);
    pthread_cond_init(&render->painted, NULL);
    return pthread_create(&render->painter, NULL, paint, render);
}

static int render_finish(struct render *render)
{
    pthread_mutex_lock(&render->lock);
    while (!render->done)
        pthread_cond_wait(&render->painted, &render->lock);
    pthread_mutex_unlock(&render->lock);
    pthread_join(render->painter, NULL);
    pthread_cond_destroy(&render->painted);
    return render->errors;
}

int render_pages(char *const *files, int count)
{
    struct render jobs[JOBS_MOST];
    int started = 0, errors = 0;

    for (int i = 0; i < count && i < JOBS_MOST; i++) {
        if (render_start(&jobs[started], files[i]) != 0)
            errors++;
        else
            started++;
    }
    for (int i = 0; i < started; i++)
        errors += render_finish(&jobs[i]);
    return errors;
}

/* The same for others, where the wrapper only waits. */
struct scan {
    const char *file;
    pthread_t reader;
    pthread_mutex_t lock;
    pthread_cond_t was_read;
    bool done;
    int errors;
};

static void *read_in(void *arg)
{
    struct scan *scan = arg;

    pthread_mutex_lock(&scan->lock);
    scan->errors = scan->file[0] == '-';
    scan->done = true;
    pthread_cond_signal(&scan->was_read);
    pthread_mutex_unlock(&scan->lock);
    return NULL;
}

static int scan_start(struct scan *scan, const char *file)
{
    memset(scan, 0, sizeof *scan);
    scan->file = file;
    pthread_mutex_init(&scan->lock, NULL);
    pthread_cond_init(&scan->was_read, NULL);
    return pthread_create(&scan->reader, NULL, read_in, scan); // EXPECT: thread-not-joined
}

static int scan_finish(struct scan *scan)
{
    pthread_mutex_lock(&scan->lock);
    while (!scan->done)
        pthread_cond_wait(&scan->was_read, &scan->lock);
    pthread_mutex_unlock(&scan->lock);
    pthread_cond_destroy(&scan->was_read);
    return scan->errors;
}

int scan_pages(char *const *files, int count)
{
    struct scan jobs[JOBS_MOST];
    int started = 0, errors = 0;

    for (int i = 0; i < count && i < JOBS_MOST; i++) {
        if (scan_start(&jobs[started], files[i]) != 0)
            errors++;
        else
            started++;
    }
    for (int i = 0; i < started; i++)
        errors += scan_finish(&jobs[i]);
    return errors;
}
