/* One wrapper starts threads for several callers: that one of them detaches its thread does not help
 * the other, which keeps its handle where nobody joins it. */
#include <pthread.h>
#include <signal.h>
#include <stddef.h>

static void *serve(void *arg)
{
    return arg;
}

static int start_bad(pthread_t *tid, void *arg)
{
    return pthread_create(tid, NULL, serve, arg); // EXPECT: thread-not-joined
}

static int start_ok(pthread_t *tid, void *arg)
{
    return pthread_create(tid, NULL, serve, arg);
}

static pthread_t kept_bad, kept_ok;

void per_client_bad(void *arg)
{
    pthread_t tid;
    if (start_bad(&tid, arg) == 0)
        pthread_detach(tid);
}

int init_bad(void)
{
    return start_bad(&kept_bad, NULL);
}

void shut_down_bad(void)
{
    pthread_kill(kept_bad, SIGTERM);
}

void per_client_ok(void *arg)
{
    pthread_t tid;
    if (start_ok(&tid, arg) == 0)
        pthread_detach(tid);
}

int init_ok(void)
{
    return start_ok(&kept_ok, NULL);
}

void shut_down_ok(void)
{
    pthread_kill(kept_ok, SIGTERM);
    pthread_join(kept_ok, NULL);
}
