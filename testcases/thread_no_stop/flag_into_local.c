/* The thread reads its flag into a local at the end of each round, with the mutex held. */
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#define LAMPS 6

struct beacon {
    pthread_t thread;
    pthread_mutex_t lock;
    int lamps[LAMPS];
    int n_lamps;
    int limit;
    bool done;
};

/* A file that is opened for each reading ends by itself. */
static int brightness_of(int lamp)
{
    char path[32] = "/tmp/lamp0", bytes[16];

    path[9] = (char)('0' + lamp);
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return 0;
    ssize_t n = read(fd, bytes, sizeof(bytes));
    close(fd);
    return (int)n;
}

static void *shine(void *argument)
{
    struct beacon *beacon = argument;
    bool done = false;

    while (!done) {
        for (int i = 0; i < beacon->n_lamps; i++)
            if (brightness_of(beacon->lamps[i]) > beacon->limit)
                usleep(1000);
        sleep(1);
        pthread_mutex_lock(&beacon->lock);
        done = beacon->done;
        pthread_mutex_unlock(&beacon->lock);
    }
    return NULL;
}

static struct beacon *beacon_new(int limit)
{
    struct beacon *beacon = calloc(1, sizeof(*beacon));

    if (!beacon)
        return NULL;
    pthread_mutex_init(&beacon->lock, NULL);
    beacon->n_lamps = LAMPS;
    beacon->limit = limit;
    return beacon;
}

static struct beacon *start(int limit)
{
    struct beacon *beacon = beacon_new(limit);

    if (beacon && pthread_create(&beacon->thread, NULL, shine, beacon) != 0) {
        free(beacon);
        return NULL;
    }
    return beacon;
}

static void stop(struct beacon *beacon)
{
    pthread_mutex_lock(&beacon->lock);
    beacon->done = true;
    pthread_mutex_unlock(&beacon->lock);
    pthread_join(beacon->thread, NULL);
    free(beacon);
}

/* ---- told too late ---- */

struct siren {
    pthread_t thread;
    pthread_mutex_t lock;
    int n_tones;
    bool done;
};

static void *howl(void *argument)
{
    struct siren *siren = argument;
    bool done = false;

    while (!done) {
        for (int i = 0; i < siren->n_tones; i++)
            usleep(1000);
        pthread_mutex_lock(&siren->lock);
        done = siren->done;
        pthread_mutex_unlock(&siren->lock);
    }
    return NULL;
}

static void warn_bad(int n_tones)
{
    struct siren *siren = calloc(1, sizeof(*siren));

    if (!siren)
        return;
    siren->n_tones = n_tones;
    pthread_mutex_init(&siren->lock, NULL);
    if (pthread_create(&siren->thread, NULL, howl, siren) == 0) { // EXPECT: thread-no-stop
        sleep(5);
        pthread_join(siren->thread, NULL);
        pthread_mutex_lock(&siren->lock);
        siren->done = true;
        pthread_mutex_unlock(&siren->lock);
    }
    free(siren);
}

int main(int argc, char **argv)
{
    struct beacon *beacon = start(argc);

    warn_bad(argv[0][0]);
    if (!beacon)
        return 1;
    stop(beacon);
    return 0;
}
