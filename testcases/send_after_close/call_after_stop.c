/* A call to a thread, which answers through a second pipe, after it was told to end and was joined:
 * there is nobody left who answers. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

int look_up(int key);

struct cache {
    int request[2];
    int answer[2];
    pthread_t thread;
};

struct index {
    int request[2];
    int answer[2];
    pthread_t thread;
};

enum { KEY_STOP = -1, KEY_COUNT = -2 };

static void *cache_run(void *arg)
{
    struct cache *cache = arg;
    int key, value;

    while (read(cache->request[0], &key, sizeof key) == (ssize_t)sizeof key) {
        if (key == KEY_STOP)
            break;
        value = look_up(key);
        if (write(cache->answer[1], &value, sizeof value) < 0)
            break;
    }
    return NULL;
}

int cache_total_bad(const int *keys, int n_keys)
{
    struct cache cache;
    int value, total = 0;
    int stop = KEY_STOP, count = KEY_COUNT;

    if (pipe(cache.request) < 0 || pipe(cache.answer) < 0)
        return -errno;
    if (pthread_create(&cache.thread, NULL, cache_run, &cache) != 0)
        return -EAGAIN;
    for (int i = 0; i < n_keys; i++) {
        if (write(cache.request[1], &keys[i], sizeof keys[i]) < 0 ||
            read(cache.answer[0], &value, sizeof value) != (ssize_t)sizeof value)
            break;
        total += value;
    }
    if (write(cache.request[1], &stop, sizeof stop) < 0)
        perror("cache");
    pthread_join(cache.thread, NULL);
    if (write(cache.request[1], &count, sizeof count) > 0) // EXPECT: send-after-close
        printf("%d of %d found\n", total, n_keys);
    for (int i = 0; i < 2; i++) {
        close(cache.request[i]);
        close(cache.answer[i]);
    }
    return total;
}

static void *index_run(void *arg)
{
    struct index *index = arg;
    int key, value;

    while (read(index->request[0], &key, sizeof key) == (ssize_t)sizeof key) {
        if (key == KEY_STOP)
            break;
        value = look_up(key);
        if (write(index->answer[1], &value, sizeof value) < 0)
            break;
    }
    return NULL;
}

int index_total_ok(const int *keys, int n_keys)
{
    struct index index;
    int value, total = 0;
    int stop = KEY_STOP, count = KEY_COUNT;

    if (pipe(index.request) < 0 || pipe(index.answer) < 0)
        return -errno;
    if (pthread_create(&index.thread, NULL, index_run, &index) != 0)
        return -EAGAIN;
    for (int i = 0; i < n_keys; i++) {
        if (write(index.request[1], &keys[i], sizeof keys[i]) < 0 ||
            read(index.answer[0], &value, sizeof value) != (ssize_t)sizeof value)
            break;
        total += value;
    }
    if (write(index.request[1], &count, sizeof count) > 0)
        printf("%d of %d found\n", total, n_keys);
    if (write(index.request[1], &stop, sizeof stop) < 0)
        perror("index");
    pthread_join(index.thread, NULL);
    for (int i = 0; i < 2; i++) {
        close(index.request[i]);
        close(index.answer[i]);
    }
    return total;
}
