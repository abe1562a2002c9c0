/* Where there is memory for a name, threads start in a function that registers it; else at once in their
 * body. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct start {
    void *(*run)(void *);
    void *arg;
    char *name;
};

static void *enter(void *data)
{
    struct start *start = data;
    void *(*run)(void *) = start->run;
    void *arg = start->arg;
    printf("begins: %s\n", start->name ? start->name : "?");
    free(start->name);
    free(start);
    return run(arg);
}

static int spawn(pthread_t *thread, const char *name, void *(*run)(void *), void *arg)
{
    struct start *start = malloc(sizeof *start);
    if (start != NULL) {
        start->run = run;
        start->arg = arg;
        run = enter;
        start->name = strdup(name);
        arg = start;
    }
    return pthread_create(thread, NULL, run, arg);
}

struct link {
    struct link *next;
    pthread_t thread;
    int fd;
};

static struct link *up, *down;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void unlink_from(struct link **list, struct link *link)
{
    pthread_mutex_lock(&lock);
    while (*list != NULL && *list != link)
        list = &(*list)->next;
    if (*list != NULL)
        *list = link->next;
    pthread_mutex_unlock(&lock);
}

static void *serve_up(void *arg)
{
    struct link *link = arg;
    char c;
    while (read(link->fd, &c, 1) == 1)
        write(1, &c, 1);
    unlink_from(&up, link);
    close(link->fd);
    free(link);
    return NULL;
}

static void *serve_down(void *arg)
{
    struct link *link = arg;
    char c;
    while (read(link->fd, &c, 1) == 1)
        write(1, &c, 1);
    unlink_from(&down, link);
    close(link->fd);
    pthread_detach(link->thread);
    free(link);
    return NULL;
}

int link_up_bad(int fd)
{
    struct link *link = calloc(1, sizeof *link);
    if (link == NULL)
        return -1;
    link->fd = fd;
    pthread_mutex_lock(&lock);
    link->next = up;
    up = link;
    pthread_mutex_unlock(&lock);
    return spawn(&link->thread, "up", serve_up, link); // EXPECT: thread-not-joined
}

int link_down_ok(int fd)
{
    struct link *link = calloc(1, sizeof *link);
    if (link == NULL)
        return -1;
    link->fd = fd;
    pthread_mutex_lock(&lock);
    link->next = down;
    down = link;
    pthread_mutex_unlock(&lock);
    return spawn(&link->thread, "down", serve_down, link);
}

void links_join(void)
{
    for (struct link *link = up; link != NULL; link = link->next)
        pthread_join(link->thread, NULL);
    for (struct link *link = down; link != NULL; link = link->next)
        pthread_join(link->thread, NULL);
}

static void *compute(void *arg)
{
    return arg;
}

int compute_ok(void *arg)
{
    pthread_t thread;
    if (spawn(&thread, "compute", compute, arg) != 0)
        return -1;
    return pthread_join(thread, NULL);
}

int twice_ok(void *arg)
{
    pthread_t one, other;
    if (spawn(&one, "one", compute, arg) != 0)
        return -1;
    if (spawn(&other, "other", compute, arg) == 0)
        pthread_join(other, NULL);
    return pthread_join(one, NULL);
}
