/* A loop that runs what is posted to it: who posts waits for room, and hands something on; it takes nothing that would
 * have to be given back before main returns. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

enum { N_TASKS = 16 };

struct loop {
    pthread_mutex_t lock;
    pthread_cond_t room, work;
    void (*tasks[N_TASKS])(struct loop *loop);
    unsigned first, n;
    bool ends;
};

int next_input(void);
void handle_input(struct loop *loop);

static void loop_post(struct loop *loop, void (*task)(struct loop *))
{
    pthread_mutex_lock(&loop->lock);
    while (loop->n == N_TASKS)
        pthread_cond_wait(&loop->room, &loop->lock);
    loop->tasks[(loop->first + loop->n++) % N_TASKS] = task;
    pthread_cond_signal(&loop->work);
    pthread_mutex_unlock(&loop->lock);
}

static void loop_run(struct loop *loop)
{
    while (!loop->ends) {
        pthread_mutex_lock(&loop->lock);
        while (loop->n == 0)
            pthread_cond_wait(&loop->work, &loop->lock);
        void (*task)(struct loop *) = loop->tasks[loop->first];
        loop->first = (loop->first + 1) % N_TASKS;
        loop->n--;
        pthread_cond_signal(&loop->room);
        pthread_mutex_unlock(&loop->lock);
        task(loop);
    }
}

static void loop_end(struct loop *loop)
{
    loop->ends = true;
}

static void *read_input(void *arg)
{
    struct loop *loop = arg;
    while (next_input() >= 0)
        loop_post(loop, handle_input);
    loop_post(loop, loop_end);
    return NULL;
}

int main(void)
{
    struct loop loop = {.lock = PTHREAD_MUTEX_INITIALIZER,
                        .room = PTHREAD_COND_INITIALIZER,
                        .work = PTHREAD_COND_INITIALIZER};
    pthread_t input;
    loop_post(&loop, handle_input);
    if (pthread_create(&input, NULL, read_input, &loop) != 0)
        return EXIT_FAILURE;
    loop_run(&loop);
    pthread_join(input, NULL);
    return EXIT_SUCCESS;
}
