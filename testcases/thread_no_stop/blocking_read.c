/* A reader of a serial line sits in read(). */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/select.h>
#include <unistd.h>

void byte_received(unsigned char byte);

struct serial {
    int fd;
    atomic_bool closing;
    pthread_t reader;
};

struct modem {
    int fd;
    atomic_bool closing;
    pthread_t reader;
};

static void *serial_read(void *arg)
{
    struct serial *serial = arg;
    unsigned char byte;
    do {
        if (read(serial->fd, &byte, 1) == 1)
            byte_received(byte);
    } while (!atomic_load(&serial->closing));
    return NULL;
}

static void *modem_read(void *arg)
{
    struct modem *modem = arg;
    unsigned char byte;
    do {
        if (read(modem->fd, &byte, 1) == 1)
            byte_received(byte);
    } while (!atomic_load(&modem->closing));
    return NULL;
}

struct serial *serial_open_bad(const char *device)
{
    struct serial *serial = calloc(1, sizeof *serial);
    if (serial == NULL)
        return NULL;
    serial->fd = open(device, O_RDONLY | O_NOCTTY);
    if (serial->fd < 0)
        goto fail;
    if (pthread_create(&serial->reader, NULL, serial_read, serial) != 0) // EXPECT: thread-no-stop
        goto fail_close;
    return serial;
fail_close:
    close(serial->fd);
fail:
    free(serial);
    return NULL;
}

void serial_close(struct serial *serial)
{
    atomic_store(&serial->closing, true);
    pthread_join(serial->reader, NULL);
    close(serial->fd);
    free(serial);
}

/* Cancelled: read is a cancellation point. */
struct modem *modem_open_ok(const char *device)
{
    struct modem *modem = calloc(1, sizeof *modem);
    if (modem == NULL)
        return NULL;
    modem->fd = open(device, O_RDONLY | O_NOCTTY);
    if (modem->fd < 0)
        goto fail;
    if (pthread_create(&modem->reader, NULL, modem_read, modem) != 0)
        goto fail_close;
    return modem;
fail_close:
    close(modem->fd);
fail:
    free(modem);
    return NULL;
}

void modem_close(struct modem *modem)
{
    atomic_store(&modem->closing, true);
    pthread_cancel(modem->reader);
    pthread_join(modem->reader, NULL);
    close(modem->fd);
    free(modem);
}

/* The descriptor does not block. */
static int mouse_fd = -1;
static volatile bool mouse_closing;
static pthread_t mouse_reader;

static void *mouse_read(void *arg)
{
    unsigned char byte;
    while (!mouse_closing) {
        if (read(mouse_fd, &byte, 1) == 1)
            byte_received(byte);
        else if (errno == EAGAIN)
            usleep(10000);
    }
    return arg;
}

int mouse_open_ok(const char *device)
{
    mouse_fd = open(device, O_RDONLY | O_NONBLOCK);
    if (mouse_fd < 0)
        return -1;
    return pthread_create(&mouse_reader, NULL, mouse_read, NULL);
}

void mouse_close(void)
{
    mouse_closing = true;
    pthread_join(mouse_reader, NULL);
    close(mouse_fd);
}

/* It reads what select() says is there, and select has a time-out. */
static int scale_fd = -1;
static volatile bool scale_closing;
static pthread_t scale_reader;

static void *scale_read(void *arg)
{
    unsigned char byte;
    while (!scale_closing) {
        struct timeval patience = {.tv_usec = 300000};
        fd_set set;
        FD_ZERO(&set);
        FD_SET(scale_fd, &set);
        if (select(scale_fd + 1, &set, NULL, NULL, &patience) > 0 && read(scale_fd, &byte, 1) == 1)
            byte_received(byte);
    }
    return arg;
}

int scale_open_ok(const char *device)
{
    scale_fd = open(device, O_RDONLY);
    if (scale_fd < 0)
        return -1;
    return pthread_create(&scale_reader, NULL, scale_read, NULL);
}

void scale_close(void)
{
    scale_closing = true;
    pthread_join(scale_reader, NULL);
    close(scale_fd);
}
