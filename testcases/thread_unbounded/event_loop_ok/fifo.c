#include "fifo.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define N_PRINTERS 2
#define N_LABELS   16

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_t printers[N_PRINTERS];
static char labels[N_LABELS][80];
static int n_labels;
static bool is_closing;

static void *print_labels(void *arg)
{
    char label[80];
    pthread_mutex_lock(&lock);
    for (;;) {
        while (n_labels == 0 && !is_closing)
            pthread_cond_wait(&changed, &lock);
        if (is_closing)
            break;
        memcpy(label, labels[--n_labels], sizeof label);
        pthread_mutex_unlock(&lock);
        FILE *printer = fopen(arg, "w");
        if (printer != NULL) {
            fprintf(printer, "%s\n", label);
            fclose(printer);
        }
        pthread_mutex_lock(&lock);
    }
    pthread_mutex_unlock(&lock);
    return NULL;
}

static int fifo_open(void *user)
{
    static char device[] = "/dev/lp0";
    for (int i = 0; i < N_PRINTERS; i++) {
        if (pthread_create(&printers[i], NULL, print_labels, device) != 0)
            _exit(1);
    }
    return open(user, O_RDWR | O_CLOEXEC);
}

static void fifo_readable(int fd, void *user)
{
    (void)user;
    char label[80] = "";
    if (read(fd, label, sizeof label - 1) <= 0)
        return;
    pthread_mutex_lock(&lock);
    if (n_labels < N_LABELS) {
        memcpy(labels[n_labels++], label, sizeof label);
        pthread_cond_broadcast(&changed);
    }
    pthread_mutex_unlock(&lock);
}

static void fifo_close(int fd, void *user)
{
    close(fd);
    unlink(user);
    pthread_mutex_lock(&lock);
    is_closing = true;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < N_PRINTERS; i++)
        pthread_join(printers[i], NULL);
}

const struct watcher_ops fifo_ops = {"fifo", fifo_open, fifo_readable, fifo_close};
