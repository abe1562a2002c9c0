/* A lock of our own for many readers or one writer: the writer that leaves wakes the next writer, and
 * the readers if there is none. */
#include <pthread.h>
#include <stdbool.h>

struct table_lock {
    pthread_mutex_t guard;
    pthread_cond_t readable, writable;
    int n_readers, n_waiting_writers;
    bool writing;
};

struct index_lock {
    pthread_mutex_t guard;
    pthread_cond_t readable, writable;
    int n_readers, n_waiting_writers;
    bool writing;
};

static struct table_lock table = {.guard = PTHREAD_MUTEX_INITIALIZER,
                                  .readable = PTHREAD_COND_INITIALIZER,
                                  .writable = PTHREAD_COND_INITIALIZER};
static struct index_lock index_ = {.guard = PTHREAD_MUTEX_INITIALIZER,
                                   .readable = PTHREAD_COND_INITIALIZER,
                                   .writable = PTHREAD_COND_INITIALIZER};

void table_read_lock_bad(void)
{
    pthread_mutex_lock(&table.guard);
    while (table.writing || table.n_waiting_writers > 0)
        pthread_cond_wait(&table.readable, &table.guard); // EXPECT: recv-no-sender
    table.n_readers++;
    pthread_mutex_unlock(&table.guard);
}

void table_read_unlock(void)
{
    pthread_mutex_lock(&table.guard);
    if (--table.n_readers == 0)
        pthread_cond_signal(&table.writable);
    pthread_mutex_unlock(&table.guard);
}

void table_write_lock(void)
{
    pthread_mutex_lock(&table.guard);
    table.n_waiting_writers++;
    while (table.writing || table.n_readers > 0)
        pthread_cond_wait(&table.writable, &table.guard);
    table.n_waiting_writers--;
    table.writing = true;
    pthread_mutex_unlock(&table.guard);
}

void table_write_unlock(void)
{
    pthread_mutex_lock(&table.guard);
    table.writing = false;
    if (table.n_waiting_writers > 0)
        pthread_cond_signal(&table.writable);
    pthread_mutex_unlock(&table.guard);
}

void index_read_lock_ok(void)
{
    pthread_mutex_lock(&index_.guard);
    while (index_.writing || index_.n_waiting_writers > 0)
        pthread_cond_wait(&index_.readable, &index_.guard);
    index_.n_readers++;
    pthread_mutex_unlock(&index_.guard);
}

void index_read_unlock(void)
{
    pthread_mutex_lock(&index_.guard);
    if (--index_.n_readers == 0)
        pthread_cond_signal(&index_.writable);
    pthread_mutex_unlock(&index_.guard);
}

void index_write_lock(void)
{
    pthread_mutex_lock(&index_.guard);
    index_.n_waiting_writers++;
    while (index_.writing || index_.n_readers > 0)
        pthread_cond_wait(&index_.writable, &index_.guard);
    index_.n_waiting_writers--;
    index_.writing = true;
    pthread_mutex_unlock(&index_.guard);
}

void index_write_unlock(void)
{
    pthread_mutex_lock(&index_.guard);
    index_.writing = false;
    if (index_.n_waiting_writers > 0)
        pthread_cond_signal(&index_.writable);
    else
        pthread_cond_broadcast(&index_.readable);
    pthread_mutex_unlock(&index_.guard);
}
