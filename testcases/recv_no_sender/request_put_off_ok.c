/* Requests with a semaphore for their answer: the server answers all of them, some later than others. */
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
    struct request *put_off; /* of those that are answered later */
};

static struct desk careful = {.lock = PTHREAD_MUTEX_INITIALIZER};

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

static void *careful_serve(void *arg)
{
    for (bool leaves = false; !leaves;) {
        struct request *request = desk_pop(&careful);
        if (request == NULL)
            continue;
        switch (request->kind) {
        case SIGN:
            request->result = may_sign() ? sign() : -EACCES;
            break;
        case COUNT:
            if (careful.put_off == NULL) {
                careful.put_off = request;
                continue;
            }
            request->result = count();
            sem_post(&careful.put_off->answered);
            careful.put_off = NULL;
            break;
        default:
            leaves = true;
        }
        sem_post(&request->answered);
    }
    return arg;
}

int careful_ask_ok(int kind)
{
    struct request request = {.kind = kind};
    sem_init(&request.answered, 0, 0);
    desk_push(&careful, &request);
    sem_wait(&request.answered);
    sem_destroy(&request.answered);
    return request.result;
}

int careful_open(pthread_t *ret_thread)
{
    sem_init(&careful.asked, 0, 0);
    return pthread_create(ret_thread, NULL, careful_serve, NULL);
}
