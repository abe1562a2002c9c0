/* What is added wakes the thread, as does who ends it. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct letter {
    struct letter *next;
    int number;
};

struct post {
    pthread_mutex_t lock;
    pthread_cond_t brought;
    struct letter *first, **last;
    bool closed;
    pthread_t thread;
};

static void *post_deliver(void *arg)
{
    struct post *post = arg;
    for (;;) {
        pthread_mutex_lock(&post->lock);
        while (post->first == NULL && !post->closed)
            pthread_cond_wait(&post->brought, &post->lock);
        struct letter *letter = post->first;
        if (letter != NULL) {
            post->first = letter->next;
            if (post->first == NULL)
                post->last = &post->first;
        }
        pthread_mutex_unlock(&post->lock);
        if (letter == NULL)
            return NULL;
        printf("letter %d\n", letter->number);
        free(letter);
    }
}

static int post_bring(struct post *post, int number)
{
    struct letter *letter = calloc(1, sizeof *letter);
    if (letter == NULL)
        return -1;
    letter->number = number;
    pthread_mutex_lock(&post->lock);
    if (post->first == NULL)
        post->first = letter;
    else
        *post->last = letter;
    post->last = &letter->next;
    pthread_cond_signal(&post->brought);
    pthread_mutex_unlock(&post->lock);
    return 0;
}

static void post_close(struct post *post)
{
    pthread_mutex_lock(&post->lock);
    post->closed = true;
    pthread_cond_signal(&post->brought);
    pthread_mutex_unlock(&post->lock);
    pthread_join(post->thread, NULL);
}

int main(void)
{
    static struct post post = {.lock = PTHREAD_MUTEX_INITIALIZER,
                               .brought = PTHREAD_COND_INITIALIZER};
    int number;
    post.last = &post.first;
    if (pthread_create(&post.thread, NULL, post_deliver, &post) != 0)
        return 1;
    while (scanf("%d", &number) == 1)
        if (post_bring(&post, number) != 0)
            break;
    post_close(&post);
    return 0;
}
