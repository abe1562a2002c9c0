/* A thread leaves a request to the loop, and waits for the answer. The loop looks for requests when it is woken, which the
 * thread does only when it is through with all of them. */
#include "uv.h"

#include <stdio.h>

struct request {
    long number, square;
    uv_sem_t answered;
};

static uv_async_t wake_up;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct request *waiting;
static int is_last;

static void answer(uv_async_t *async)
{
    pthread_mutex_lock(&lock);
    struct request *request = waiting;
    int ends = is_last;
    waiting = NULL;
    pthread_mutex_unlock(&lock);
    if (request) {
        request->square = request->number * request->number;
        uv_sem_post(&request->answered);
    }
    if (ends)
        uv_close((uv_handle_t *)async, NULL);
}

static long square(long number)
{
    struct request request = {.number = number};

    uv_sem_init(&request.answered, 0);
    pthread_mutex_lock(&lock);
    waiting = &request;
    pthread_mutex_unlock(&lock);
    uv_sem_wait(&request.answered); // EXPECT: recv-no-sender
    uv_sem_destroy(&request.answered);
    return request.square;
}

static void ask(void *most)
{
    for (long i = 0; i < *(long *)most; i++)
        printf("%ld\n", square(i));
    pthread_mutex_lock(&lock);
    is_last = 1;
    pthread_mutex_unlock(&lock);
    uv_async_send(&wake_up);
}

int main(void)
{
    uv_loop_t *loop = uv_default_loop();
    uv_thread_t asker;
    long most = 30;

    if (uv_async_init(loop, &wake_up, answer) != 0 || uv_thread_create(&asker, ask, &most) != 0)
        return 1;
    uv_run(loop, 0);
    uv_thread_join(&asker);
    return 0;
}
