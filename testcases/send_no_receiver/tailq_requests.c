/* Requests in a TAILQ with a condition variable; the threads that take them do so one by one, or
 * the whole queue at once. Of the postponed ones no thread takes any. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/queue.h>

struct request {
    TAILQ_ENTRY(request) entries;
    int fd;
};

TAILQ_HEAD(request_list, request);

static struct {
    pthread_mutex_t mutex;
    pthread_cond_t arrived;
    struct request_list urgent, normal, postponed;
    bool shutdown;
} server = {
    .mutex = PTHREAD_MUTEX_INITIALIZER,
    .arrived = PTHREAD_COND_INITIALIZER,
    .urgent = TAILQ_HEAD_INITIALIZER(server.urgent),
    .normal = TAILQ_HEAD_INITIALIZER(server.normal),
    .postponed = TAILQ_HEAD_INITIALIZER(server.postponed),
};

void answer(int fd);

static void *answer_urgent(void *arg)
{
    pthread_mutex_lock(&server.mutex);
    while (!server.shutdown) {
        struct request *request = TAILQ_FIRST(&server.urgent);
        if (request == NULL) {
            pthread_cond_wait(&server.arrived, &server.mutex);
            continue;
        }
        TAILQ_REMOVE(&server.urgent, request, entries);
        pthread_mutex_unlock(&server.mutex);
        answer(request->fd);
        free(request);
        pthread_mutex_lock(&server.mutex);
    }
    pthread_mutex_unlock(&server.mutex);
    return arg;
}

static void *answer_normal(void *arg)
{
    struct request *request;
    struct request_list batch = TAILQ_HEAD_INITIALIZER(batch);
    for (;;) {
        pthread_mutex_lock(&server.mutex);
        while (TAILQ_EMPTY(&server.normal) && !server.shutdown)
            pthread_cond_wait(&server.arrived, &server.mutex);
        TAILQ_CONCAT(&batch, &server.normal, entries);
        bool shutdown = server.shutdown;
        pthread_mutex_unlock(&server.mutex);
        while ((request = TAILQ_FIRST(&batch)) != NULL) {
            TAILQ_REMOVE(&batch, request, entries);
            answer(request->fd);
            free(request);
        }
        if (shutdown)
            return arg;
    }
}

static struct request *request_new(int fd)
{
    struct request *request = calloc(1, sizeof *request);
    if (request != NULL)
        request->fd = fd;
    return request;
}

int handle_urgent_ok(int fd)
{
    struct request *request = request_new(fd);
    if (request == NULL)
        return -1;
    pthread_mutex_lock(&server.mutex);
    TAILQ_INSERT_TAIL(&server.urgent, request, entries);
    pthread_cond_broadcast(&server.arrived);
    pthread_mutex_unlock(&server.mutex);
    return 0;
}

int handle_normal_ok(int fd)
{
    struct request *request = request_new(fd);
    if (request == NULL)
        return -1;
    pthread_mutex_lock(&server.mutex);
    TAILQ_INSERT_TAIL(&server.normal, request, entries);
    pthread_cond_broadcast(&server.arrived);
    pthread_mutex_unlock(&server.mutex);
    return 0;
}

int handle_postponed_bad(int fd)
{
    struct request *request = request_new(fd);
    if (request == NULL)
        return -1;
    pthread_mutex_lock(&server.mutex);
    TAILQ_INSERT_TAIL(&server.postponed, request, entries); // EXPECT: send-no-receiver
    pthread_cond_broadcast(&server.arrived);
    pthread_mutex_unlock(&server.mutex);
    return 0;
}

int server_run(void)
{
    pthread_t urgent, normal;
    if (pthread_create(&urgent, NULL, answer_urgent, NULL) != 0)
        return -1;
    if (pthread_create(&normal, NULL, answer_normal, NULL) != 0) {
        pthread_detach(urgent);
        return -1;
    }
    pthread_join(urgent, NULL);
    pthread_join(normal, NULL);
    return 0;
}

void server_shutdown(void)
{
    pthread_mutex_lock(&server.mutex);
    server.shutdown = true;
    pthread_cond_broadcast(&server.arrived);
    pthread_mutex_unlock(&server.mutex);
}
