/* Jobs count down when they are done, in threads of their own, or in the caller where there could be none. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { JOBS = 5 };
typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t open;
    unsigned left;
} latch;
struct job {
    const char *path;
    latch *l;
    long size;
};

static void count_down(latch *l)
{
    pthread_mutex_lock(&l->lock);
    l->left--;
    if (l->left == 0)
        pthread_cond_signal(&l->open);
    pthread_mutex_unlock(&l->lock);
}

static void *measure(void *p)
{
    struct job *j = p;
    FILE *f = fopen(j->path, "r");
    if (!f) {
        j->size = -1;
        count_down(j->l);
        return NULL;
    }
    fseek(f, 0, SEEK_END);
    j->size = ftell(f);
    fclose(f);
    count_down(j->l);
    return NULL;
}

int main(int argc, char **argv)
{
    latch l = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, JOBS};
    struct job jobs[JOBS];
    long sum = 0;
    for (int i = 0; i < JOBS; i++) {
        pthread_t t;
        jobs[i].path = argc > i + 1 ? argv[i + 1] : "/dev/null";
        jobs[i].l = &l;
        if (pthread_create(&t, NULL, measure, &jobs[i]) == 0)
            pthread_detach(t);
        else
            measure(&jobs[i]);
    }
    pthread_mutex_lock(&l.lock);
    while (l.left > 0)
        pthread_cond_wait(&l.open, &l.lock);
    pthread_mutex_unlock(&l.lock);
    for (int i = 0; i < JOBS; i++)
        sum += jobs[i].size;
    printf("%ld\n", sum);
    return 0;
}
