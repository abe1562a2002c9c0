#ifndef CONN_H
#define CONN_H
#include <pthread.h>

enum conn_state { CONN_IDLE, CONN_UP, CONN_DOWN, CONN_CLOSING };
struct conn {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    enum conn_state state;
    pthread_t keeper;
    int tries;
};
int conn_open(struct conn *conn);
void conn_lost(struct conn *conn);
void conn_close(struct conn *conn);
#endif
