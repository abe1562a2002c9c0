/* Where an object is put hangs on a condition in a function of its own: first of a list or behind the
 * last, in a vector that had to grow or not. Whoever looks there finds it. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct call {
    struct call *next;
    pthread_t thread;
    int fd;
};

struct line {
    pthread_t thread;
    int fd;
};

struct chat {
    struct chat *next;
    pthread_t thread;
    int fd;
};

static struct call *first_call, *last_call;
static struct chat *first_chat, *last_chat;
static struct line **lines;
static int n_lines;

static void *run(void *arg)
{
    char byte;
    while (read(*(int *)arg, &byte, 1) == 1)
        ;
    return NULL;
}

static void call_append(struct call *call)
{
    if (last_call != NULL)
        last_call->next = call;
    else
        first_call = call; // EXPECT: cache-only-grows
    last_call = call;
}

static void chat_append(struct chat *chat)
{
    if (last_chat != NULL)
        last_chat->next = chat;
    else
        first_chat = chat; // EXPECT: cache-only-grows
    last_chat = chat;
}

static void line_append(struct line *line)
{
    lines = realloc(lines, sizeof *lines * (size_t)(n_lines + 1));
    lines[n_lines] = line; // EXPECT: cache-only-grows
    n_lines++;
}

void calls_ok(int listener)
{
    int fd;
    while ((fd = accept(listener, NULL, NULL)) >= 0) {
        struct call *call = calloc(1, sizeof *call);
        if (call == NULL)
            abort();
        call->fd = fd;
        if (pthread_create(&call->thread, NULL, run, &call->fd) != 0) // EXPECT: thread-unbounded
            abort();
        call_append(call);
    }
    for (struct call *call = first_call; call != NULL; call = call->next) {
        shutdown(call->fd, SHUT_RDWR);
        pthread_join(call->thread, NULL);
    }
}

/* Nobody joins what is in this list. */
void chats_bad(int listener)
{
    int fd;
    while ((fd = accept(listener, NULL, NULL)) >= 0) {
        struct chat *chat = calloc(1, sizeof *chat);
        if (chat == NULL)
            abort();
        chat->fd = fd;
        if (pthread_create(&chat->thread, NULL, run, &chat->fd) != 0) // EXPECT: thread-not-joined
            abort();
        chat_append(chat);
    }
    for (struct chat *chat = first_chat; chat != NULL; chat = chat->next)
        shutdown(chat->fd, SHUT_RDWR);
}

void lines_ok(int listener)
{
    int fd;
    while ((fd = accept(listener, NULL, NULL)) >= 0) {
        struct line *line = calloc(1, sizeof *line);
        if (line == NULL)
            abort();
        line->fd = fd;
        if (pthread_create(&line->thread, NULL, run, &line->fd) != 0) // EXPECT: thread-unbounded
            abort();
        line_append(line);
    }
    for (int i = 0; i < n_lines; i++) {
        shutdown(lines[i]->fd, SHUT_RDWR);
        pthread_join(lines[i]->thread, NULL);
    }
}
