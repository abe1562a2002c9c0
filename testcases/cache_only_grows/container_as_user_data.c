/* Who takes out of a container of the program's own gets it as user data: as the argument of its thread, or kept as a
 * pointer to anything. One of the four is kept as well, but what is made of the pointer there only reads: what is put in
 * there is a message that nobody receives. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct pile {
    pthread_mutex_t mutex;
    int **items;
    size_t n, room;
};

struct watch {
    void *what;
};

static struct pile jobs_ok = {.mutex = PTHREAD_MUTEX_INITIALIZER};
static struct pile kept_ok = {.mutex = PTHREAD_MUTEX_INITIALIZER};
static struct pile drained_ok = {.mutex = PTHREAD_MUTEX_INITIALIZER};
static struct pile watched_bad = {.mutex = PTHREAD_MUTEX_INITIALIZER};
static struct watch watch;
static void *kept;

static int pile_put(struct pile *pile, int *item)
{
    int result = 0;

    pthread_mutex_lock(&pile->mutex);
    if (pile->n == pile->room) {
        int **items = realloc(pile->items, (2 * pile->room + 4) * sizeof(int *));
        if (items != NULL) {
            pile->items = items;
            pile->room = 2 * pile->room + 4;
        } else {
            result = -1;
        }
    }
    if (result == 0)
        pile->items[pile->n++] = item;
    pthread_mutex_unlock(&pile->mutex);
    return result;
}

static int *pile_take(struct pile *pile)
{
    int *item = NULL;

    pthread_mutex_lock(&pile->mutex);
    if (pile->n > 0)
        item = pile->items[--pile->n];
    pthread_mutex_unlock(&pile->mutex);
    return item;
}

static void *work(void *argument)
{
    struct pile *pile = argument;

    for (;;) {
        int *fd = pile_take(pile);
        if (fd == NULL)
            usleep(1000);
        else
            close(*fd);
        free(fd);
    }
    return NULL;
}

static void keep(void *what)
{
    kept = what;
}

static void drain_kept(void)
{
    struct pile *pile = kept;
    int *item;

    while ((item = pile_take(pile)) != NULL)
        free(item);
}

static void show_watched(void)
{
    const struct pile *pile = watch.what;

    printf("%zu\n", pile->n);
}

static int *number(int from)
{
    int *result = malloc(sizeof *result);

    if (result == NULL)
        exit(1);
    *result = from;
    return result;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    pthread_t thread;

    if (pthread_create(&thread, NULL, work, &jobs_ok) != 0)
        return 1;
    keep(&kept_ok);
    watch.what = &watched_bad;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            return 1;
        if (pile_put(&jobs_ok, number(fd)) != 0 || pile_put(&kept_ok, number(fd)) != 0 ||
            pile_put(&drained_ok, number(fd)) != 0)
            return 1;
        if (pile_put(&watched_bad, number(fd)) != 0) // EXPECT: send-no-receiver
            return 1;
        free(pile_take(&drained_ok));
        drain_kept();
        show_watched();
    }
}
