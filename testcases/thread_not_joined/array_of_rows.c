/* A table of threads that is filled by columns and joined by rows: as many rounds, in other loops. */
#include <pthread.h>
#include <stddef.h>

#define N_KINDS  8
#define N_OFEACH 3

static void *work(void *arg)
{
    return arg;
}

void by_rows_bad(void)
{
    pthread_t crew[N_KINDS][N_OFEACH];
    for (int each = 0; each < N_OFEACH; each++)
        for (int kind = 0; kind < N_KINDS; kind++)
            pthread_create(&crew[kind][each], NULL, work, NULL); // EXPECT: thread-not-joined
    for (int kind = 1; kind < N_KINDS; kind++)
        for (int each = 0; each < N_OFEACH; each++)
            pthread_join(crew[kind][each], NULL);
}

void by_rows_ok(void)
{
    pthread_t crew[N_KINDS][N_OFEACH];
    for (int each = 0; each < N_OFEACH; each++)
        for (int kind = 0; kind < N_KINDS; kind++)
            pthread_create(&crew[kind][each], NULL, work, NULL);
    for (int kind = 0; kind < N_KINDS; kind++)
        for (int each = 0; each < N_OFEACH; each++)
            pthread_join(crew[kind][each], NULL);
}

/* Again and again, both of them: the loop around has no part in it. */
void each_season_bad(int seasons)
{
    pthread_t crew[N_KINDS];
    while (seasons-- > 0) {
        for (int kind = 0; kind < N_KINDS; kind++)
            pthread_create(&crew[kind], NULL, work, NULL); // EXPECT: thread-not-joined
        for (int kind = 0; kind < N_KINDS - 1; kind++)
            pthread_join(crew[kind], NULL);
    }
}
