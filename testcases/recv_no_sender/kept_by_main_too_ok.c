/* The thread may leave without a word; main, who has started it, says it for him. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct gate {
    pthread_mutex_t lock;
    pthread_cond_t opened;
    bool is_open;
};

static struct gate gate = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false};

static void gate_open(struct gate *gate)
{
    pthread_mutex_lock(&gate->lock);
    gate->is_open = true;
    pthread_cond_broadcast(&gate->opened);
    pthread_mutex_unlock(&gate->lock);
}

static void gate_pass(struct gate *gate)
{
    pthread_mutex_lock(&gate->lock);
    while (!gate->is_open)
        pthread_cond_wait(&gate->opened, &gate->lock);
    pthread_mutex_unlock(&gate->lock);
}

static void *load(void *arg)
{
    FILE *file = fopen(arg, "r");

    if (!file)
        return NULL;
    fclose(file);
    gate_open(&gate);
    return NULL;
}

static void start(char *name)
{
    pthread_t thread;

    if (pthread_create(&thread, NULL, load, name) != 0) {
        perror(name);
        gate_open(&gate);
        return;
    }
    pthread_join(thread, NULL);
    gate_open(&gate);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return EXIT_FAILURE;
    start(argv[1]);
    gate_pass(&gate);
    return EXIT_SUCCESS;
}
