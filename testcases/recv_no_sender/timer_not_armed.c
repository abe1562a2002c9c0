/* A timer that is read but was never set. */
#include <stdint.h>
#include <string.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

void send_heartbeat(uint64_t n_missed);
void send_keepalive(uint64_t n_missed);

int heartbeat_loop_bad(int n_beats)
{
    struct itimerspec every;
    uint64_t n = 0;

    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    if (timer < 0)
        return -1;
    memset(&every, 0, sizeof every);
    every.it_interval.tv_sec = every.it_value.tv_sec = 5;
    for (int i = 0; i < n_beats; i++) {
        if (read(timer, &n, sizeof n) == (ssize_t)sizeof n) // EXPECT: recv-no-sender
            send_heartbeat(n);
    }
    return close(timer);
}

int keepalive_loop_ok(int n_beats)
{
    struct itimerspec every;
    uint64_t n = 0;

    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    if (timer < 0)
        return -1;
    memset(&every, 0, sizeof every);
    every.it_interval.tv_sec = every.it_value.tv_sec = 5;
    if (timerfd_settime(timer, 0, &every, NULL) < 0) {
        close(timer);
        return -1;
    }
    for (int i = 0; i < n_beats; i++) {
        if (read(timer, &n, sizeof n) == (ssize_t)sizeof n)
            send_keepalive(n);
    }
    return close(timer);
}
