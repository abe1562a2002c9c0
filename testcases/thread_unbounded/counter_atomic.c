/* An atomic counter, compared with a bound: to print a warning and go on, or to refuse. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_UPLOADS = 100, MAX_DOWNLOADS = 100 };

static atomic_int n_uploads, n_downloads;

static void *upload(void *arg)
{
    int fd = (int)(intptr_t)arg;
    char byte;
    while (recv(fd, &byte, 1, 0) == 1)
        putchar(byte);
    close(fd);
    atomic_fetch_sub(&n_uploads, 1);
    return NULL;
}

static void *download(void *arg)
{
    int fd = (int)(intptr_t)arg;
    for (int i = 0; i < 1000; i++) {
        if (send(fd, "data", 4, 0) < 0)
            break;
    }
    close(fd);
    atomic_fetch_sub(&n_downloads, 1);
    return NULL;
}

int uploads_bad(int listener)
{
    int fd;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    while ((fd = accept(listener, NULL, NULL)) >= 0) {
        if (atomic_fetch_add(&n_uploads, 1) >= MAX_UPLOADS)
            fprintf(stderr, "warning: more than %d uploads\n", MAX_UPLOADS);
        pthread_t tid;
        if (pthread_create(&tid, &attr, upload, (void *)(intptr_t)fd)) { // EXPECT: thread-unbounded
            atomic_fetch_sub(&n_uploads, 1);
            close(fd);
        }
    }
    pthread_attr_destroy(&attr);
    return -1;
}

int downloads_ok(int listener)
{
    int fd;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    while ((fd = accept(listener, NULL, NULL)) >= 0) {
        if (atomic_fetch_add(&n_downloads, 1) >= MAX_DOWNLOADS) {
            fprintf(stderr, "more than %d downloads: refused\n", MAX_DOWNLOADS);
            atomic_fetch_sub(&n_downloads, 1);
            close(fd);
            continue;
        }
        pthread_t tid;
        if (pthread_create(&tid, &attr, download, (void *)(intptr_t)fd) != 0) {
            atomic_fetch_sub(&n_downloads, 1);
            close(fd);
        }
    }
    pthread_attr_destroy(&attr);
    return -1;
}
