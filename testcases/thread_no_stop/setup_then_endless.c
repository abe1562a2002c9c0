/* The set-up may fail and return; what comes behind it goes on for ever. */
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct fabric {
    int port;
    unsigned char id[16];
    volatile int closing;
};

static int listen_at(int port)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        return -1;
    if (listen(fd, port) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static void *name_server(void *arg)
{
    struct fabric *fabric = arg;
    char *service = malloc(16);
    if (service == NULL)
        return NULL;
    snprintf(service, 16, "%d", fabric->port);
    struct addrinfo *found;
    int rc = getaddrinfo(NULL, service, NULL, &found);
    if (rc != 0) {
        free(service);
        return NULL;
    }
    freeaddrinfo(found);
    free(service);
    int fd = listen_at(fabric->port);
    if (fd < 0)
        return NULL;
    while (1) {
        int client = accept(fd, NULL, NULL);
        if (client >= 0) {
            if (write(client, fabric->id, sizeof fabric->id) < 0)
                perror("write");
            close(client);
        }
    }
    return NULL;
}

int fabric_open_bad(int port, struct fabric **ret_fabric)
{
    struct fabric *fabric = calloc(1, sizeof *fabric);
    if (fabric == NULL)
        return -1;
    fabric->port = port;
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_create(&thread, &attributes, name_server, fabric); // EXPECT: thread-no-stop
    pthread_attr_destroy(&attributes);
    *ret_fabric = fabric;
    return 0;
}

/* one of the rounds ends it */
static void *name_server_once(void *arg)
{
    struct fabric *fabric = arg;
    int fd = listen_at(fabric->port);
    if (fd < 0)
        return NULL;
    while (1) {
        int client = accept(fd, NULL, NULL);
        if (client < 0)
            break;
        close(client);
    }
    close(fd);
    return NULL;
}

int fabric_open_ok(int port)
{
    struct fabric *fabric = calloc(1, sizeof *fabric);
    if (fabric == NULL)
        return -1;
    fabric->port = port;
    pthread_t thread;
    if (pthread_create(&thread, NULL, name_server_once, fabric) != 0)
        return -1;
    return pthread_detach(thread);
}

/* Two kinds of work: the one that goes on for ever is asked for, and not what happens when set-up works. */
struct job {
    int resident;
    int fd;
};

static void *do_job(void *arg)
{
    struct job *job = arg;
    if (!job->resident) {
        close(job->fd);
        free(job);
        return NULL;
    }
    for (;;)
        sleep(60);
}

int job_start_ok(int fd, int resident)
{
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->fd = fd;
    job->resident = resident;
    pthread_t thread;
    if (pthread_create(&thread, NULL, do_job, job) != 0) {
        free(job);
        return -1;
    }
    return pthread_detach(thread);
}

/* The same with a question that a function answers. */
static int is_short(const struct job *job)
{
    return job->resident == 0;
}

static void *do_either(void *arg)
{
    struct job *job = arg;
    if (is_short(job)) {
        close(job->fd);
        free(job);
        return NULL;
    }
    for (;;)
        sleep(60);
}

int either_start_ok(int fd, int resident)
{
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->fd = fd;
    job->resident = resident;
    pthread_t thread;
    if (pthread_create(&thread, NULL, do_either, job) != 0) {
        free(job);
        return -1;
    }
    return pthread_detach(thread);
}

/* A status of one's own; and who joins it waits for ever. */
struct meter {
    pthread_t thread;
    int fd;
    char *buffer;
};

void measure(const char *buffer);

static int meter_prepare(struct meter *meter)
{
    meter->buffer = malloc(4096);
    if (meter->buffer == NULL)
        return -1;
    return 0;
}

static void *meter_run(void *arg)
{
    struct meter *meter = arg;
    int rc = meter_prepare(meter);
    if (rc != 0)
        pthread_exit(NULL);
    while (1) {
        measure(meter->buffer);
        sleep(1);
    }
    return NULL;
}

int meter_start_bad(struct meter *meter)
{
    return pthread_create(&meter->thread, NULL, meter_run, meter); // EXPECT: thread-no-stop
}

void meter_stop(struct meter *meter)
{
    pthread_join(meter->thread, NULL);
    free(meter->buffer);
}
