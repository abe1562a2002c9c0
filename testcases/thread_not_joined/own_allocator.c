/* Objects come from a function of the program's own, which says when there is no memory and returns what
 * it got. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct upload {
    pthread_t thread;
    int fd;
};

struct download {
    pthread_t thread;
    int fd;
};

static void *get_memory(size_t size)
{
    void *memory = calloc(1, size);
    if (memory == NULL)
        fprintf(stderr, "out of memory\n");
    return memory;
}

static void *send_all(void *arg)
{
    struct upload *upload = arg;
    char c;
    while (read(upload->fd, &c, 1) == 1)
        putchar(c);
    free(upload);
    return NULL;
}

static void *receive_all(void *arg)
{
    struct download *download = arg;
    char c;
    while (read(download->fd, &c, 1) == 1)
        putchar(c);
    pthread_detach(download->thread);
    free(download);
    return NULL;
}

int upload_bad(int fd)
{
    struct upload *upload = get_memory(sizeof *upload);
    if (upload == NULL)
        return -1;
    upload->fd = fd;
    return pthread_create(&upload->thread, NULL, send_all, upload); // EXPECT: thread-not-joined
}

void upload_finish(struct upload *upload)
{
    pthread_join(upload->thread, NULL);
    free(upload);
}

int download_ok(int fd)
{
    struct download *download = get_memory(sizeof *download);
    if (download == NULL)
        return -1;
    download->fd = fd;
    return pthread_create(&download->thread, NULL, receive_all, download);
}

/* A job that is waited for in the same function: freed on the way without a thread, too. */
static void *work(void *arg)
{
    return arg;
}

int job_ok(int fd)
{
    struct upload *job = get_memory(sizeof *job);
    int rc = -1;
    if (job != NULL) {
        job->fd = fd;
        rc = pthread_create(&job->thread, NULL, work, job);
        if (rc == 0)
            pthread_join(job->thread, NULL);
    }
    free(job);
    return rc;
}

int job_bad(int fd)
{
    struct upload *job = get_memory(sizeof *job);
    int rc = -1;
    if (job != NULL) {
        job->fd = fd;
        rc = pthread_create(&job->thread, NULL, work, job); // EXPECT: thread-not-joined
        if (rc == 0 && fd > 2)
            pthread_join(job->thread, NULL);
    }
    free(job);
    return rc;
}
