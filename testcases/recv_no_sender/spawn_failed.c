/* The thread could not be created; that is logged, and its result is waited for all the same. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct lookup {
    pthread_mutex_t lock;
    pthread_cond_t answered;
    const char *name;
    bool has_answer;
    int address;
};

struct query {
    pthread_mutex_t lock;
    pthread_cond_t answered;
    const char *name;
    bool has_answer;
    int address;
};

int resolve(const char *name);

static void *lookup_run(void *arg)
{
    struct lookup *lookup = arg;
    int address = resolve(lookup->name);
    pthread_mutex_lock(&lookup->lock);
    lookup->address = address;
    lookup->has_answer = true;
    pthread_cond_signal(&lookup->answered);
    pthread_mutex_unlock(&lookup->lock);
    return NULL;
}

static void *query_run(void *arg)
{
    struct query *query = arg;
    int address = resolve(query->name);
    pthread_mutex_lock(&query->lock);
    query->address = address;
    query->has_answer = true;
    pthread_cond_signal(&query->answered);
    pthread_mutex_unlock(&query->lock);
    return NULL;
}

int lookup_bad(const char *name)
{
    static struct lookup lookup = {.lock = PTHREAD_MUTEX_INITIALIZER,
                                   .answered = PTHREAD_COND_INITIALIZER};
    pthread_t thread;
    lookup.name = name;
    int rc = pthread_create(&thread, NULL, lookup_run, &lookup);
    if (rc != 0)
        fprintf(stderr, "%s: no thread: %s\n", name, strerror(rc));
    else
        pthread_detach(thread);
    pthread_mutex_lock(&lookup.lock);
    while (!lookup.has_answer)
        pthread_cond_wait(&lookup.answered, &lookup.lock); // EXPECT: recv-no-sender
    lookup.has_answer = false;
    pthread_mutex_unlock(&lookup.lock);
    return lookup.address;
}

/* Without a thread, the caller does the work himself. */
int query_ok(const char *name)
{
    static struct query query = {.lock = PTHREAD_MUTEX_INITIALIZER,
                                 .answered = PTHREAD_COND_INITIALIZER};
    pthread_t thread;
    query.name = name;
    int rc = pthread_create(&thread, NULL, query_run, &query);
    if (rc != 0) {
        fprintf(stderr, "%s: no thread: %s\n", name, strerror(rc));
        query_run(&query);
    } else {
        pthread_detach(thread);
    }
    pthread_mutex_lock(&query.lock);
    while (!query.has_answer)
        pthread_cond_wait(&query.answered, &query.lock);
    query.has_answer = false;
    pthread_mutex_unlock(&query.lock);
    return query.address;
}
