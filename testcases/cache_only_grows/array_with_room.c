/* An array with a count and a room: the room only goes up, and says nothing of the entries, which the count does. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM_STEP = 64 };

struct crowd {
    int *fds;
    int room;
    int count;
};

struct queue {
    int *fds;
    int room;
    int count;
};

static struct crowd crowd;
static struct queue queue;

static void crowd_leave(int at)
{
    memmove(&crowd.fds[at], &crowd.fds[at + 1],
            (size_t)(crowd.count - at - 1) * sizeof(*crowd.fds));
    crowd.count--;
}

static int crowd_enter(int fd)
{
    if (crowd.count + 1 > crowd.room) {
        int *fds = realloc(crowd.fds, (size_t)(crowd.room + ROOM_STEP) * sizeof(*fds));
        if (!fds)
            return -1;
        crowd.fds = fds;
        crowd.room += ROOM_STEP;
    }
    crowd.fds[crowd.count++] = fd;
    return 0;
}

static int queue_enter(int fd)
{
    if (queue.count + 1 > queue.room) {
        int *fds = realloc(queue.fds, (size_t)(queue.room + ROOM_STEP) * sizeof(*fds));
        if (!fds)
            return -1;
        queue.fds = fds;
        queue.room += ROOM_STEP;
    }
    queue.fds[queue.count++] = fd; // EXPECT: cache-only-grows
    return 0;
}

int main(void)
{
    int listener = socket(AF_UNIX, SOCK_DGRAM, 0);

    if (listener < 0)
        return 1;
    for (;;) {
        unsigned char message[2];
        if (recv(listener, message, sizeof(message), 0) != (ssize_t)sizeof(message))
            return 1;
        if (message[0] == 'l' && message[1] < crowd.count)
            crowd_leave(message[1]);
        else if (crowd_enter(message[1]) < 0 || queue_enter(message[1]) < 0)
            return 1;
    }
}
