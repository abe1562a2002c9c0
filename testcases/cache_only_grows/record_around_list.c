/* A record with a mutex and a stack, and functions for it that use those of the stack. There are two such records: what is
 * pushed into the one is popped, and of the other one nobody ever pops. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct stack {
    void **items;
    size_t n, room;
};

struct shared {
    pthread_mutex_t mutex;
    struct stack stack;
};

static struct shared waiting_ok = {.mutex = PTHREAD_MUTEX_INITIALIZER};
static struct shared served_bad = {.mutex = PTHREAD_MUTEX_INITIALIZER};
static struct shared refused_ok = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static int stack_push(struct stack *stack, void *item)
{
    if (stack->n >= stack->room) {
        size_t room = 2 * stack->room + 16;
        void **items = realloc(stack->items, room * sizeof *items);
        if (items == NULL)
            return -1;
        stack->items = items;
        stack->room = room;
    }
    stack->items[stack->n++] = item;
    return 0;
}

static void *stack_pop(struct stack *stack)
{
    return stack->n > 0 ? stack->items[--stack->n] : NULL;
}

static int shared_push(struct shared *shared, void *item)
{
    pthread_mutex_lock(&shared->mutex);
    int result = stack_push(&shared->stack, item);
    pthread_mutex_unlock(&shared->mutex);
    return result;
}

static void *shared_pop(struct shared *shared)
{
    pthread_mutex_lock(&shared->mutex);
    void *item = stack_pop(&shared->stack);
    pthread_mutex_unlock(&shared->mutex);
    return item;
}

static void *work(void *arg)
{
    (void)arg;
    for (;;) {
        int *fd = shared_pop(&waiting_ok);
        if (fd == NULL) {
            usleep(1000);
            continue;
        }
        close(*fd);
        if (*fd > 100) {
            shared_push(&refused_ok, fd);
            free(shared_pop(&refused_ok));
        } else if (shared_push(&served_bad, fd) != 0) { // EXPECT: cache-only-grows
            free(fd);
        }
    }
    return NULL;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    pthread_t thread;

    if (pthread_create(&thread, NULL, work, NULL) != 0)
        return 1;
    for (;;) {
        int *fd = malloc(sizeof *fd);
        if (fd == NULL)
            return 1;
        *fd = accept(listener, NULL, NULL);
        if (shared_push(&waiting_ok, fd) != 0)
            free(fd);
    }
}
