/* The states of a connection are set by one function, and its keeper waits for a change, which that function
 * signals. */
#include "conn.h"

static void *keep(void *arg)
{
    struct conn *conn = arg;
    pthread_mutex_lock(&conn->lock);
    while (conn->state != CONN_CLOSING) {
        switch (conn->state) {
        case CONN_DOWN:
            conn->tries++;
            conn->state = CONN_UP;
            break;
        case CONN_IDLE:
        case CONN_UP:
            pthread_cond_wait(&conn->changed, &conn->lock);
            break;
        case CONN_CLOSING:
            break;
        }
    }
    pthread_mutex_unlock(&conn->lock);
    return NULL;
}

static void conn_set(struct conn *conn, enum conn_state state)
{
    pthread_mutex_lock(&conn->lock);
    conn->state = state;
    pthread_cond_signal(&conn->changed);
    pthread_mutex_unlock(&conn->lock);
}

int conn_open(struct conn *conn)
{
    pthread_mutex_init(&conn->lock, NULL);
    pthread_cond_init(&conn->changed, NULL);
    conn->state = CONN_IDLE;
    return pthread_create(&conn->keeper, NULL, keep, conn);
}

void conn_lost(struct conn *conn)
{
    conn_set(conn, CONN_DOWN);
    pthread_cond_signal(&conn->changed);
}

void conn_close(struct conn *conn)
{
    conn_set(conn, CONN_CLOSING);
    pthread_join(conn->keeper, NULL);
    pthread_cond_destroy(&conn->changed);
}
