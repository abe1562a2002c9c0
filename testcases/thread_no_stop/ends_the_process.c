/* A thread that ends the process never returns, and who waits for its end waits no longer than that. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct quitter {
    pthread_t thread;
};

struct beater {
    pthread_t thread;
};

static void leave(int status)
{
    fflush(stdout);
    exit(status);
}

static void *quit_now(void *arg)
{
    sleep(1);
    leave(arg != NULL);
    return NULL;
}

static void *beat(void *arg)
{
    for (;;) {
        sleep(1);
        if (arg && getppid() == 1)
            leave(1);
    }
    return NULL;
}

int quitter_start_ok(struct quitter *quitter)
{
    return pthread_create(&quitter->thread, NULL, quit_now, NULL);
}

void quitter_wait(struct quitter *quitter)
{
    pthread_join(quitter->thread, NULL);
}

int beater_start_bad(struct beater *beater)
{
    return pthread_create(&beater->thread, NULL, beat, NULL); // EXPECT: thread-no-stop
}

void beater_wait(struct beater *beater)
{
    pthread_join(beater->thread, NULL);
}
