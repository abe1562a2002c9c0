/* A message that comes back as it was received has the type of the question still. */
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/types.h>
#include <unistd.h>

enum { QUESTION = 1, ANSWER = 2 };

struct packet {
    long type;
    long value;
};

static long squares[16];

static void serve_bad(int queue)
{
    struct packet packet;

    while (msgrcv(queue, &packet, sizeof packet.value, QUESTION, 0) >= 0) {
        packet.value = squares[packet.value & 15]++;
        if (msgsnd(queue, &packet, sizeof packet.value, 0) < 0)
            break;
    }
}

long ask_bad(long value)
{
    struct packet packet = {.type = QUESTION, .value = value};
    int queue = msgget(IPC_PRIVATE, 0600);
    pid_t child = queue < 0 ? -1 : fork();

    if (child == 0) {
        serve_bad(queue);
        _exit(0);
    }
    if (child < 0 || msgsnd(queue, &packet, sizeof packet.value, 0) < 0)
        return -1;
    if (msgrcv(queue, &packet, sizeof packet.value, ANSWER, 0) < 0) // EXPECT: recv-no-sender
        return -1;
    return packet.value;
}

static void serve_ok(int queue)
{
    struct packet packet;

    while (msgrcv(queue, &packet, sizeof packet.value, QUESTION, 0) >= 0) {
        packet.value = squares[packet.value & 15]++;
        packet.type++;
        if (msgsnd(queue, &packet, sizeof packet.value, 0) < 0)
            break;
    }
}

long ask_ok(long value)
{
    struct packet packet = {.type = QUESTION, .value = value};
    int queue = msgget(IPC_PRIVATE, 0600);
    pid_t child = queue < 0 ? -1 : fork();

    if (child == 0) {
        serve_ok(queue);
        _exit(0);
    }
    if (child < 0 || msgsnd(queue, &packet, sizeof packet.value, 0) < 0)
        return -1;
    if (msgrcv(queue, &packet, sizeof packet.value, ANSWER, 0) < 0)
        return -1;
    return packet.value;
}
