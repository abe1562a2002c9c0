/* A loop gives each of the workers a pointer to what they share, and that holds the handle. That the loop could also
 * have no round is no way on which it gets lost. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 8 };

struct mixer {
    pthread_t clock;
    int tick;
};

struct voice {
    struct mixer *mixer;
    struct voice *others[MOST];
    int n;
};

static void *run_clock(void *arg)
{
    struct mixer *mixer = arg;
    char tick;

    while (read(mixer->tick, &tick, 1) == 1)
        continue;
    return NULL;
}

static int mixer_new(struct voice *first, int tick)
{
    struct mixer *mixer = calloc(1, sizeof *mixer);

    if (mixer == NULL)
        return -1;
    mixer->tick = tick;
    for (int i = 0; i < first->n; i++)
        first->others[i]->mixer = mixer;
    if (pthread_create(&mixer->clock, NULL, run_clock, mixer) != 0) {
        free(mixer);
        return -1;
    }
    return 0;
}

static int mixer_new_bad(struct voice *first, int tick)
{
    struct mixer *mixer = calloc(1, sizeof *mixer);

    if (mixer == NULL)
        return -1;
    mixer->tick = tick;
    for (int i = 0; i < first->n; i++)
        first->others[i]->n = i;
    if (pthread_create(&mixer->clock, NULL, run_clock, mixer) != 0) { // EXPECT: thread-not-joined
        free(mixer);
        return -1;
    }
    return 0;
}

static struct voice *voices_new(int n)
{
    struct voice *first = calloc(1, sizeof *first);

    if (first == NULL)
        return NULL;
    first->n = n;
    first->others[0] = first;
    for (int i = 1; i < n; i++) {
        first->others[i] = malloc(sizeof *first);
        if (first->others[i] == NULL)
            abort();
        *first->others[i] = *first;
    }
    return first;
}

static void voices_free(struct voice *first)
{
    for (int i = first->n - 1; i >= 0; i--)
        free(first->others[i]);
}

static void play_ok(int fd)
{
    struct voice *first = voices_new(4);

    if (first == NULL)
        return;
    if (mixer_new(first, fd) == 0) {
        shutdown(fd, SHUT_RDWR);
        pthread_join(first->mixer->clock, NULL);
        free(first->mixer);
    }
    voices_free(first);
}

static void play_bad(int fd)
{
    struct voice *first = voices_new(4);

    if (first == NULL)
        return;
    if (mixer_new_bad(first, fd) == 0)
        shutdown(fd, SHUT_RDWR);
    voices_free(first);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    listen(listener, 4);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            return 1;
        play_ok(fd);
        play_bad(fd);
        close(fd);
    }
}
