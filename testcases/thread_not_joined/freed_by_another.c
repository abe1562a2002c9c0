/* The object that holds the handle is freed on two ways: one joins, the other was forgotten. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct call {
    int fd;
    pthread_t tid;
};

struct chat {
    int fd;
    pthread_t tid;
};

static void *call_run(void *arg)
{
    char c;
    struct call *call = arg;
    while (read(call->fd, &c, 1) == 1)
        ;
    return NULL;
}

static void *chat_run(void *arg)
{
    char c;
    struct chat *chat = arg;
    while (read(chat->fd, &c, 1) == 1)
        ;
    return NULL;
}

struct call *call_open_bad(int fd)
{
    struct call *call = malloc(sizeof *call);
    if (call == NULL)
        return NULL;
    call->fd = fd;
    if (pthread_create(&call->tid, NULL, call_run, call) != 0) { // EXPECT: thread-not-joined
        free(call);
        return NULL;
    }
    return call;
}

void call_close(struct call *call)
{
    shutdown(call->fd, SHUT_RDWR);
    pthread_join(call->tid, NULL);
    free(call);
}

/* On an error the connection is gone already. */
void call_abort(struct call *call)
{
    close(call->fd);
    free(call);
}

struct chat *chat_open_ok(int fd)
{
    struct chat *chat = malloc(sizeof *chat);
    if (chat == NULL)
        return NULL;
    chat->fd = fd;
    if (pthread_create(&chat->tid, NULL, chat_run, chat) != 0) {
        free(chat);
        return NULL;
    }
    return chat;
}

void chat_close(struct chat *chat)
{
    shutdown(chat->fd, SHUT_RDWR);
    pthread_join(chat->tid, NULL);
    free(chat);
}

void chat_abort(struct chat *chat)
{
    close(chat->fd);
    pthread_detach(chat->tid);
    free(chat);
}

/* First stop, then free: two calls, and the first one joins. */
struct talk {
    int fd;
    pthread_t tid;
};

static void *talk_run(void *arg)
{
    char c;
    struct talk *talk = arg;
    while (read(talk->fd, &c, 1) == 1)
        ;
    return NULL;
}

struct talk *talk_open_ok(int fd)
{
    struct talk *talk = malloc(sizeof *talk);
    if (talk == NULL)
        return NULL;
    talk->fd = fd;
    if (pthread_create(&talk->tid, NULL, talk_run, talk) != 0) {
        free(talk);
        return NULL;
    }
    return talk;
}

void talk_stop(struct talk *talk)
{
    shutdown(talk->fd, SHUT_RDWR);
    pthread_join(talk->tid, NULL);
}

void talk_free(struct talk *talk)
{
    close(talk->fd);
    free(talk);
}

/* The destructor is also that of an object whose thread could not be started. */
struct feed {
    int fd;
    pthread_t tid;
};

static void *feed_run(void *arg)
{
    char c;
    struct feed *feed = arg;
    while (read(feed->fd, &c, 1) == 1)
        ;
    return NULL;
}

static void feed_free(struct feed *feed)
{
    close(feed->fd);
    free(feed);
}

struct feed *feed_open_ok(int fd)
{
    struct feed *feed = malloc(sizeof *feed);
    if (feed == NULL)
        return NULL;
    feed->fd = fd;
    if (pthread_create(&feed->tid, NULL, feed_run, feed) != 0) {
        feed_free(feed);
        return NULL;
    }
    return feed;
}

void feed_close(struct feed *feed)
{
    shutdown(feed->fd, SHUT_RDWR);
    pthread_join(feed->tid, NULL);
    feed_free(feed);
}
