/* A slot of a table that is found by a number: its thread is detached through the same number, or is
 * not. The thread says when it leaves. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_CAMERAS = 8 };

struct camera {
    pthread_t thread;
    char *frame;
};

struct microphone {
    pthread_t thread;
    char *frame;
};

static struct camera cameras[N_CAMERAS];
static struct microphone microphones[N_CAMERAS];

static void *watch(void *arg)
{
    struct camera *camera = arg;
    while (getchar() != EOF)
        camera->frame[0]++;
    free(camera->frame);
    camera->frame = NULL;
    return NULL;
}

static void *listen_on(void *arg)
{
    struct microphone *microphone = arg;
    while (getchar() != EOF)
        microphone->frame[0]++;
    free(microphone->frame);
    microphone->frame = NULL;
    return NULL;
}

int camera_run_ok(int number)
{
    cameras[number].frame = malloc(4096);
    if (cameras[number].frame == NULL)
        return -1;
    if (pthread_create(&cameras[number].thread, NULL, watch, &cameras[number]) != 0)
        return -1;
    return pthread_detach(cameras[number].thread);
}

int microphone_run_bad(int number)
{
    struct microphone *m = &microphones[number];
    m->frame = malloc(4096);
    if (m->frame == NULL)
        return -1;
    return pthread_create(&m->thread, NULL, listen_on, m); // EXPECT: thread-not-joined
}
