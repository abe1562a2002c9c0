/* Where the thread could not be started, its caller gets the same answer as where it was, and waits for what nobody will say. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

long measure(const char *name);

/* ---- the same pointer ---- */

struct probe {
    pthread_mutex_t lock;
    pthread_cond_t done;
    bool is_done;
    long value;
};

struct probing {
    struct probe *probe;
    const char *name;
};

static void *probe_run(void *arg)
{
    struct probing *probing = arg;
    struct probe *probe = probing->probe;
    long value = measure(probing->name);

    free(probing);
    pthread_mutex_lock(&probe->lock);
    probe->value = value;
    probe->is_done = true;
    pthread_cond_signal(&probe->done);
    pthread_mutex_unlock(&probe->lock);
    return NULL;
}

static struct probe *probe_start_bad(const char *name)
{
    struct probe *probe = calloc(1, sizeof *probe);
    struct probing *probing = malloc(sizeof *probing);
    pthread_t thread;

    if (!probe || !probing)
        abort();
    pthread_mutex_init(&probe->lock, NULL);
    pthread_cond_init(&probe->done, NULL);
    *probing = (struct probing){probe, name};
    if (pthread_create(&thread, NULL, probe_run, probing) != 0) {
        fprintf(stderr, "%s is not probed\n", name);
        free(probing);
    } else {
        pthread_detach(thread);
    }
    return probe;
}

static long probe_result(struct probe *probe)
{
    pthread_mutex_lock(&probe->lock);
    while (!probe->is_done)
        pthread_cond_wait(&probe->done, &probe->lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&probe->lock);
    return probe->value;
}

/* ---- nothing in its place ---- */

struct scan {
    pthread_mutex_t lock;
    pthread_cond_t done;
    bool is_done;
    long value;
};

struct scanning {
    struct scan *scan;
    const char *name;
};

static void *scan_run(void *arg)
{
    struct scanning *scanning = arg;
    struct scan *scan = scanning->scan;
    long value = measure(scanning->name);

    free(scanning);
    pthread_mutex_lock(&scan->lock);
    scan->value = value;
    scan->is_done = true;
    pthread_cond_signal(&scan->done);
    pthread_mutex_unlock(&scan->lock);
    return NULL;
}

static struct scan *scan_start_ok(const char *name)
{
    struct scan *scan = calloc(1, sizeof *scan);
    struct scanning *scanning = malloc(sizeof *scanning);
    pthread_t thread;

    if (!scan || !scanning)
        abort();
    pthread_mutex_init(&scan->lock, NULL);
    pthread_cond_init(&scan->done, NULL);
    *scanning = (struct scanning){scan, name};
    if (pthread_create(&thread, NULL, scan_run, scanning) != 0) {
        fprintf(stderr, "%s is not scanned\n", name);
        free(scanning);
        free(scan);
        scan = NULL;
    } else {
        pthread_detach(thread);
    }
    return scan;
}

static long scan_result(struct scan *scan)
{
    pthread_mutex_lock(&scan->lock);
    while (!scan->is_done)
        pthread_cond_wait(&scan->done, &scan->lock);
    pthread_mutex_unlock(&scan->lock);
    return scan->value;
}

/* ---- the same pointer, but it is done there and then ---- */

struct count {
    pthread_mutex_t lock;
    pthread_cond_t done;
    bool is_done;
    const char *name;
    long value;
};

static void *count_run(void *arg)
{
    struct count *count = arg;
    long value = measure(count->name);

    pthread_mutex_lock(&count->lock);
    count->value = value;
    count->is_done = true;
    pthread_cond_signal(&count->done);
    pthread_mutex_unlock(&count->lock);
    return NULL;
}

static struct count *count_start_ok(const char *name)
{
    struct count *count = calloc(1, sizeof *count);
    pthread_t thread;

    if (!count)
        abort();
    pthread_mutex_init(&count->lock, NULL);
    pthread_cond_init(&count->done, NULL);
    count->name = name;
    if (pthread_create(&thread, NULL, count_run, count) != 0)
        count_run(count);
    else
        pthread_detach(thread);
    return count;
}

static long count_result(struct count *count)
{
    pthread_mutex_lock(&count->lock);
    while (!count->is_done)
        pthread_cond_wait(&count->done, &count->lock);
    pthread_mutex_unlock(&count->lock);
    return count->value;
}

int main(int argc, char **argv)
{
    if (argc != 4)
        return EXIT_FAILURE;
    struct probe *probe = probe_start_bad(argv[1]);
    struct scan *scan = scan_start_ok(argv[2]);
    struct count *count = count_start_ok(argv[3]);

    printf("%ld\n", probe_result(probe));
    if (scan)
        printf("%ld\n", scan_result(scan));
    printf("%ld\n", count_result(count));
    free(probe);
    free(scan);
    free(count);
    return EXIT_SUCCESS;
}
