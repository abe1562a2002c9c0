/* The same, with helpers that set, clear and ask for the bit that they are handed. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

enum state_bit { STATE_THREAD = 0, STATE_TIMER = 1, STATE_OPEN = 2 };

struct device {
    unsigned long state;
    int fd;
    pthread_t thread;
};

struct camera {
    unsigned long state;
    int fd;
    pthread_t thread;
};

static void *watch(void *arg)
{
    struct device *device = arg;
    char byte;

    while (read(device->fd, &byte, 1) == 1)
        continue;
    return NULL;
}

static void *film(void *arg)
{
    struct camera *camera = arg;
    char byte;

    while (read(camera->fd, &byte, 1) == 1)
        continue;
    return NULL;
}

static void set_bit(unsigned long *word, int bit)
{
    *word |= 1UL << bit;
}

static void clear_bit(unsigned long *word, int bit)
{
    *word &= ~(1UL << bit);
}

static bool test_bit(const unsigned long *word, int bit)
{
    return (*word & (1UL << bit)) != 0;
}

static bool camera_has(const struct camera *camera, unsigned long mask)
{
    if ((camera->state & mask) == mask)
        return true;
    return false;
}

static void device_close(struct device *device)
{
    clear_bit(&device->state, STATE_OPEN);
    if (test_bit(&device->state, STATE_THREAD))
        pthread_join(device->thread, NULL);
    close(device->fd);
    free(device);
}

void device_ok(int fd)
{
    struct device *device = calloc(1, sizeof(*device));

    if (!device)
        return;
    device->fd = fd;
    set_bit(&device->state, STATE_OPEN);
    if (pthread_create(&device->thread, NULL, watch, device) == 0)
        set_bit(&device->state, STATE_THREAD);
    device_close(device);
}

void device_bad(int fd)
{
    struct device *device = calloc(1, sizeof(*device));

    if (!device)
        return;
    device->fd = fd;
    set_bit(&device->state, STATE_OPEN);
    if (pthread_create(&device->thread, NULL, watch, device) == 0) // EXPECT: thread-not-joined
        set_bit(&device->state, STATE_TIMER);
    device_close(device);
}

static void camera_close(struct camera *camera)
{
    if (camera_has(camera, 1UL << STATE_THREAD))
        pthread_join(camera->thread, NULL);
    close(camera->fd);
    free(camera);
}

void camera_ok(int fd)
{
    struct camera *camera = calloc(1, sizeof(*camera));

    if (!camera)
        return;
    camera->fd = fd;
    if (pthread_create(&camera->thread, NULL, film, camera) == 0)
        camera->state |= 1UL << STATE_THREAD;
    camera_close(camera);
}

void camera_bad(int fd)
{
    struct camera *camera = calloc(1, sizeof(*camera));

    if (!camera)
        return;
    camera->fd = fd;
    if (pthread_create(&camera->thread, NULL, film, camera) == 0) // EXPECT: thread-not-joined
        camera->state |= 1UL << STATE_THREAD;
    camera->state &= ~(1UL << STATE_THREAD);
    camera_close(camera);
}
