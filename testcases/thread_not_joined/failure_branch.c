/* Where pthread_create failed there is no thread: every way in which programs write that test. */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

int serve(int port);

static void *tick(void *arg)
{
    return arg;
}

int compared_bad(int port)
{
    pthread_t ticker;
    int rc = pthread_create(&ticker, NULL, tick, NULL); // EXPECT: thread-not-joined
    if (rc == 0) {
        serve(port);
        return 0;
    }
    fprintf(stderr, "cannot start ticker: %s\n", strerror(rc));
    return -1;
}

int compared_ok(int port)
{
    pthread_t ticker;
    int rc = pthread_create(&ticker, NULL, tick, NULL);
    if (rc == 0) {
        serve(port);
        pthread_join(ticker, NULL);
        return 0;
    }
    fprintf(stderr, "cannot start ticker: %s\n", strerror(rc));
    return -1;
}

int negated_bad(int port)
{
    pthread_t ticker;
    int rc = pthread_create(&ticker, NULL, tick, NULL); // EXPECT: thread-not-joined
    if (!rc)
        rc = serve(port);
    if (rc)
        pthread_join(ticker, NULL);
    return rc;
}

int negated_ok(int port)
{
    pthread_t ticker;
    int rc = pthread_create(&ticker, NULL, tick, NULL);
    if (!rc)
        serve(port);
    if (!rc)
        pthread_join(ticker, NULL);
    return rc;
}

/* The test is upside down: it joins where there is no thread. */
int inverted_bad(void)
{
    pthread_t ticker;
    int rc = pthread_create(&ticker, NULL, tick, NULL); // EXPECT: thread-not-joined
    if (rc != 0)
        pthread_join(ticker, NULL);
    return rc;
}

int inverted_ok(void)
{
    pthread_t ticker;
    int rc = pthread_create(&ticker, NULL, tick, NULL);
    if (rc == 0)
        pthread_join(ticker, NULL);
    return rc;
}

void bool_variable_bad(int port)
{
    pthread_t ticker;
    bool ticking = pthread_create(&ticker, NULL, tick, NULL) == 0; // EXPECT: thread-not-joined
    serve(port);
    if (!ticking)
        pthread_join(ticker, NULL);
}

void bool_variable_ok(int port)
{
    pthread_t ticker;
    bool ticking = pthread_create(&ticker, NULL, tick, NULL) == 0;
    serve(port);
    if (ticking)
        pthread_join(ticker, NULL);
}

int assigned_in_condition_bad(int port)
{
    int rc;
    pthread_t ticker;
    if ((rc = pthread_create(&ticker, NULL, tick, NULL)) != 0) // EXPECT: thread-not-joined
        return rc;
    return serve(port);
}

int assigned_in_condition_ok(int port)
{
    int rc;
    pthread_t ticker;
    if ((rc = pthread_create(&ticker, NULL, tick, NULL)) != 0)
        return rc;
    serve(port);
    return pthread_join(ticker, NULL);
}

/* The convention of kernels and systemd: errors are negative. */
int negative_errno_bad(int port)
{
    pthread_t ticker;
    int r = -pthread_create(&ticker, NULL, tick, NULL); // EXPECT: thread-not-joined
    if (r < 0)
        return r;
    return serve(port);
}

int negative_errno_ok(int port)
{
    pthread_t ticker;
    int r = -pthread_create(&ticker, NULL, tick, NULL);
    if (r < 0)
        return r;
    serve(port);
    return -pthread_join(ticker, NULL);
}

int positive_errno_ok(int port)
{
    pthread_t ticker;
    int r = pthread_create(&ticker, NULL, tick, NULL);
    if (r > 0)
        return -r;
    serve(port);
    return -pthread_join(ticker, NULL);
}

int switch_on_result_bad(int port)
{
    pthread_t ticker;
    switch (pthread_create(&ticker, NULL, tick, NULL)) { // EXPECT: thread-not-joined
    case 0:
        break;
    case EAGAIN:
        return -EAGAIN;
    default:
        return -EINVAL;
    }
    return serve(port);
}

int switch_on_result_ok(int port)
{
    pthread_t ticker;
    switch (pthread_create(&ticker, NULL, tick, NULL)) {
    case 0:
        break;
    case EAGAIN:
        return -EAGAIN;
    default:
        return -EINVAL;
    }
    serve(port);
    return pthread_join(ticker, NULL);
}

void asserted_bad(int port)
{
    pthread_t ticker;
    int rc = pthread_create(&ticker, NULL, tick, NULL); // EXPECT: thread-not-joined
    assert(rc == 0);
    serve(port);
}

void asserted_ok(int port)
{
    pthread_t ticker;
    int rc = pthread_create(&ticker, NULL, tick, NULL);
    assert(rc == 0);
    serve(port);
    pthread_join(ticker, NULL);
}

/* Nobody asks whether there is a thread; the join is there all the same. */
void unchecked_bad(int port)
{
    pthread_t ticker;
    pthread_create(&ticker, NULL, tick, NULL); // EXPECT: thread-not-joined
    if (serve(port) < 0)
        return;
    pthread_join(ticker, NULL);
}

void unchecked_ok(int port)
{
    pthread_t ticker;
    pthread_create(&ticker, NULL, tick, NULL);
    if (serve(port) < 0)
        perror("serve");
    pthread_join(ticker, NULL);
}

/* A retry of what failed is no second thread. */
int retried_bad(int port)
{
    int rc;
    pthread_t ticker;
    do {
        rc = pthread_create(&ticker, NULL, tick, NULL); // EXPECT: thread-not-joined
    } while (rc == EAGAIN);
    if (rc != 0)
        return -1;
    return serve(port);
}

int retried_ok(int port)
{
    int rc;
    pthread_t ticker;
    do {
        rc = pthread_create(&ticker, NULL, tick, NULL);
    } while (rc == EAGAIN);
    if (rc != 0)
        return -1;
    serve(port);
    return pthread_join(ticker, NULL);
}
