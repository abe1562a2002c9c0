/* Others can set these flags: their address is handed out, or the function that sets them is. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

void tick(void);

/* The address goes to code that is not in sight. */
void options_register(const char *name, volatile int *value);

static volatile int trace_quit;
static volatile int audit_quit;
static pthread_t trace_thread, audit_thread;

static void *trace_run(void *arg)
{
    while (!trace_quit)
        tick();
    return arg;
}

static void *audit_run(void *arg)
{
    while (!audit_quit)
        tick();
    return arg;
}

int trace_start_bad(void)
{
    return pthread_create(&trace_thread, NULL, trace_run, NULL); // EXPECT: thread-no-stop
}

void trace_wait(void)
{
    pthread_join(trace_thread, NULL);
}

int audit_start_ok(void)
{
    options_register("audit-quit", &audit_quit);
    return pthread_create(&audit_thread, NULL, audit_run, NULL);
}

void audit_wait(void)
{
    pthread_join(audit_thread, NULL);
}

/* A function is handed out as a callback, and sets it. */
typedef void (*notify_fn)(void *user);
void power_on_suspend(notify_fn notify, void *user);

struct clock {
    pthread_t thread;
    atomic_bool suspended;
};

static void clock_suspend(void *user)
{
    struct clock *clock = user;
    atomic_store(&clock->suspended, true);
}

static void *clock_run(void *arg)
{
    struct clock *clock = arg;
    while (!atomic_load(&clock->suspended))
        tick();
    return NULL;
}

struct clock *clock_new_ok(void)
{
    struct clock *clock = calloc(1, sizeof *clock);
    if (clock == NULL)
        return NULL;
    power_on_suspend(clock_suspend, clock);
    if (pthread_create(&clock->thread, NULL, clock_run, clock) == 0)
        return clock;
    free(clock);
    return NULL;
}

void clock_free(struct clock *clock)
{
    pthread_join(clock->thread, NULL);
    free(clock);
}

/* Set by atexit's handler; the thread is detached. */
static atomic_bool leaving;

static void on_exit_leave(void)
{
    leaving = true;
}

static void *guard_run(void *arg)
{
    while (!leaving)
        sleep(1);
    return arg;
}

int guard_start_ok(void)
{
    pthread_t guard;
    atexit(on_exit_leave);
    if (pthread_create(&guard, NULL, guard_run, NULL) != 0)
        return -1;
    return pthread_detach(guard);
}

/* A variable of another unit. */
extern volatile int program_shutdown;

static pthread_t patrol_thread;

static void *patrol_run(void *arg)
{
    while (!program_shutdown)
        tick();
    return arg;
}

int patrol_start_ok(void)
{
    return pthread_create(&patrol_thread, NULL, patrol_run, NULL);
}

void patrol_wait(void)
{
    pthread_join(patrol_thread, NULL);
}
