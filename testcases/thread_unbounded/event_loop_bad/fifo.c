#include "fifo.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fifo_open(void *user)
{
    return open(user, O_RDWR | O_CLOEXEC);
}

static void *print_label(void *arg)
{
    FILE *printer = fopen("/dev/lp0", "w");
    if (printer != NULL) {
        fprintf(printer, "%s\n", (char *)arg);
        fclose(printer);
    }
    free(arg);
    return NULL;
}

static void fifo_readable(int fd, void *user)
{
    (void)user;
    char label[80] = "";
    if (read(fd, label, sizeof label - 1) <= 0)
        return;
    char *copy = strdup(label);
    pthread_t printing;
    if (pthread_create(&printing, NULL, print_label, copy) != 0) { // EXPECT: thread-unbounded
        free(copy);
        return;
    }
    pthread_detach(printing);
}

static void fifo_close(int fd, void *user)
{
    close(fd);
    unlink(user);
}

const struct watcher_ops fifo_ops = {"fifo", fifo_open, fifo_readable, fifo_close};
