/* One request: read, parse, answer. */
#include "server.h"
#include "backend.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { REQUEST_SIZE = 4096, PAGE_SIZE = 8192 };

struct request {
    char path[256];
    char cookie[40];
};

struct audit_record {
    time_t when;
    char path[256];
};

static struct queue audit_trail = QUEUE_INITIALIZER;
static int backend_port;

void handler_init(const struct options *options)
{
    backend_port = options->backend_port;
}

/* For a compliance report that somebody was going to write. */
static void audit(const char *path)
{
    struct audit_record *record = calloc(1, sizeof *record);
    if (record == NULL)
        return;
    record->when = time(NULL);
    snprintf(record->path, sizeof record->path, "%s", path);
    if (!queue_push(&audit_trail, record)) // EXPECT: send-no-receiver
        free(record);
}

static int request_parse(const char *text, struct request *ret_request)
{
    struct request request = {.cookie = "anonymous"};
    if (sscanf(text, "GET %255s HTTP/1.", request.path) != 1)
        return -1;
    const char *cookie = strstr(text, "Cookie: ");
    if (cookie != NULL)
        sscanf(cookie, "Cookie: %39[^\r\n]", request.cookie);
    *ret_request = request;
    return 0;
}

static void answer(int fd, const char *status, const char *body)
{
    char head[256];
    int length = snprintf(head, sizeof head,
                          "HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\n"
                          "Connection: close\r\n\r\n",
                          status, strlen(body));
    if (send(fd, head, (size_t)length, MSG_NOSIGNAL) == length)
        send(fd, body, strlen(body), MSG_NOSIGNAL);
}

static int page_get(const char *path, char *ret_page, size_t size)
{
    if (cache_find(path, ret_page, size)) {
        stats_count_request(1);
        return 0;
    }
    stats_count_request(0);
    struct backend *conn = backend_open(backend_port); // EXPECT: client-per-request, client-leaked
    if (conn == NULL)
        return -1;
    if (!backend_fetch(conn, path, ret_page, size))
        return -1;
    cache_insert(path, ret_page);
    return 0;
}

static void request_answer(int fd, const struct request *request)
{
    char page[PAGE_SIZE];

    if (strcmp(request->path, "/") == 0) {
        unsigned visits = session_touch(request->cookie);
        snprintf(page, sizeof page, "Hello, %s, for the %u. time\n", request->cookie, visits);
        answer(fd, "200 OK", page);
    } else if (strcmp(request->path, "/stats") == 0) {
        stats_print(page, sizeof page);
        answer(fd, "200 OK", page);
    } else if (strcmp(request->path, "/flush") == 0) {
        stats_wait_for_flush();
        answer(fd, "200 OK", "flushed\n");
    } else if (page_get(request->path, page, sizeof page) == 0) {
        answer(fd, "200 OK", page);
    } else {
        answer(fd, "502 Bad Gateway", "the backend does not answer\n");
    }
}

enum handled handle_job(struct job *job)
{
    char text[REQUEST_SIZE];
    struct request request;

    ssize_t n = recv(job->fd, text, sizeof text - 1, 0);
    if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return HANDLED_AGAIN;
    if (n > 0) {
        text[n] = '\0';
        if (request_parse(text, &request) == 0) {
            audit(request.path);
            request_answer(job->fd, &request);
        } else {
            answer(job->fd, "400 Bad Request", "only GET is understood\n");
        }
    }
    close(job->fd);
    return HANDLED_DONE;
}
