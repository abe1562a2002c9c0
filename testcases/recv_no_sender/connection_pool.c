/* At most so many connections; who finds none free waits until one is given back. A broken one that
 * is given back makes room, too, and the waiter must hear of it. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAX_CONNECTIONS = 10 };

struct connection {
    struct connection *next;
    int fd;
};

struct session {
    struct session *next;
    int fd;
};

int dial(void);

static struct {
    pthread_mutex_t lock;
    pthread_cond_t given_back;
    struct connection *idle;
    int n_open;
} connections = {.lock = PTHREAD_MUTEX_INITIALIZER, .given_back = PTHREAD_COND_INITIALIZER};

static struct {
    pthread_mutex_t lock;
    pthread_cond_t given_back;
    struct session *idle;
    int n_open;
} sessions = {.lock = PTHREAD_MUTEX_INITIALIZER, .given_back = PTHREAD_COND_INITIALIZER};

struct connection *connection_get_bad(void)
{
    struct connection *connection;
    pthread_mutex_lock(&connections.lock);
    while (connections.idle == NULL && connections.n_open == MAX_CONNECTIONS)
        pthread_cond_wait(&connections.given_back, &connections.lock); // EXPECT: recv-no-sender
    connection = connections.idle;
    if (connection != NULL)
        connections.idle = connection->next;
    else if ((connection = calloc(1, sizeof *connection)) != NULL)
        connections.n_open++;
    pthread_mutex_unlock(&connections.lock);
    if (connection != NULL && connection->fd == 0)
        connection->fd = dial();
    return connection;
}

void connection_put(struct connection *connection, bool broken)
{
    pthread_mutex_lock(&connections.lock);
    if (broken) {
        close(connection->fd);
        free(connection);
        connections.n_open--;
        pthread_mutex_unlock(&connections.lock);
        return;
    }
    connection->next = connections.idle;
    connections.idle = connection;
    pthread_cond_signal(&connections.given_back);
    pthread_mutex_unlock(&connections.lock);
}

struct session *session_get_ok(void)
{
    struct session *session;
    pthread_mutex_lock(&sessions.lock);
    while (sessions.idle == NULL && sessions.n_open == MAX_CONNECTIONS)
        pthread_cond_wait(&sessions.given_back, &sessions.lock);
    session = sessions.idle;
    if (session != NULL)
        sessions.idle = session->next;
    else if ((session = calloc(1, sizeof *session)) != NULL)
        sessions.n_open++;
    pthread_mutex_unlock(&sessions.lock);
    if (session != NULL && session->fd == 0)
        session->fd = dial();
    return session;
}

void session_put(struct session *session, bool broken)
{
    pthread_mutex_lock(&sessions.lock);
    if (broken) {
        close(session->fd);
        free(session);
        sessions.n_open--;
    } else {
        session->next = sessions.idle;
        sessions.idle = session;
    }
    pthread_cond_signal(&sessions.given_back);
    pthread_mutex_unlock(&sessions.lock);
}
