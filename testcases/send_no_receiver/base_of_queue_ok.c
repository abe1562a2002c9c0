/* The queue lies in an object that begins with a base: whoever makes it hands out the base's address. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { N_LINES = 256 };

struct writer {
    int (*put)(struct writer *writer, int line);
};

struct file_writer {
    struct writer base;
    pthread_mutex_t lock;
    pthread_cond_t more;
    int lines[N_LINES];
    unsigned first, last;
    bool ends;
};

int store_line(int line);

static int file_put(struct writer *writer, int line)
{
    struct file_writer *file = (struct file_writer *)writer;
    pthread_mutex_lock(&file->lock);
    bool has_room = file->last - file->first < N_LINES;
    if (has_room)
        file->lines[file->last++ % N_LINES] = line;
    pthread_cond_signal(&file->more);
    pthread_mutex_unlock(&file->lock);
    return has_room ? 0 : -1;
}

static void *file_store(void *arg)
{
    struct file_writer *file = arg;
    pthread_mutex_lock(&file->lock);
    while (!file->ends) {
        if (file->first == file->last) {
            pthread_cond_wait(&file->more, &file->lock);
            continue;
        }
        int line = file->lines[file->first % N_LINES];
        file->first++;
        pthread_mutex_unlock(&file->lock);
        store_line(line);
        pthread_mutex_lock(&file->lock);
    }
    pthread_mutex_unlock(&file->lock);
    return NULL;
}

static struct writer *file_open(void)
{
    struct file_writer *file = calloc(1, sizeof *file);
    pthread_t thread;
    if (file == NULL)
        return NULL;
    file->base.put = file_put;
    pthread_mutex_init(&file->lock, NULL);
    pthread_cond_init(&file->more, NULL);
    if (pthread_create(&thread, NULL, file_store, file) != 0) {
        free(file);
        return NULL;
    }
    pthread_detach(thread);
    return &file->base;
}

void file_close_ok(struct writer *writer)
{
    struct file_writer *file = (struct file_writer *)writer;
    pthread_mutex_lock(&file->lock);
    file->ends = true;
    pthread_cond_signal(&file->more);
    pthread_mutex_unlock(&file->lock);
}

int write_lines_ok(int n)
{
    struct writer *writer = file_open();
    if (writer == NULL)
        return -1;
    for (int i = 0; i < n; i++)
        if (writer->put(writer, i) != 0)
            return -1;
    return 0;
}
