/* Lines are kept with the connection, which takes them along when it ends; and, in the bad twin, for all. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct line {
    struct line *next;
    char *text;
};

struct copy {
    struct copy *next;
    char *text;
};

struct connection {
    int fd;
    struct line *lines;
};

static struct copy *all_copies;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void keep_ok(struct connection *connection, const char *text)
{
    struct line *line = malloc(sizeof *line);

    if (!line)
        return;
    line->text = strdup(text);
    line->next = connection->lines;
    connection->lines = line;
}

static void keep_bad(const char *text)
{
    struct copy *copy = malloc(sizeof *copy);

    if (!copy)
        return;
    copy->text = strdup(text);
    pthread_mutex_lock(&lock);
    copy->next = all_copies;
    all_copies = copy; // EXPECT: cache-only-grows
    pthread_mutex_unlock(&lock);
}

static int count_copies(void)
{
    int n = 0;

    pthread_mutex_lock(&lock);
    for (const struct copy *copy = all_copies; copy; copy = copy->next)
        n += copy->text != NULL;
    pthread_mutex_unlock(&lock);
    return n;
}

static void end(struct connection *connection)
{
    while (connection->lines) {
        struct line *line = connection->lines;
        connection->lines = line->next;
        free(line->text);
        free(line);
    }
    close(connection->fd);
    free(connection);
}

static void serve(struct connection *connection)
{
    char text[200];
    ssize_t n;

    while ((n = recv(connection->fd, text, sizeof text - 1, 0)) > 0) {
        text[n] = '\0';
        keep_ok(connection, text);
        keep_bad(text);
        dprintf(connection->fd, "%d\n", count_copies());
    }
    end(connection);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    for (;;) {
        int fd = accept(listener, NULL, NULL);
        struct connection *connection = fd < 0 ? NULL : calloc(1, sizeof *connection);
        if (!connection)
            continue;
        connection->fd = fd;
        serve(connection);
    }
}
