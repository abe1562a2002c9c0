/* At most so many lines wait for the printer, in a list of globals; when it cannot print any more, it has to say so. */
#include <pthread.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <stdbool.h>

struct line {
    struct line *next;
    char text[256];
};
static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER, drained = PTHREAD_COND_INITIALIZER;
static struct line *first, *last;
static int waiting;
static bool eof;

static struct line *next_line(void)
{
    pthread_mutex_lock(&mu);
    while (!first && !eof)
        pthread_cond_wait(&filled, &mu);
    struct line *l = first;
    if (l) {
        first = l->next;
        if (!first)
            last = NULL;
        waiting--;
        pthread_cond_signal(&drained);
    }
    pthread_mutex_unlock(&mu);
    return l;
}

static void *printer(void *arg)
{
    FILE *out = arg;
    struct line *l;
    while ((l = next_line()) != NULL) {
        int rc = fputs(l->text, out);
        free(l);
        if (rc == EOF) {
            fprintf(stderr, "output failed\n");
            return (void *)-1;
        }
    }
    return NULL;
}

int main(void)
{
    pthread_t t;
    char buf[256];
    if (pthread_create(&t, NULL, printer, stdout) != 0)
        return 1;
    while (fgets(buf, sizeof buf, stdin)) {
        struct line *l = malloc(sizeof *l);
        if (!l)
            break;
        strcpy(l->text, buf);
        l->next = NULL;
        pthread_mutex_lock(&mu);
        while (waiting >= 1000)
            pthread_cond_wait(&drained, &mu);
        if (last)
            last->next = l;
        else
            first = l;
        last = l; // EXPECT: queue-full
        waiting++;
        pthread_cond_signal(&filled);
        pthread_mutex_unlock(&mu);
    }
    pthread_mutex_lock(&mu);
    eof = true;
    pthread_cond_signal(&filled);
    pthread_mutex_unlock(&mu);
    pthread_join(t, NULL);
    return 0;
}
