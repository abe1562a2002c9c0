/* A crew whose members run what its owner hands in, again and again, until it is dismissed: they are not what they run.
 * One cannot be started, and those before are joined. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct crew {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    unsigned long round;
    bool quit;
    void (*work)(void *);
    void *data;
    pthread_t threads[];
};

static void *crew_member(void *arg)
{
    struct crew *crew = arg;
    unsigned long seen = 0;
    for (;;) {
        pthread_mutex_lock(&crew->lock);
        while (crew->round == seen && !crew->quit)
            pthread_cond_wait(&crew->changed, &crew->lock);
        if (crew->quit)
            break;
        seen = crew->round;
        pthread_mutex_unlock(&crew->lock);
        crew->work(crew->data);
    }
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

static struct crew *crew_make(unsigned n)
{
    struct crew *crew = calloc(1, sizeof *crew + n * sizeof crew->threads[0]);
    if (crew == NULL)
        return NULL;
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->changed, NULL);
    return crew;
}

void crew_dismiss(struct crew *crew, unsigned n)
{
    pthread_mutex_lock(&crew->lock);
    crew->quit = true;
    pthread_cond_broadcast(&crew->changed);
    pthread_mutex_unlock(&crew->lock);
    while (n-- > 0)
        pthread_join(crew->threads[n], NULL);
    free(crew);
}

struct crew *crew_new_bad(unsigned n, void (*work)(void *), void *data)
{
    struct crew *crew = crew_make(n);
    if (crew == NULL)
        return NULL;
    crew->work = work;
    crew->data = data;
    for (unsigned i = 0; i < n; i++)
        if (pthread_create(&crew->threads[i], NULL, crew_member, crew) != 0) {
            while (i-- > 0)
                pthread_join(crew->threads[i], NULL); // EXPECT: thread-no-stop
            free(crew);
            return NULL;
        }
    return crew;
}

struct crew *crew_new_ok(unsigned n, void (*work)(void *), void *data)
{
    struct crew *crew = crew_make(n);
    if (crew == NULL)
        return NULL;
    crew->work = work;
    crew->data = data;
    for (unsigned i = 0; i < n; i++)
        if (pthread_create(&crew->threads[i], NULL, crew_member, crew) != 0) {
            crew_dismiss(crew, i);
            return NULL;
        }
    return crew;
}

/* ---- who works ---- */

void count(void *data)
{
    __atomic_add_fetch((int *)data, 1, __ATOMIC_SEQ_CST);
}

int main(void)
{
    int counted = 0;
    struct crew *one = crew_new_bad(4, count, &counted);
    struct crew *other = crew_new_ok(4, count, &counted);
    if (one != NULL)
        crew_dismiss(one, 4);
    if (other != NULL)
        crew_dismiss(other, 4);
    return counted;
}
