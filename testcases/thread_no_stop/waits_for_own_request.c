/* A thread hands work to others and waits for them: the wait is of its own asking, and ends with their answer.
 * Unlike it, who waits for work that others bring is woken by the stop, and waits on. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

static atomic_bool over;

/* ---- a crew that does a round of work ---- */

static struct {
    pthread_mutex_t lock;
    pthread_cond_t begun, done;
    atomic_int to_do, pending;
    bool terminate;
} crew = {.lock = PTHREAD_MUTEX_INITIALIZER,
          .begun = PTHREAD_COND_INITIALIZER,
          .done = PTHREAD_COND_INITIALIZER};

static void *crew_member(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&crew.lock);
        while (crew.to_do == 0 && !crew.terminate)
            pthread_cond_wait(&crew.begun, &crew.lock);
        if (crew.terminate) {
            pthread_mutex_unlock(&crew.lock);
            return arg;
        }
        crew.to_do--;
        pthread_mutex_unlock(&crew.lock);
        putchar('.');
        pthread_mutex_lock(&crew.lock);
        if (atomic_fetch_sub(&crew.pending, 1) - 1 == 0)
            pthread_cond_broadcast(&crew.done);
        pthread_mutex_unlock(&crew.lock);
    }
}

static void crew_work(int count)
{
    atomic_store(&crew.pending, count);
    atomic_store(&crew.to_do, count);
    pthread_mutex_lock(&crew.lock);
    pthread_cond_broadcast(&crew.begun);
    while (atomic_load(&crew.pending) > 0)
        pthread_cond_wait(&crew.done, &crew.lock);
    pthread_mutex_unlock(&crew.lock);
}

static void *director(void *arg)
{
    while (!over) {
        crew_work(8);
        usleep(1000);
    }
    return arg;
}

/* ---- a thread that does what others bring ---- */

static struct {
    pthread_mutex_t lock;
    pthread_cond_t brought;
    int letters;
} box = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};

void box_put(void)
{
    pthread_mutex_lock(&box.lock);
    box.letters++;
    pthread_cond_signal(&box.brought);
    pthread_mutex_unlock(&box.lock);
}

static void box_take(void)
{
    pthread_mutex_lock(&box.lock);
    while (box.letters == 0)
        pthread_cond_wait(&box.brought, &box.lock);
    box.letters--;
    pthread_mutex_unlock(&box.lock);
}

static void *postman(void *arg)
{
    while (!over) {
        box_take();
        putchar('-');
    }
    return arg;
}

/* ---- both are stopped ---- */

void run_ok(void)
{
    pthread_t member, thread;
    if (pthread_create(&member, NULL, crew_member, NULL) != 0)
        return;
    if (pthread_create(&thread, NULL, director, NULL) == 0) {
        sleep(10);
        over = true;
        pthread_mutex_lock(&crew.lock);
        pthread_cond_broadcast(&crew.done);
        pthread_mutex_unlock(&crew.lock);
        pthread_join(thread, NULL);
    }
    pthread_mutex_lock(&crew.lock);
    crew.terminate = true;
    pthread_cond_broadcast(&crew.begun);
    pthread_mutex_unlock(&crew.lock);
    pthread_join(member, NULL);
}

void run_bad(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, postman, NULL) != 0) // EXPECT: thread-no-stop
        return;
    sleep(10);
    over = true;
    pthread_mutex_lock(&box.lock);
    pthread_cond_broadcast(&box.brought);
    pthread_mutex_unlock(&box.lock);
    pthread_join(thread, NULL);
}
