/* A thread for each datagram. A semaphore limits them where the loop waits for it and the thread
 * posts it when it ends; a semaphore that the loop posts itself is only a lock. */
#include <netinet/in.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

struct query {
    int socket;
    struct sockaddr_in from;
    char text[512];
};

static void answer(struct query *query)
{
    struct sockaddr *to = (struct sockaddr *)&query->from;
    sendto(query->socket, query->text, sizeof query->text, 0, to, sizeof query->from);
    free(query);
}

static struct query *query_read(int socket)
{
    struct query *query = calloc(1, sizeof *query);
    if (query == NULL)
        return NULL;
    socklen_t size = sizeof query->from;
    query->socket = socket;
    if (recvfrom(socket, query->text, sizeof query->text - 1, 0, (struct sockaddr *)&query->from,
                 &size) >= 0)
        return query;
    free(query);
    return NULL;
}

static void *answer_at_once(void *arg)
{
    pthread_detach(pthread_self());
    answer(arg);
    return NULL;
}

void datagrams_bad(int socket)
{
    struct query *query;
    while ((query = query_read(socket)) != NULL) {
        pthread_t tid;
        if (pthread_create(&tid, NULL, answer_at_once, query) != 0) // EXPECT: thread-unbounded
            free(query);
    }
}

static sem_t places;

static void *answer_in_place(void *arg)
{
    pthread_detach(pthread_self());
    answer(arg);
    sem_post(&places);
    return NULL;
}

void datagrams_ok(int socket)
{
    struct query *query;
    sem_init(&places, 0, 16);
    while ((query = query_read(socket)) != NULL) {
        sem_wait(&places);
        pthread_t tid;
        if (pthread_create(&tid, NULL, answer_in_place, query) != 0) {
            free(query);
            sem_post(&places);
        }
    }
    sem_destroy(&places);
}

static sem_t log_lock;

static void *answer_logged(void *arg)
{
    pthread_detach(pthread_self());
    answer(arg);
    sem_wait(&log_lock);
    printf("answered\n");
    sem_post(&log_lock);
    return NULL;
}

void datagrams_logged_bad(int socket)
{
    struct query *query;
    sem_init(&log_lock, 0, 1);
    while ((query = query_read(socket)) != NULL) {
        sem_wait(&log_lock);
        printf("asked: %s\n", query->text);
        sem_post(&log_lock);
        pthread_t tid;
        if (pthread_create(&tid, NULL, answer_logged, query) != 0) // MISS: thread-unbounded
            free(query);
    }
    sem_destroy(&log_lock);
}
