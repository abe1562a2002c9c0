/* Messages of System V queues have types, and who waits for one type gets no other. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>

enum { REQUEST = 1, ANSWER = 2, FAREWELL = 3 };

struct note {
    long type;
    char text[64];
};

static int say(int queue, long type, const char *text)
{
    struct note note = {.type = type};

    strncpy(note.text, text, sizeof note.text - 1);
    return msgsnd(queue, &note, sizeof note.text, 0);
}

static int hear(int queue, long type, struct note *note)
{
    return msgrcv(queue, note, sizeof note->text, type, 0) < 0 ? -1 : 0;
}

static void *echo_requests(void *arg)
{
    int queue = *(int *)arg;
    struct note note;

    while (msgrcv(queue, &note, sizeof note.text, REQUEST, 0) >= 0) {
        if (note.text[0] == '\0')
            break;
        note.type = FAREWELL;
        msgsnd(queue, &note, sizeof note.text, 0); // EXPECT: send-no-receiver
    }
    return NULL;
}

int ask_bad(void)
{
    int queue = msgget(IPC_PRIVATE, 0600);
    struct note note;
    pthread_t thread;

    if (queue < 0 || pthread_create(&thread, NULL, echo_requests, &queue) != 0)
        return -1;
    if (say(queue, REQUEST, "how late is it?") == 0 &&
        hear(queue, ANSWER, &note) == 0) // EXPECT: recv-no-sender
        puts(note.text);
    say(queue, REQUEST, "");
    return pthread_join(thread, NULL);
}

static void *answer_requests(void *arg)
{
    int queue = *(int *)arg;
    struct note note;

    while (msgrcv(queue, &note, sizeof note.text, REQUEST, 0) >= 0) {
        if (note.text[0] == '\0')
            break;
        note.type = ANSWER;
        msgsnd(queue, &note, sizeof note.text, 0);
    }
    say(queue, FAREWELL, "bye");
    return NULL;
}

int ask_ok(void)
{
    int queue = msgget(IPC_PRIVATE, 0600);
    struct note note;
    pthread_t thread;

    if (queue < 0 || pthread_create(&thread, NULL, answer_requests, &queue) != 0)
        return -1;
    if (say(queue, REQUEST, "how late is it?") == 0 && hear(queue, ANSWER, &note) == 0)
        puts(note.text);
    say(queue, REQUEST, "");
    hear(queue, FAREWELL, &note);
    return pthread_join(thread, NULL);
}

/* Who takes what comes first asks for no type, or for all up to one. The type of what is handed on is what it came
 * with. */
static void *hand_on(void *arg)
{
    int *queues = arg;
    struct note note;

    while (msgrcv(queues[0], &note, sizeof note.text, -FAREWELL, 0) >= 0 && note.type != FAREWELL)
        msgsnd(queues[1], &note, sizeof note.text, 0);
    note.type = FAREWELL;
    msgsnd(queues[1], &note, sizeof note.text, 0);
    return NULL;
}

int relay_ok(void)
{
    int queues[2] = {msgget(IPC_PRIVATE, 0600), msgget(IPC_PRIVATE, 0600)};
    struct note note;
    pthread_t thread;

    if (queues[0] < 0 || queues[1] < 0 || pthread_create(&thread, NULL, hand_on, queues) != 0)
        return -1;
    say(queues[0], ANSWER, "noon");
    say(queues[0], FAREWELL, "");
    if (hear(queues[1], ANSWER, &note) == 0)
        puts(note.text);
    while (msgrcv(queues[1], &note, sizeof note.text, 0, 0) >= 0 && note.type != FAREWELL)
        puts(note.text);
    return pthread_join(thread, NULL);
}

/* By turns one type and the other. */
static void *alternate(void *arg)
{
    int queue = *(int *)arg;
    struct note note = {REQUEST, "tick"};

    for (int i = 0; i < 10; i++) {
        msgsnd(queue, &note, sizeof note.text, 0);
        note.type = note.type == REQUEST ? ANSWER : REQUEST;
    }
    return NULL;
}

int clock_ok(void)
{
    int queue = msgget(IPC_PRIVATE, 0600);
    struct note note;
    pthread_t thread;

    if (queue < 0 || pthread_create(&thread, NULL, alternate, &queue) != 0)
        return -1;
    for (int i = 0; i < 5; i++)
        if (hear(queue, ANSWER, &note) == 0 && hear(queue, REQUEST, &note) == 0)
            puts(note.text);
    return pthread_join(thread, NULL);
}
