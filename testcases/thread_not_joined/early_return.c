/* A return between create and join loses the handle of a running thread. */
#include <pthread.h>
#include <stdio.h>

int reload(const char *file);

static void *watch(void *file)
{
    return file;
}

int reload_watched_bad(char *file)
{
    pthread_t watcher;
    if (pthread_create(&watcher, NULL, watch, file) != 0) // EXPECT: thread-not-joined
        return -1;
    if (reload(file) != 0)
        return -1;
    return pthread_join(watcher, NULL);
}

int reload_watched_ok(char *file)
{
    pthread_t watcher;
    if (pthread_create(&watcher, NULL, watch, file) != 0)
        return -1;
    int rc = reload(file);
    return pthread_join(watcher, NULL) != 0 ? -1 : rc;
}

/* The return stands two levels deep, behind a loop. */
int copy_lines_bad(FILE *in, FILE *out, char *file)
{
    char line[256];
    pthread_t watcher;
    if (pthread_create(&watcher, NULL, watch, file) != 0) // EXPECT: thread-not-joined
        return -1;
    while (fgets(line, sizeof line, in) != NULL) {
        if (line[0] != '#') {
            if (fputs(line, out) == EOF)
                return -1;
        }
    }
    pthread_join(watcher, NULL);
    return 0;
}

int copy_lines_ok(FILE *in, FILE *out, char *file)
{
    char line[256];
    pthread_t watcher;
    if (pthread_create(&watcher, NULL, watch, file) != 0)
        return -1;
    while (fgets(line, sizeof line, in) != NULL) {
        if (line[0] != '#') {
            if (fputs(line, out) == EOF)
                break;
        }
    }
    pthread_join(watcher, NULL);
    return 0;
}
