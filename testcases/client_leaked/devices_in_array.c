/* Devices with a table of operations: each is closed by its own, through a getter and a helper, and those of two
 * kinds share an array. */
#include <assert.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { DEVICES = 8 };

struct device {
    int (*read)(struct device *device);
    void (*close)(struct device *device);
    void *own;
};

struct far {
    int fd;
    char last;
};

struct near {
    int fd;
};

static void *own_of(struct device *device)
{
    return device->own;
}

static void release(struct device *device)
{
    assert(device->own);
    free(device->own);
    device->own = NULL;
    free(device);
}

static struct device *make(size_t size)
{
    struct device *device;
    void *own = calloc(1, size);

    if (!own)
        return NULL;
    device = calloc(1, sizeof(*device));
    if (!device) {
        free(own);
        return NULL;
    }
    device->own = own;
    return device;
}

static int far_read(struct device *device)
{
    struct far *far = own_of(device);
    return (int)read(far->fd, &far->last, 1);
}

static void far_close(struct device *device)
{
    struct far *far = own_of(device);

    close(far->fd);
    release(device);
}

static int connected(const struct sockaddr_in *address)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0)
        return -1;
    if (connect(fd, (const struct sockaddr *)address, sizeof(*address)) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static struct device *far_open(const struct sockaddr_in *address)
{
    struct device *device = make(sizeof(struct far));
    struct far *far;
    int fd;

    if (!device)
        return NULL;
    device->read = far_read;
    device->close = far_close;
    fd = connected(address);
    if (fd == -1) {
        release(device);
        return NULL;
    }
    far = own_of(device);
    far->fd = fd;
    return device;
}

static int near_read(struct device *device)
{
    struct near *near = own_of(device);
    char byte;
    return (int)read(near->fd, &byte, 1);
}

static void near_close(struct device *device)
{
    struct near *near = own_of(device);

    if (near->fd > 0)
        close(near->fd);
    release(device);
}

static struct device *near_open(const char *path)
{
    struct device *device;
    struct near *near;

    if (strncmp(path, "file:", 5) != 0)
        return NULL;
    device = make(sizeof(struct near));
    if (!device)
        return NULL;
    device->read = near_read;
    device->close = near_close;
    near = own_of(device);
    near->fd = open(path + 5, O_RDONLY);
    if (near->fd < 0) {
        near_close(device);
        return NULL;
    }
    return device;
}

static struct device *device_open(const char *name, const struct sockaddr_in *address)
{
    struct device *device = near_open(name);

    return device ? device : far_open(address);
}

static void device_close(struct device *device)
{
    assert(device->close);
    device->close(device);
}

static void show_ok(const char *name, const struct sockaddr_in *address)
{
    struct device *device = device_open(name, address);

    if (!device) {
        printf("%s: not there\n", name);
        return;
    }
    while (device->read(device) > 0)
        putchar('.');
    device_close(device);
}

static int set_up(const char *name, const struct sockaddr_in *address, struct device **ret_device)
{
    struct device *device = device_open(name, address);

    if (!device)
        return -1;
    *ret_device = device;
    return 0;
}

static int set_up_all_ok(char **names, const struct sockaddr_in *address, struct device **devices)
{
    int count = 0;

    for (int i = 0; names[i] && count < DEVICES; i++) {
        if (!*names[i])
            continue;
        if (set_up(names[i], address, &devices[count]) != 0)
            return -1;
        count++;
    }
    return count;
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = 7};
    struct device *devices[DEVICES];
    int count;

    for (int i = 1; i < argc; i++)
        show_ok(argv[i], &address);
    count = set_up_all_ok(argv + 1, &address, devices);
    for (int i = 0; i < count; i++)
        while (devices[i]->read(devices[i]) > 0)
            putchar('.');
    for (int i = 0; i < count; i++)
        device_close(devices[i]);
    return 0;
}
