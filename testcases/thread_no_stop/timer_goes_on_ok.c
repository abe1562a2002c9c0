/* What a thread waits for becomes ready as time passes: it sees that it is to stop at the next tick. */
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

static int timer, set, orders;
static volatile bool stop_clock, stop_loop;

static void *clock_ok(void *unused)
{
    uint64_t ticks;

    while (!stop_clock && read(timer, &ticks, sizeof ticks) == (ssize_t)sizeof ticks)
        printf("%llu\n", (unsigned long long)ticks);
    return unused;
}

static void *loop_ok(void *unused)
{
    struct epoll_event events[2];
    uint64_t count;

    while (!stop_loop) {
        int n = epoll_wait(set, events, 2, -1);
        for (int i = 0; i < n; i++)
            if (read(events[i].data.fd, &count, sizeof count) < 0)
                return unused;
    }
    return unused;
}

static int watch(int fd)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};

    return epoll_ctl(set, EPOLL_CTL_ADD, fd, &event);
}

static int timer_start(void)
{
    const struct itimerspec each = {{1, 0}, {1, 0}};

    timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    return timer < 0 ? -1 : timerfd_settime(timer, 0, &each, NULL);
}

int main(void)
{
    pthread_t clock, loop;
    uint64_t one = 1;

    set = epoll_create1(EPOLL_CLOEXEC);
    orders = eventfd(0, EFD_CLOEXEC);
    if (timer_start() != 0 || set < 0 || orders < 0 || watch(timer) != 0 || watch(orders) != 0 ||
        pthread_create(&clock, NULL, clock_ok, NULL) != 0 ||
        pthread_create(&loop, NULL, loop_ok, NULL) != 0)
        return 1;
    for (int i = 0; i < 10; i++) {
        if (write(orders, &one, sizeof one) < 0)
            return 1;
        sleep(1);
    }
    stop_clock = true;
    pthread_join(clock, NULL);
    stop_loop = true;
    pthread_join(loop, NULL);
    return 0;
}
