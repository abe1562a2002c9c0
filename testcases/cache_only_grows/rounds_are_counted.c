/* How many messages are read in one go is limited by a count that begins again each time: it limits no table. The twin
 * counts what is in its list. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct sender_bad {
    struct sender_bad *next;
    char name[32];
};

struct sender_ok {
    struct sender_ok *next;
    char name[32];
};

static struct sender_bad *senders_bad;
static struct sender_ok *senders_ok;
static unsigned burst;
static unsigned n_senders;

static void note_bad(const char *name)
{
    struct sender_bad *sender = calloc(1, sizeof *sender);

    if (!sender)
        return;
    strncpy(sender->name, name, sizeof sender->name - 1);
    sender->next = senders_bad;
    senders_bad = sender; // EXPECT: cache-only-grows
}

static void note_ok(const char *name)
{
    struct sender_ok *sender = calloc(1, sizeof *sender);

    if (!sender)
        return;
    strncpy(sender->name, name, sizeof sender->name - 1);
    sender->next = senders_ok;
    senders_ok = sender;
}

static void read_some(int fd)
{
    char name[32];

    burst = 0;
    for (;;) {
        if (++burst > 32)
            break;
        ssize_t n = recv(fd, name, sizeof name - 1, MSG_DONTWAIT);
        if (n <= 0)
            break;
        name[n] = '\0';
        note_bad(name);
        if (n_senders < 100) {
            n_senders++;
            note_ok(name);
        }
    }
}

int main(void)
{
    struct pollfd ready = {.fd = socket(AF_INET, SOCK_DGRAM, 0), .events = POLLIN};

    while (poll(&ready, 1, -1) >= 0)
        read_some(ready.fd);
    return 0;
}
