/* A body that calls much: its own flag is not lost among the others. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    int kind;
    int level;
    bool done;
};
struct tree {
    struct node *first;
    int depth;
    int state;
    int ready;
};

static int walk_one(struct tree *tree)
{
    int n = 0;
    for (struct node *node = tree->first; node != NULL; node = node->next) {
        if (node->kind == 3)
            break;
        n++;
    }
    return n;
}

static int walk_two(struct tree *tree)
{
    while (tree->depth != 0) {
        tree->depth--;
        if (tree->state == 2)
            break;
    }
    return walk_one(tree);
}

static int walk_three(struct tree *tree)
{
    while (tree->ready == 0) {
        tree->ready = walk_two(tree);
        if (tree->first->done)
            break;
    }
    return walk_two(tree);
}

static pthread_mutex_t cache_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t queue_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t queue_changed = PTHREAD_COND_INITIALIZER;
static struct tree *queue;
static int queue_closing;
static pthread_t queue_thread;

static void *queue_run(void *arg)
{
    while (true) {
        pthread_mutex_lock(&queue_lock);
        while (queue == NULL && queue_closing == 0)
            pthread_cond_wait(&queue_changed, &queue_lock);
        if (queue == NULL) {
            pthread_mutex_unlock(&queue_lock);
            break;
        }
        struct tree *tree = queue;
        queue = NULL;
        pthread_mutex_unlock(&queue_lock);
        pthread_mutex_lock(&cache_lock);
        walk_three(tree);
        pthread_mutex_unlock(&cache_lock);
    }
    pthread_exit(NULL);
    return arg;
}

int queue_start_bad(void)
{
    return pthread_create(&queue_thread, NULL, queue_run, NULL); // EXPECT: thread-no-stop
}

void queue_set(struct tree *tree)
{
    pthread_mutex_lock(&queue_lock);
    tree->state = 2;
    tree->ready = 1;
    tree->first->kind = 3;
    tree->first->done = true;
    queue = tree;
    pthread_cond_signal(&queue_changed);
    pthread_mutex_unlock(&queue_lock);
}

int queue_shutdown(void)
{
    pthread_mutex_lock(&cache_lock);
    walk_one(queue);
    pthread_mutex_unlock(&cache_lock);
    if (queue_thread != 0) {
        pthread_join(queue_thread, NULL);
        queue_thread = 0;
    }
    pthread_mutex_lock(&queue_lock);
    queue_closing = 1;
    pthread_cond_signal(&queue_changed);
    pthread_mutex_unlock(&queue_lock);
    return 0;
}

/* the same, told before the join */
static pthread_mutex_t batch_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t batch_changed = PTHREAD_COND_INITIALIZER;
static struct tree *batch;
static int batch_closing;
static pthread_t batch_thread;

static void *batch_run(void *arg)
{
    while (true) {
        pthread_mutex_lock(&batch_lock);
        while (batch == NULL && batch_closing == 0)
            pthread_cond_wait(&batch_changed, &batch_lock);
        if (batch == NULL) {
            pthread_mutex_unlock(&batch_lock);
            break;
        }
        struct tree *tree = batch;
        batch = NULL;
        pthread_mutex_unlock(&batch_lock);
        pthread_mutex_lock(&cache_lock);
        walk_three(tree);
        pthread_mutex_unlock(&cache_lock);
    }
    pthread_exit(NULL);
    return arg;
}

int batch_start_ok(void)
{
    return pthread_create(&batch_thread, NULL, batch_run, NULL);
}

void batch_set(struct tree *tree)
{
    pthread_mutex_lock(&batch_lock);
    tree->state = 2;
    tree->ready = 1;
    tree->first->kind = 3;
    tree->first->done = true;
    batch = tree;
    pthread_cond_signal(&batch_changed);
    pthread_mutex_unlock(&batch_lock);
}

int batch_shutdown(void)
{
    pthread_mutex_lock(&cache_lock);
    walk_one(batch);
    pthread_mutex_unlock(&cache_lock);
    pthread_mutex_lock(&batch_lock);
    batch_closing = 1;
    pthread_cond_signal(&batch_changed);
    pthread_mutex_unlock(&batch_lock);
    if (batch_thread != 0) {
        pthread_join(batch_thread, NULL);
        batch_thread = 0;
    }
    return 0;
}
