/* Code that we cannot see gets the handle: it may well join it. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct worker {
    pthread_t tid;
    int number;
};

void remember_thread(pthread_t tid);
void remember_handle(pthread_t *tid);
void remember_worker(struct worker *w);
void remember_number(int number);
void remember_name(const char *name);

static void *work(void *arg)
{
    return arg;
}

int by_value_bad(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    remember_name("worker");
    return 0;
}

int by_value_ok(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0)
        return -1;
    remember_thread(tid);
    return 0;
}

int by_pointer_ok(void)
{
    static pthread_t tids[4];
    if (pthread_create(&tids[0], NULL, work, NULL) != 0)
        return -1;
    remember_handle(tids);
    return 0;
}

int whole_struct_bad(void)
{
    struct worker *w = malloc(sizeof *w);
    if (pthread_create(&w->tid, NULL, work, NULL) != 0) { // EXPECT: thread-not-joined
        free(w);
        return -1;
    }
    remember_number(w->number);
    free(w);
    return 0;
}

int whole_struct_ok(void)
{
    struct worker *w = malloc(sizeof *w);
    if (pthread_create(&w->tid, NULL, work, NULL) != 0) {
        free(w);
        return -1;
    }
    remember_worker(w);
    return 0;
}

/* Before the create: the unseen code keeps the address. */
int address_known_before_ok(void)
{
    static struct worker w;
    remember_worker(&w);
    return pthread_create(&w.tid, NULL, work, NULL);
}

/* On the way through a wrapper, and as an integer. */
void remember_id(unsigned long id);

static void hand_over(unsigned long id)
{
    remember_id(id);
}

int as_integer_ok(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0)
        return -1;
    hand_over((unsigned long)tid);
    return 0;
}

/* Through a function pointer that anybody may have set. */
void (*thread_hook)(pthread_t tid);

int hook_ok(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, work, NULL) != 0)
        return -1;
    if (thread_hook != NULL)
        thread_hook(tid);
    else
        pthread_detach(tid);
    return 0;
}
