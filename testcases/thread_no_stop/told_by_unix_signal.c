/* A unix signal sets the flag; it interrupts system calls, but nobody who waits for a condition. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static volatile sig_atomic_t running = 1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int n_jobs;
static pthread_mutex_t late_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t late_changed = PTHREAD_COND_INITIALIZER;
static int n_late;
static int listener = -1;

static void on_term(int number)
{
    (void)number;
    running = 0;
}

static void *work_bad(void *arg)
{
    while (running) {
        pthread_mutex_lock(&lock);
        while (n_jobs == 0 && running)
            pthread_cond_wait(&changed, &lock);
        if (n_jobs > 0)
            n_jobs--;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

static void *work_ok(void *arg)
{
    while (running) {
        pthread_mutex_lock(&late_lock);
        while (n_late == 0 && running)
            pthread_cond_wait(&late_changed, &late_lock);
        if (n_late > 0)
            n_late--;
        pthread_mutex_unlock(&late_lock);
    }
    return arg;
}

/* the signal may be for this one */
static void *serve_ok(void *arg)
{
    while (running) {
        int client = accept(listener, NULL, NULL);
        if (client < 0)
            continue;
        pthread_mutex_lock(&lock);
        n_jobs++;
        pthread_cond_signal(&changed);
        pthread_mutex_unlock(&lock);
        pthread_mutex_lock(&late_lock);
        n_late++;
        pthread_cond_signal(&late_changed);
        pthread_mutex_unlock(&late_lock);
        close(client);
    }
    return arg;
}

int main(void)
{
    pthread_t bad, ok, server;
    signal(SIGTERM, on_term);
    listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    if (pthread_create(&bad, NULL, work_bad, NULL) != 0) // EXPECT: thread-no-stop
        return 1;
    if (pthread_create(&ok, NULL, work_ok, NULL) != 0)
        return 1;
    if (pthread_create(&server, NULL, serve_ok, NULL) != 0)
        return 1;
    while (running)
        pause(); // EXPECT: recv-no-sender
    pthread_mutex_lock(&late_lock);
    pthread_cond_broadcast(&late_changed);
    pthread_mutex_unlock(&late_lock);
    pthread_join(server, NULL);
    pthread_join(bad, NULL);
    pthread_join(ok, NULL);
    return 0;
}
