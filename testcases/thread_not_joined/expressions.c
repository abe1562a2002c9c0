/* Creates inside of expressions: statement expressions, ?:, commas, short circuits. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#define TRY(call)                                                                                  \
    ({                                                                                             \
        int try_rc = (call);                                                                       \
        if (try_rc != 0)                                                                           \
            return -try_rc;                                                                        \
        try_rc;                                                                                    \
    })

int step(int number);

static void *work(void *arg)
{
    return arg;
}

static void *rest(void *arg)
{
    return arg;
}

int statement_expression_bad(void)
{
    pthread_t tid;
    TRY(pthread_create(&tid, NULL, work, NULL)); // EXPECT: thread-not-joined
    TRY(step(1));
    TRY(pthread_join(tid, NULL));
    return 0;
}

int statement_expression_ok(void)
{
    pthread_t tid;
    TRY(step(1));
    TRY(pthread_create(&tid, NULL, work, NULL));
    TRY(pthread_join(tid, NULL));
    return 0;
}

int conditional_bad(bool hard)
{
    pthread_t tid;
    int rc = hard ? pthread_create(&tid, NULL, work, NULL) : step(1); // EXPECT: thread-not-joined
    if (hard && rc == 0)
        rc = step(2);
    return rc;
}

int conditional_ok(bool hard)
{
    pthread_t tid;
    int rc = hard ? pthread_create(&tid, NULL, work, NULL) : step(1);
    if (hard && rc == 0)
        rc = pthread_join(tid, NULL);
    return rc;
}

/* One handle, two places that fill it. */
int either_bad(bool hard)
{
    pthread_t tid;
    int rc = hard ? pthread_create(&tid, NULL, work, NULL)  // EXPECT: thread-not-joined
                  : pthread_create(&tid, NULL, rest, NULL); // EXPECT: thread-not-joined
    return rc == 0 ? 0 : -1;
}

int either_ok(bool hard)
{
    pthread_t tid;
    int rc = hard ? pthread_create(&tid, NULL, work, NULL) : pthread_create(&tid, NULL, rest, NULL);
    return rc == 0 ? pthread_join(tid, NULL) : -1;
}

int body_by_condition_bad(bool hard)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, hard ? work : rest, NULL)) // EXPECT: thread-not-joined
        return -1;
    return step(1);
}

int body_by_condition_ok(bool hard)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, hard ? work : rest, NULL))
        return -1;
    return pthread_join(tid, NULL);
}

int comma_bad(void)
{
    pthread_t tid;
    int rc = (step(1), pthread_create(&tid, NULL, work, NULL)); // EXPECT: thread-not-joined
    return rc == 0 ? (step(2), 0) : -1;
}

int comma_ok(void)
{
    pthread_t tid;
    int rc = (step(1), pthread_create(&tid, NULL, work, NULL));
    return rc == 0 ? (pthread_join(tid, NULL), 0) : -1;
}

bool short_circuit_bad(void)
{
    pthread_t tid;
    bool created = !pthread_create(&tid, NULL, work, NULL); // EXPECT: thread-not-joined
    return created && !step(1) && !pthread_join(tid, NULL);
}

bool short_circuit_ok(void)
{
    pthread_t tid;
    bool created = !step(1) && !pthread_create(&tid, NULL, work, NULL);
    return created && !pthread_join(tid, NULL);
}

/* The handle's address and the join's argument are expressions, too. */
void chosen_handle_bad(bool left)
{
    pthread_t a = 0, b = 0;
    pthread_create(left ? &a : &b, NULL, work, NULL); // EXPECT: thread-not-joined
}

void chosen_handle_ok(bool left)
{
    pthread_t a = 0, b = 0;
    pthread_create(left ? &a : &b, NULL, work, NULL);
    pthread_join(left ? a : b, NULL);
}
