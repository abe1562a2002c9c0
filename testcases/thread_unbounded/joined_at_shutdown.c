/* Threads in a list: joined when the service stops, which may be in a year, or also while it runs,
 * as soon as they have ended. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct scan {
    struct scan *next;
    pthread_t thread;
    char target[64];
};

static struct scan *scans;

static void *scan_run(void *arg)
{
    struct scan *scan = arg;
    printf("scanning %s\n", scan->target);
    return NULL;
}

void scans_bad(int socket)
{
    for (;;) {
        struct scan *scan = calloc(1, sizeof *scan);
        if (scan == NULL || recv(socket, scan->target, sizeof scan->target - 1, 0) <= 0) {
            free(scan);
            break;
        }
        if (pthread_create(&scan->thread, NULL, scan_run, scan) != 0) { // EXPECT: thread-unbounded
            free(scan);
            continue;
        }
        scan->next = scans;
        scans = scan;
    }
    while (scans != NULL) {
        struct scan *scan = scans;
        scans = scan->next;
        pthread_join(scan->thread, NULL);
        free(scan);
    }
}

struct probe {
    struct probe *next;
    pthread_t thread;
    atomic_bool is_done;
    char target[64];
};

static struct probe *probes;

static void *probe_run(void *arg)
{
    struct probe *probe = arg;
    printf("probing %s\n", probe->target);
    atomic_store(&probe->is_done, 1);
    return NULL;
}

static void probes_reap(void)
{
    struct probe **at = &probes;
    while (*at != NULL) {
        struct probe *probe = *at;
        if (!atomic_load(&probe->is_done)) {
            at = &probe->next;
            continue;
        }
        *at = probe->next;
        pthread_join(probe->thread, NULL);
        free(probe);
    }
}

void probes_ok(int socket)
{
    for (;;) {
        struct probe *probe = calloc(1, sizeof *probe);
        if (probe == NULL || recv(socket, probe->target, sizeof probe->target - 1, 0) <= 0) {
            free(probe);
            break;
        }
        probes_reap();
        if (pthread_create(&probe->thread, NULL, probe_run, probe) != 0) {
            free(probe);
            continue;
        }
        probe->next = probes;
        probes = probe;
    }
    while (probes != NULL) {
        struct probe *probe = probes;
        probes = probe->next;
        pthread_join(probe->thread, NULL);
        free(probe);
    }
}
