/* Who asks has the request in his own frame, and waits until it is done: each time another one. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

int read_block(int number);
int write_block(int number);

/* ---- the thread says nothing when it is done; others broadcast that there is more ---- */

struct reading {
    struct reading *next;
    int number;
    bool done;
};

static struct reading *readings;
static pthread_mutex_t read_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t read_changed = PTHREAD_COND_INITIALIZER;

int ask_to_read_bad(int number)
{
    struct reading reading = {NULL, number, false};

    pthread_mutex_lock(&read_lock);
    reading.next = readings;
    readings = &reading;
    pthread_cond_broadcast(&read_changed);
    while (!reading.done)
        pthread_cond_wait(&read_changed, &read_lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&read_lock);
    return reading.number;
}

static void *read_all_bad(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&read_lock);
        while (readings == NULL)
            pthread_cond_wait(&read_changed, &read_lock);
        struct reading *reading = readings;
        readings = reading->next;
        pthread_mutex_unlock(&read_lock);
        int rc = read_block(reading->number);
        pthread_mutex_lock(&read_lock);
        reading->number = rc;
        reading->done = true;
        pthread_mutex_unlock(&read_lock);
        if (rc < -1)
            return arg;
    }
}

/* ---- it does ---- */

struct writing {
    struct writing *next;
    int number;
    bool done;
};

static struct writing *writings;
static pthread_mutex_t write_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t write_changed = PTHREAD_COND_INITIALIZER;

int ask_to_write_ok(int number)
{
    struct writing writing = {NULL, number, false};

    pthread_mutex_lock(&write_lock);
    writing.next = writings;
    writings = &writing;
    pthread_cond_broadcast(&write_changed);
    while (!writing.done)
        pthread_cond_wait(&write_changed, &write_lock);
    pthread_mutex_unlock(&write_lock);
    return writing.number;
}

static void *write_all_ok(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&write_lock);
        while (writings == NULL)
            pthread_cond_wait(&write_changed, &write_lock);
        struct writing *writing = writings;
        writings = writing->next;
        pthread_mutex_unlock(&write_lock);
        int rc = write_block(writing->number);
        pthread_mutex_lock(&write_lock);
        writing->number = rc;
        writing->done = true;
        pthread_cond_broadcast(&write_changed);
        pthread_mutex_unlock(&write_lock);
        if (rc < -1)
            return arg;
    }
}

int start_disk(void)
{
    pthread_t reader, writer;

    if (pthread_create(&reader, NULL, read_all_bad, NULL) != 0)
        return -1;
    pthread_detach(reader);
    if (pthread_create(&writer, NULL, write_all_ok, NULL) != 0)
        return -1;
    pthread_detach(writer);
    return 0;
}
