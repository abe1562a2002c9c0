/* A thread says through a pipe that it is ready. Where it could not be made, its owner waits for
 * that all the same. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int device_open(void);
void device_poll(int device);

static int sampler_ready[2];
static int player_ready[2];

static void *sampler_run(void *arg)
{
    int device = device_open();

    if (write(sampler_ready[1], &device, sizeof device) < 0 || device < 0)
        return arg;
    device_poll(device);
    return arg;
}

int sampler_start_bad(void)
{
    pthread_t thread;
    int device = -1;

    if (pipe(sampler_ready) < 0)
        return -errno;
    int status = pthread_create(&thread, NULL, sampler_run, NULL);
    if (status != 0)
        fprintf(stderr, "sampler: %s\n", strerror(status));
    else
        pthread_detach(thread);
    if (read(sampler_ready[0], &device, sizeof device) < 0) // EXPECT: recv-no-sender
        device = -1;
    return device;
}

static void *player_run(void *arg)
{
    int device = device_open();

    if (write(player_ready[1], &device, sizeof device) < 0 || device < 0)
        return arg;
    device_poll(device);
    return arg;
}

int player_start_ok(void)
{
    pthread_t thread;
    int device = -1;

    if (pipe(player_ready) < 0)
        return -errno;
    int status = pthread_create(&thread, NULL, player_run, NULL);
    if (status != 0) {
        fprintf(stderr, "player: %s\n", strerror(status));
        close(player_ready[0]);
        close(player_ready[1]);
        return -status;
    }
    pthread_detach(thread);
    if (read(player_ready[0], &device, sizeof device) < 0)
        device = -1;
    return device;
}
