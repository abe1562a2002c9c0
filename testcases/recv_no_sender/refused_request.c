/* Requests stand in a list, and each has a condition of its own for its answer. One of the two services drops what it
 * does not know; the other says so. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct request {
    struct request *next;
    int kind;
    int result;
    bool done;
    pthread_cond_t answered;
};

struct service {
    pthread_mutex_t mutex;
    pthread_cond_t some;
    struct request *first, *last;
    pthread_t thread;
};

int serve(int kind);

static void service_append(struct service *service, struct request *request)
{
    request->next = NULL;
    if (service->first == NULL)
        service->first = request;
    else
        service->last->next = request;
    service->last = request;
    pthread_cond_signal(&service->some);
}

static struct service ship = {.mutex = PTHREAD_MUTEX_INITIALIZER, .some = PTHREAD_COND_INITIALIZER};

static void *ship_run(void *arg)
{
    pthread_mutex_lock(&ship.mutex);
    for (;;) {
        while (ship.first == NULL)
            pthread_cond_wait(&ship.some, &ship.mutex);
        struct request *request = ship.first;
        ship.first = request->next;
        if (request->kind > 9)
            continue;
        request->result = serve(request->kind);
        request->done = true;
        pthread_cond_signal(&request->answered);
    }
    pthread_mutex_unlock(&ship.mutex);
    return arg;
}

int ship_bad(int kind)
{
    struct request request = {.kind = kind, .answered = PTHREAD_COND_INITIALIZER};

    pthread_mutex_lock(&ship.mutex);
    service_append(&ship, &request);
    while (!request.done)
        pthread_cond_wait(&request.answered, &ship.mutex); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&ship.mutex);
    return request.result;
}

int main(int argc, char **argv)
{
    (void)argv;
    if (pthread_create(&ship.thread, NULL, ship_run, NULL) != 0)
        return 1;
    int n = ship_bad(argc);
    n += ship_bad(n);
    return n;
}
