/* A session is put into a list of the program's own, and taken out again where its thread cannot be started. Whether it is
 * taken out when it ends, that does not tell. Another list loses its entries at the end of the function, on each way. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct node {
    struct node *next, *before;
    void *item;
};

struct list {
    struct node *first, *last;
    unsigned n;
};

static struct node *list_add(struct list *list, void *item)
{
    struct node *node = malloc(sizeof *node);

    if (node == NULL)
        return NULL;
    node->item = item;
    node->next = NULL;
    node->before = list->last;
    if (list->last != NULL)
        list->last->next = node;
    else
        list->first = node;
    list->last = node;
    list->n++;
    return node;
}

static void list_drop(struct list *list, struct node *node)
{
    if (node->before != NULL)
        node->before->next = node->next;
    else
        list->first = node->next;
    if (node->next != NULL)
        node->next->before = node->before;
    else
        list->last = node->before;
    list->n--;
    free(node);
}

static struct list sessions_bad, sessions_ok, opening_ok;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

struct session {
    int fd;
    struct node *node;
};

static void *serve_bad(void *arg)
{
    struct session *session = arg;
    char byte;

    while (read(session->fd, &byte, 1) == 1)
        ;
    close(session->fd);
    return NULL;
}

static void *serve_ok(void *arg)
{
    struct session *session = arg;
    char byte;

    while (read(session->fd, &byte, 1) == 1)
        ;
    close(session->fd);
    pthread_mutex_lock(&lock);
    list_drop(&sessions_ok, session->node);
    pthread_mutex_unlock(&lock);
    free(session);
    return NULL;
}

static int begin_bad(int fd)
{
    struct session *session = calloc(1, sizeof *session);
    pthread_t thread;

    if (session == NULL)
        return -1;
    session->fd = fd;
    pthread_mutex_lock(&lock);
    struct node *node = list_add(&sessions_bad, session); // EXPECT: cache-only-grows
    pthread_mutex_unlock(&lock);
    if (node == NULL) {
        free(session);
        return -1;
    }
    if (pthread_create(&thread, NULL, serve_bad, session) != 0) {
        pthread_mutex_lock(&lock);
        list_drop(&sessions_bad, node);
        pthread_mutex_unlock(&lock);
        free(session);
        return -1;
    }
    pthread_detach(thread);
    return 0;
}

static int begin_ok(int fd)
{
    struct session *session = calloc(1, sizeof *session);
    pthread_t thread;

    if (session == NULL)
        return -1;
    session->fd = fd;
    pthread_mutex_lock(&lock);
    session->node = list_add(&sessions_ok, session);
    pthread_mutex_unlock(&lock);
    if (session->node == NULL) {
        free(session);
        return -1;
    }
    if (pthread_create(&thread, NULL, serve_ok, session) != 0) {
        pthread_mutex_lock(&lock);
        list_drop(&sessions_ok, session->node);
        pthread_mutex_unlock(&lock);
        free(session);
        return -1;
    }
    pthread_detach(thread);
    return 0;
}

static int greet_ok(int fd)
{
    static int greetings;
    struct node *node = list_add(&opening_ok, &greetings);

    if (node == NULL)
        return -1;
    if (write(fd, "hello\n", 6) != 6) {
        list_drop(&opening_ok, node);
        return -1;
    }
    greetings++;
    list_drop(&opening_ok, node);
    return 0;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0 || greet_ok(fd) != 0 || (fd % 2 ? begin_bad(fd) : begin_ok(fd)) != 0)
            return 1;
    }
}
