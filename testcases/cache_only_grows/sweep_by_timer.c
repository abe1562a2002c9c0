/* Entries have an age. A timer looks at those of the one list, and forgets the other. */
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

struct ban {
    uint32_t address;
    time_t until;
    struct ban *next;
};

struct pass {
    uint32_t address;
    time_t until;
    struct pass *next;
};

static struct ban *bans;
static struct pass *passes;

static void ban_bad(uint32_t address)
{
    struct ban *ban = malloc(sizeof *ban);

    if (ban)
        *ban = (struct ban){address, time(NULL) + 600, bans},
        bans = ban; // EXPECT: cache-only-grows
}

static int is_banned(uint32_t address)
{
    for (const struct ban *ban = bans; ban; ban = ban->next)
        if (ban->address == address && ban->until > time(NULL))
            return 1;
    return 0;
}

static void pass_ok(uint32_t address)
{
    struct pass *pass = malloc(sizeof *pass);

    if (pass) {
        pass->address = address;
        pass->until = time(NULL) + 600;
        pass->next = passes;
        passes = pass;
    }
}

static void sweep(time_t now)
{
    for (struct pass **link = &passes; *link;) {
        struct pass *pass = *link;
        if (pass->until < now) {
            *link = pass->next;
            free(pass);
        } else {
            link = &pass->next;
        }
    }
}

int main(void)
{
    struct pollfd in[2] = {{.fd = socket(AF_INET, SOCK_DGRAM, 0), .events = POLLIN},
                           {.fd = timerfd_create(CLOCK_MONOTONIC, 0), .events = POLLIN}};
    struct itimerspec minute = {{60, 0}, {60, 0}};
    uint32_t address;
    uint64_t ticks;

    timerfd_settime(in[1].fd, 0, &minute, NULL);
    while (poll(in, 2, 1000) >= 0) {
        if (in[0].revents && recv(in[0].fd, &address, sizeof address, 0) == sizeof address &&
            !is_banned(address)) {
            ban_bad(address);
            pass_ok(address);
        }
        if (in[1].revents && read(in[1].fd, &ticks, sizeof ticks) == sizeof ticks)
            sweep(time(NULL));
    }
    return 0;
}
