/* Nobody posts or writes, but each of these waits comes to an end. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <semaphore.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

bool is_line_busy(void);

static sem_t pulse;
static int idle[2];
static int pair[2];

int pulse_open_ok(void)
{
    return sem_init(&pulse, 0, 0);
}

/* A semaphore as a timer. */
void pulse_wait_ok(long ms)
{
    struct timespec end;

    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += ms / 1000;
    end.tv_nsec += ms % 1000 * 1000000;
    if (end.tv_nsec >= 1000000000) {
        end.tv_sec++;
        end.tv_nsec -= 1000000000;
    }
    while (sem_timedwait(&pulse, &end) < 0 && errno == EINTR)
        continue;
    while (sem_trywait(&pulse) == 0)
        continue;
}

int idle_loop_ok(void)
{
    char byte;

    if (pipe(idle) < 0 || fcntl(idle[0], F_SETFL, O_NONBLOCK) < 0)
        return -1;
    struct pollfd item = {.fd = idle[0], .events = POLLIN};
    while (is_line_busy() && poll(&item, 1, 250) >= 0) {
        if (read(idle[0], &byte, 1) == 1)
            break;
    }
    return 0;
}

int peer_hello_ok(void)
{
    struct timeval limit = {.tv_sec = 2, .tv_usec = 0};
    char hello[16];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0)
        return -1;
    if (setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) < 0)
        return -1;
    return recv(pair[0], hello, sizeof hello, 0) > 0 ? 0 : -1;
}
