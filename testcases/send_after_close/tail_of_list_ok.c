/* As in tail_of_list_bad.c, but the last request is answered before the thread is told to leave. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum kind { WRITE, SYNC, LEAVE };

struct request {
    struct request *next;
    enum kind kind;
    int page;
};

struct disk {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t asked, synced;
    struct request *first, **last;
    unsigned n_synced;
    FILE *file;
};

static void ask(struct disk *disk, enum kind kind, int page)
{
    struct request *request = calloc(1, sizeof *request);

    if (!request)
        return;
    request->kind = kind;
    request->page = page;
    pthread_mutex_lock(&disk->lock);
    *disk->last = request;
    disk->last = &request->next;
    pthread_cond_signal(&disk->asked);
    pthread_mutex_unlock(&disk->lock);
}

static struct request *next_request(struct disk *disk)
{
    pthread_mutex_lock(&disk->lock);
    while (!disk->first)
        pthread_cond_wait(&disk->asked, &disk->lock);
    struct request *request = disk->first;
    disk->first = request->next;
    if (!disk->first)
        disk->last = &disk->first;
    pthread_mutex_unlock(&disk->lock);
    return request;
}

static void *serve(void *arg)
{
    struct disk *disk = arg;
    bool is_done = false;

    while (!is_done) {
        struct request *request = next_request(disk);
        if (request->kind == WRITE)
            fprintf(disk->file, "page %d\n", request->page);
        if (request->kind == SYNC) {
            fflush(disk->file);
            pthread_mutex_lock(&disk->lock);
            disk->n_synced++;
            pthread_cond_broadcast(&disk->synced);
            pthread_mutex_unlock(&disk->lock);
        }
        is_done = request->kind == LEAVE;
        free(request);
    }
    return NULL;
}

static struct disk *disk_open(const char *path)
{
    struct disk *disk = calloc(1, sizeof *disk);

    if (!disk)
        return NULL;
    disk->file = fopen(path, "a");
    disk->last = &disk->first;
    pthread_mutex_init(&disk->lock, NULL);
    pthread_cond_init(&disk->asked, NULL);
    pthread_cond_init(&disk->synced, NULL);
    if (!disk->file || pthread_create(&disk->thread, NULL, serve, disk) != 0) {
        free(disk);
        return NULL;
    }
    return disk;
}

static void disk_sync(struct disk *disk)
{
    pthread_mutex_lock(&disk->lock);
    unsigned n = disk->n_synced;
    pthread_mutex_unlock(&disk->lock);
    ask(disk, SYNC, 0);
    pthread_mutex_lock(&disk->lock);
    while (disk->n_synced == n)
        pthread_cond_wait(&disk->synced, &disk->lock);
    pthread_mutex_unlock(&disk->lock);
}

static void disk_close(struct disk *disk)
{
    disk_sync(disk);
    ask(disk, LEAVE, 0);
    pthread_join(disk->thread, NULL);
    fclose(disk->file);
}

int main(void)
{
    struct disk *disk = disk_open("pages");

    if (!disk)
        return 1;
    for (int page = 0; page < 1000; page++)
        ask(disk, WRITE, page);
    disk_sync(disk);
    disk_close(disk);
    return 0;
}
