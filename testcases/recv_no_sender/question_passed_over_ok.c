/* A question is a flag, which whoever answers puts back; each has to be answered. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct call {
    pthread_mutex_t m;
    pthread_cond_t asked, answered;
    bool busy, done, quit;
    char question[64];
    int answer;
};

static int ask(struct call *c, const char *q)
{
    pthread_mutex_lock(&c->m);
    snprintf(c->question, sizeof c->question, "%s", q);
    c->busy = true;
    c->done = false;
    pthread_cond_signal(&c->asked);
    while (!c->done)
        pthread_cond_wait(&c->answered, &c->m);
    int a = c->answer;
    pthread_mutex_unlock(&c->m);
    return a;
}

static void *oracle(void *arg)
{
    struct call *c = arg;
    pthread_mutex_lock(&c->m);
    for (;;) {
        while (!c->busy && !c->quit)
            pthread_cond_wait(&c->asked, &c->m);
        if (c->quit)
            break;
        c->busy = false;
        if (c->question[0] == '\0') {
            fprintf(stderr, "empty question\n");
            c->answer = -1;
            c->done = true;
            pthread_cond_signal(&c->answered);
            continue;
        }
        c->answer = (int)strlen(c->question);
        c->done = true;
        pthread_cond_signal(&c->answered);
    }
    pthread_mutex_unlock(&c->m);
    return NULL;
}

int main(int argc, char **argv)
{
    static struct call c = {.m = PTHREAD_MUTEX_INITIALIZER,
                            .asked = PTHREAD_COND_INITIALIZER,
                            .answered = PTHREAD_COND_INITIALIZER};
    pthread_t t;
    if (pthread_create(&t, NULL, oracle, &c) != 0)
        return 1;
    for (int i = 1; i < argc; i++)
        printf("%d\n", ask(&c, argv[i]));
    pthread_mutex_lock(&c.m);
    c.quit = true;
    pthread_cond_signal(&c.asked);
    pthread_mutex_unlock(&c.m);
    pthread_join(t, NULL);
    return 0;
}
