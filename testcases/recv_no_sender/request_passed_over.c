/* Requests with a semaphore for their answer: on one of its ways the server goes on to the next request.
 * That it also does so where there is none is right. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>

enum { SIGN, COUNT, LEAVE };

struct request {
    struct request *next;
    int kind;
    int result;
    sem_t answered;
};

struct desk {
    pthread_mutex_t lock;
    sem_t asked;
    struct request *first, *last;
};

static struct desk hasty = {.lock = PTHREAD_MUTEX_INITIALIZER};

bool may_sign(void);
int sign(void);
int count(void);

static void desk_push(struct desk *desk, struct request *request)
{
    pthread_mutex_lock(&desk->lock);
    if (desk->last)
        desk->last->next = request;
    else
        desk->first = request;
    desk->last = request;
    pthread_mutex_unlock(&desk->lock);
    sem_post(&desk->asked);
}

static struct request *desk_pop(struct desk *desk)
{
    while (sem_wait(&desk->asked) < 0 && errno == EINTR)
        ;
    pthread_mutex_lock(&desk->lock);
    struct request *request = desk->first;
    if (request != NULL) {
        desk->first = request->next;
        if (desk->first == NULL)
            desk->last = NULL;
    }
    pthread_mutex_unlock(&desk->lock);
    return request;
}

static void *hasty_serve(void *arg)
{
    for (bool leaves = false; !leaves;) {
        struct request *request = desk_pop(&hasty);
        if (request == NULL)
            continue;
        switch (request->kind) {
        case SIGN:
            if (!may_sign())
                continue;
            request->result = sign();
            break;
        case COUNT:
            request->result = count();
            break;
        default:
            leaves = true;
        }
        sem_post(&request->answered);
    }
    return arg;
}

int hasty_ask_bad(int kind)
{
    struct request request = {.kind = kind};
    sem_init(&request.answered, 0, 0);
    desk_push(&hasty, &request);
    sem_wait(&request.answered); // EXPECT: recv-no-sender
    sem_destroy(&request.answered);
    return request.result;
}

int hasty_open(pthread_t *ret_thread)
{
    sem_init(&hasty.asked, 0, 0);
    return pthread_create(ret_thread, NULL, hasty_serve, NULL);
}
