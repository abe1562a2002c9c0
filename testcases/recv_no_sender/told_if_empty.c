/* A heap of what is due: whoever puts the first one into it wakes who waits for one, others do not. Where it lies is decided
 * before the wake-up is. The twin leaves it in the stack and wakes nobody where it cannot be logged. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

enum { ROOM = 128 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static long heap[ROOM];
static size_t count;
static bool closed;
static pthread_t reader;

void item_print(long item);

static void *reader_run(void *arg)
{
    pthread_mutex_lock(&lock);
    for (;;) {
        while (count == 0 && !closed)
            pthread_cond_wait(&filled, &lock);
        if (count == 0)
            break;
        long item = heap[0];
        heap[0] = heap[--count];
        pthread_mutex_unlock(&lock);
        item_print(item);
        pthread_mutex_lock(&lock);
    }
    pthread_mutex_unlock(&lock);
    return arg;
}

bool heap_add_ok(long item)
{
    bool fits;

    pthread_mutex_lock(&lock);
    fits = count < ROOM;
    if (fits) {
        size_t at = count++;
        heap[at] = item;
        while (at && heap[at] < heap[(at - 1) / 2]) {
            long moved = heap[at];
            heap[at] = heap[(at - 1) / 2];
            heap[(at - 1) / 2] = moved;
            at = (at - 1) / 2;
        }
        if (at == 0)
            pthread_cond_signal(&filled);
    }
    pthread_mutex_unlock(&lock);
    return fits;
}

bool heap_open(void)
{
    return pthread_create(&reader, NULL, reader_run, NULL) == 0;
}

void heap_close(void)
{
    pthread_mutex_lock(&lock);
    closed = true;
    pthread_cond_signal(&filled);
    pthread_mutex_unlock(&lock);
    pthread_join(reader, NULL);
}

static pthread_mutex_t stack_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t stacked = PTHREAD_COND_INITIALIZER;
static long stack[ROOM];
static int depth;
static int stack_log = 2;

static void *stack_run(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&stack_lock);
        while (depth == 0)
            pthread_cond_wait(&stacked, &stack_lock); // EXPECT: recv-no-sender
        long item = stack[--depth];
        pthread_mutex_unlock(&stack_lock);
        if (item < 0)
            return arg;
        item_print(item);
    }
}

void stack_add_bad(long item)
{
    pthread_mutex_lock(&stack_lock);
    if (depth < ROOM) {
        int at = depth++;
        stack[at] = item;
        if (write(stack_log, &item, sizeof(item)) < 0) {
            pthread_mutex_unlock(&stack_lock);
            return;
        }
        if (at == 0)
            pthread_cond_signal(&stacked);
    }
    pthread_mutex_unlock(&stack_lock);
}

void stack_serve(void)
{
    pthread_t thread;

    if (pthread_create(&thread, NULL, stack_run, NULL) != 0)
        return;
    for (long i = 0; i < ROOM; i++)
        stack_add_bad(i);
    stack_add_bad(-1);
    pthread_join(thread, NULL);
}
