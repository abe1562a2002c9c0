/* The thread detaches itself: what its creator does with the handle is no matter then. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *body_plain(void *arg)
{
    printf("job for %s\n", (const char *)arg);
    return NULL;
}

static void *body_detaching(void *arg)
{
    pthread_detach(pthread_self());
    printf("job for %s\n", (const char *)arg);
    return NULL;
}

void first_statement_bad(char *who)
{
    pthread_t tid;
    pthread_create(&tid, NULL, body_plain, who); // EXPECT: thread-not-joined
}

void first_statement_ok(char *who)
{
    pthread_t tid;
    pthread_create(&tid, NULL, body_detaching, who);
}

/* A variable holds the thread's own handle, which is used for something else. */
static void *body_named(void *arg)
{
    pthread_t self = pthread_self();
    printf("%s is %d\n", (const char *)arg, pthread_equal(self, pthread_self()));
    return NULL;
}

static void *body_detaching_variable(void *arg)
{
    pthread_t self = pthread_self();
    printf("%s is %d\n", (const char *)arg, pthread_equal(self, pthread_self()));
    pthread_detach(self);
    return NULL;
}

void own_variable_bad(char *who)
{
    pthread_t tid;
    pthread_create(&tid, NULL, body_named, who); // EXPECT: thread-not-joined
}

void own_variable_ok(char *who)
{
    pthread_t tid;
    pthread_create(&tid, NULL, body_detaching_variable, who);
}

/* A helper of the body does it. */
static void thread_setup(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
}

static void thread_setup_detached(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (pthread_detach(pthread_self()) != 0)
        perror("pthread_detach");
}

static void *body_with_setup(void *arg)
{
    thread_setup();
    free(arg);
    return NULL;
}

static void *body_with_detaching_setup(void *arg)
{
    thread_setup_detached();
    free(arg);
    return NULL;
}

void helper_bad(void)
{
    pthread_t tid;
    pthread_create(&tid, NULL, body_with_setup, malloc(16)); // EXPECT: thread-not-joined
}

void helper_ok(void)
{
    pthread_t tid;
    pthread_create(&tid, NULL, body_with_detaching_setup, malloc(16));
}

/* A generic body calls what its argument says; that function detaches the thread. */
struct task {
    void (*run)(void *arg);
    void *arg;
};

struct free_task {
    void (*run)(void *arg);
    void *arg;
};

static void run_plain(void *arg)
{
    free(arg);
}

static void run_detaching(void *arg)
{
    pthread_detach(pthread_self());
    free(arg);
}

static void *task_body(void *arg)
{
    struct task task = *(struct task *)arg;
    free(arg);
    task.run(task.arg);
    return NULL;
}

static void *free_task_body(void *arg)
{
    struct free_task task = *(struct free_task *)arg;
    free(arg);
    task.run(task.arg);
    return NULL;
}

void trampoline_bad(void)
{
    pthread_t tid;
    struct task *task = malloc(sizeof *task);
    *task = (struct task){run_plain, malloc(16)};
    pthread_create(&tid, NULL, task_body, task); // EXPECT: thread-not-joined
}

void trampoline_ok(void)
{
    pthread_t tid;
    struct free_task *task = malloc(sizeof *task);
    *task = (struct free_task){run_detaching, malloc(16)};
    pthread_create(&tid, NULL, free_task_body, task);
}

/* The body cannot be seen: it may detach itself. */
void *unseen_body(void *arg);

void body_unseen_ok(char *who)
{
    pthread_t tid;
    pthread_create(&tid, NULL, unseen_body, who);
}

/* The body comes from a caller that we do not know. */
void body_of_caller_ok(void *(*body)(void *), char *who)
{
    pthread_t tid;
    pthread_create(&tid, NULL, body, who);
}
