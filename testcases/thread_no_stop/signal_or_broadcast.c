/* Several threads wait on one condition: a single signal wakes one of them. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { N_WORKERS = 4 };

void handle(int item);

struct crew {
    pthread_mutex_t lock;
    pthread_cond_t more;
    int n_items;
    bool stop;
    pthread_t threads[N_WORKERS];
};

static struct crew alpha, beta, gamma_crew, delta, epsilon, single;

#define CREW_BODY(name, crew)                                                                      \
    static void *name(void *arg)                                                                   \
    {                                                                                              \
        for (;;) {                                                                                 \
            pthread_mutex_lock(&(crew).lock);                                                      \
            while ((crew).n_items == 0 && !(crew).stop)                                            \
                pthread_cond_wait(&(crew).more, &(crew).lock);                                     \
            if ((crew).stop) {                                                                     \
                pthread_mutex_unlock(&(crew).lock);                                                \
                return arg;                                                                        \
            }                                                                                      \
            int item = (crew).n_items--;                                                           \
            pthread_mutex_unlock(&(crew).lock);                                                    \
            handle(item);                                                                          \
        }                                                                                          \
    }

CREW_BODY(alpha_run, alpha)
CREW_BODY(beta_run, beta)
CREW_BODY(delta_run, delta)
CREW_BODY(epsilon_run, epsilon)
CREW_BODY(single_run, single)

/* Who leaves passes the signal on. */
static void *gamma_run(void *arg)
{
    pthread_mutex_lock(&gamma_crew.lock);
    for (;;) {
        while (gamma_crew.n_items == 0 && !gamma_crew.stop)
            pthread_cond_wait(&gamma_crew.more, &gamma_crew.lock);
        if (gamma_crew.stop)
            break;
        handle(gamma_crew.n_items--);
    }
    pthread_cond_signal(&gamma_crew.more);
    pthread_mutex_unlock(&gamma_crew.lock);
    return arg;
}

void alpha_start_bad(void)
{
    for (int i = 0; i < N_WORKERS; i++)
        pthread_create(&alpha.threads[i], NULL, alpha_run, NULL); // EXPECT: thread-no-stop
}

void alpha_stop(void)
{
    pthread_mutex_lock(&alpha.lock);
    alpha.stop = true;
    pthread_cond_signal(&alpha.more);
    pthread_mutex_unlock(&alpha.lock);
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(alpha.threads[i], NULL);
}

void beta_start_ok(void)
{
    for (int i = 0; i < N_WORKERS; i++)
        pthread_create(&beta.threads[i], NULL, beta_run, NULL);
}

void beta_stop(void)
{
    pthread_mutex_lock(&beta.lock);
    beta.stop = true;
    pthread_cond_broadcast(&beta.more);
    pthread_mutex_unlock(&beta.lock);
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(beta.threads[i], NULL);
}

void gamma_start_ok(void)
{
    for (int i = 0; i < N_WORKERS; i++)
        pthread_create(&gamma_crew.threads[i], NULL, gamma_run, NULL);
}

void gamma_stop(void)
{
    pthread_mutex_lock(&gamma_crew.lock);
    gamma_crew.stop = true;
    pthread_cond_signal(&gamma_crew.more);
    pthread_mutex_unlock(&gamma_crew.lock);
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(gamma_crew.threads[i], NULL);
}

/* The signal may wake another one than the one that is joined next. */
void delta_start_bad(void)
{
    for (int i = 0; i < N_WORKERS; i++)
        pthread_create(&delta.threads[i], NULL, delta_run, NULL); // EXPECT: thread-no-stop
}

void delta_stop(void)
{
    pthread_mutex_lock(&delta.lock);
    delta.stop = true;
    pthread_mutex_unlock(&delta.lock);
    for (int i = 0; i < N_WORKERS; i++) {
        pthread_cond_signal(&delta.more);
        pthread_join(delta.threads[i], NULL);
    }
}

/* A signal for each. */
void epsilon_start_ok(void)
{
    for (int i = 0; i < N_WORKERS; i++)
        pthread_create(&epsilon.threads[i], NULL, epsilon_run, NULL);
}

void epsilon_stop(void)
{
    pthread_mutex_lock(&epsilon.lock);
    epsilon.stop = true;
    for (int i = 0; i < N_WORKERS; i++)
        pthread_cond_signal(&epsilon.more);
    pthread_mutex_unlock(&epsilon.lock);
    for (int i = 0; i < N_WORKERS; i++)
        pthread_join(epsilon.threads[i], NULL);
}

/* Only one waits. */
int single_start_ok(void)
{
    return pthread_create(&single.threads[0], NULL, single_run, NULL);
}

void single_stop(void)
{
    pthread_mutex_lock(&single.lock);
    single.stop = true;
    pthread_cond_signal(&single.more);
    pthread_mutex_unlock(&single.lock);
    pthread_join(single.threads[0], NULL);
}
