/* An object is linked into a list of which nothing is known, by a function that calls another one for it:
 * whoever walks the list may join its thread. */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

struct node {
    struct node *next, *before;
};

struct group {
    struct node devices;
    int size;
};

struct group *group_find(int id);

struct device {
    int fd;
    struct node node;
    pthread_t thread;
};

static void link_between(struct node *node, struct node *before, struct node *next)
{
    next->before = node;
    node->next = next;
    node->before = before;
    before->next = node;
}

static void append(struct node *node, struct node *list)
{
    link_between(node, list->before, list);
}

static void *run(void *arg)
{
    struct device *device = arg;
    printf("%d\n", device->fd);
    return NULL;
}

int device_add_ok(int id, int fd)
{
    struct group *group = group_find(id);
    struct device *device = calloc(1, sizeof *device);
    if (group == NULL || device == NULL) {
        free(device);
        return -1;
    }
    device->fd = fd;
    if (pthread_create(&device->thread, NULL, run, device) != 0) {
        free(device);
        return -1;
    }
    append(&device->node, &group->devices);
    return 0;
}

void device_end(struct device *device)
{
    pthread_join(device->thread, NULL);
    free(device);
}

/* In no list at all. */
int device_try_bad(int fd)
{
    struct device *device = calloc(1, sizeof *device);
    if (device == NULL)
        return -1;
    device->fd = fd;
    if (pthread_create(&device->thread, NULL, run, device) != 0) { // EXPECT: thread-not-joined
        free(device);
        return -1;
    }
    return 0;
}
