/* Bounded queues that are filled in a loop before the first message is taken, and never hold up the
 * producer: dropped, given up after a while, grown, the oldest overwritten, written out early. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

enum { ROOM = 8 };

bool next_value(int *ret_value);
void consume(int value);

/* Dropped and counted. */
static pthread_mutex_t drop_lock = PTHREAD_MUTEX_INITIALIZER;
static int drop_values[ROOM];
static int n_drop, n_dropped;

void drop_ok(void)
{
    int value;
    while (next_value(&value)) {
        pthread_mutex_lock(&drop_lock);
        if (n_drop == ROOM)
            n_dropped++;
        else
            drop_values[n_drop++] = value;
        pthread_mutex_unlock(&drop_lock);
    }
    while (n_drop > 0)
        consume(drop_values[--n_drop]);
}

/* Given up when a second has passed. */
static pthread_mutex_t timed_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t timed_room = PTHREAD_COND_INITIALIZER;
static int timed_values[ROOM];
static int n_timed;

static bool timed_push(int value)
{
    struct timespec until;
    bool pushed = false;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    pthread_mutex_lock(&timed_lock);
    while (n_timed == ROOM) {
        if (pthread_cond_timedwait(&timed_room, &timed_lock, &until) == ETIMEDOUT)
            break;
    }
    if (n_timed < ROOM) {
        timed_values[n_timed++] = value;
        pushed = true;
    }
    pthread_mutex_unlock(&timed_lock);
    return pushed;
}

static int timed_pop(void)
{
    pthread_mutex_lock(&timed_lock);
    int value = n_timed > 0 ? timed_values[--n_timed] : -1;
    pthread_cond_signal(&timed_room);
    pthread_mutex_unlock(&timed_lock);
    return value;
}

void timed_ok(void)
{
    int value;
    while (next_value(&value) && timed_push(value))
        continue;
    while ((value = timed_pop()) >= 0)
        consume(value);
}

/* Grown when it is full. */
static pthread_mutex_t grown_lock = PTHREAD_MUTEX_INITIALIZER;
static int *grown_values;
static size_t n_grown, max_grown;

int grown_ok(void)
{
    int value;
    while (next_value(&value)) {
        pthread_mutex_lock(&grown_lock);
        if (n_grown == max_grown) {
            size_t max = max_grown == 0 ? ROOM : 2 * max_grown;
            int *values = realloc(grown_values, max * sizeof *values);
            if (values == NULL) {
                pthread_mutex_unlock(&grown_lock);
                return -1;
            }
            grown_values = values;
            max_grown = max;
        }
        grown_values[n_grown++] = value;
        pthread_mutex_unlock(&grown_lock);
    }
    while (n_grown > 0)
        consume(grown_values[--n_grown]);
    return 0;
}

/* The oldest goes. */
static pthread_mutex_t latest_lock = PTHREAD_MUTEX_INITIALIZER;
static int latest_values[ROOM];
static unsigned latest_first, n_latest;

void latest_ok(void)
{
    int value;
    while (next_value(&value)) {
        pthread_mutex_lock(&latest_lock);
        latest_values[(latest_first + n_latest) % ROOM] = value;
        if (n_latest < ROOM)
            n_latest++;
        else
            latest_first = (latest_first + 1) % ROOM;
        pthread_mutex_unlock(&latest_lock);
    }
    for (; n_latest > 0; n_latest--, latest_first = (latest_first + 1) % ROOM)
        consume(latest_values[latest_first]);
}

/* Who finds it full empties it himself. */
static pthread_mutex_t flushed_lock = PTHREAD_MUTEX_INITIALIZER;
static int flushed_values[ROOM];
static int n_flushed;

static void flush(void)
{
    for (int i = 0; i < n_flushed; i++)
        consume(flushed_values[i]);
    n_flushed = 0;
}

void flushed_ok(void)
{
    int value;
    while (next_value(&value)) {
        pthread_mutex_lock(&flushed_lock);
        while (n_flushed == ROOM)
            flush();
        flushed_values[n_flushed++] = value;
        pthread_mutex_unlock(&flushed_lock);
    }
    pthread_mutex_lock(&flushed_lock);
    flush();
    pthread_mutex_unlock(&flushed_lock);
}
