/* Result checks that hide in macros. */
#include <pthread.h>
#include <stdio.h>

#define CHECK(call)                                                                                \
    do {                                                                                           \
        int check_rc = (call);                                                                     \
        if (check_rc != 0) {                                                                       \
            fprintf(stderr, "%s: error %d\n", #call, check_rc);                                    \
            return -1;                                                                             \
        }                                                                                          \
    } while (0)
#define FAILED(call) (!!(call))
#define OK(call)     (!(call))
#define unlikely(x)  __builtin_expect(!!(x), 0)

int step(int number);

static void *body(void *arg)
{
    return arg;
}

int check_between_bad(void)
{
    pthread_t worker;
    CHECK(pthread_create(&worker, NULL, body, NULL)); // EXPECT: thread-not-joined
    CHECK(step(1));
    CHECK(pthread_join(worker, NULL));
    return 0;
}

int check_between_ok(void)
{
    pthread_t worker;
    CHECK(step(1));
    CHECK(pthread_create(&worker, NULL, body, NULL));
    CHECK(pthread_join(worker, NULL));
    return 0;
}

int negated_macro_bad(void)
{
    pthread_t worker;
    if (!OK(pthread_create(&worker, NULL, body, NULL))) // EXPECT: thread-not-joined
        return -1;
    return step(1);
}

int negated_macro_ok(void)
{
    pthread_t worker;
    if (!OK(pthread_create(&worker, NULL, body, NULL)))
        return -1;
    step(1);
    return pthread_join(worker, NULL);
}

int failed_macro_bad(void)
{
    pthread_t worker;
    if (FAILED(pthread_create(&worker, NULL, body, NULL))) // EXPECT: thread-not-joined
        return -1;
    if (FAILED(step(1)))
        return -1;
    return pthread_join(worker, NULL);
}

int failed_macro_ok(void)
{
    pthread_t worker;
    if (FAILED(pthread_create(&worker, NULL, body, NULL)))
        return -1;
    if (FAILED(step(1)))
        fprintf(stderr, "step failed\n");
    return pthread_join(worker, NULL);
}

int unlikely_bad(void)
{
    pthread_t worker;
    if (unlikely(pthread_create(&worker, NULL, body, NULL) != 0)) // EXPECT: thread-not-joined
        return -1;
    if (unlikely(step(1) != 0))
        return -1;
    return pthread_join(worker, NULL);
}

int unlikely_ok(void)
{
    pthread_t worker;
    if (unlikely(pthread_create(&worker, NULL, body, NULL) != 0))
        return -1;
    if (unlikely(step(1) != 0))
        fprintf(stderr, "step failed\n");
    return pthread_join(worker, NULL);
}
