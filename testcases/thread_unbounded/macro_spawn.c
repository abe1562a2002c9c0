/* Macros start the threads: one that only does that, and one that knows a limit. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/select.h>
#include <unistd.h>

#define DETACHED(body, arg)                                                                        \
    ({                                                                                             \
        pthread_t detached_thread;                                                                 \
        int detached_rc = pthread_create(&detached_thread, NULL, (body), (arg));                   \
        if (detached_rc == 0)                                                                      \
            pthread_detach(detached_thread);                                                       \
        detached_rc;                                                                               \
    })

#define DETACHED_UP_TO(most, live, body, arg)                                                      \
    (atomic_load(&(live)) >= (most) ? -1 : (atomic_fetch_add(&(live), 1), DETACHED(body, arg)))

static atomic_uint live;

static void *beep(void *arg)
{
    char key = (char)(intptr_t)arg;
    printf("\a%c\n", key);
    return NULL;
}

static void *boop(void *arg)
{
    char key = (char)(intptr_t)arg;
    printf("\a%c\n", key);
    atomic_fetch_sub(&live, 1);
    return NULL;
}

static int wait_for_key(int keyboard, char *ret_key)
{
    fd_set set;
    FD_ZERO(&set);
    FD_SET(keyboard, &set);
    if (select(keyboard + 1, &set, NULL, NULL, NULL) <= 0)
        return -1;
    return read(keyboard, ret_key, 1) == 1 ? 0 : -1;
}

void beep_bad(int keyboard)
{
    char key;
    while (wait_for_key(keyboard, &key) == 0) {
        if (DETACHED(beep, (void *)(intptr_t)key) != 0) // EXPECT: thread-unbounded
            puts("no sound");
    }
}

void boop_ok(int keyboard)
{
    char key;
    while (wait_for_key(keyboard, &key) == 0) {
        if (DETACHED_UP_TO(3, live, boop, (void *)(intptr_t)key) != 0)
            puts("no sound");
    }
}
