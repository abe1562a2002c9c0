/* Questions go through one queue of the process, answers come through another: nobody sends one. That the queues are
 * removed when all is done ends no wait. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/msg.h>

struct message {
    long type;
    int number;
};

enum { QUESTION = 1, LAST, ANSWER };

static int questions = -1, answers = -1;

static int square(int number)
{
    return number * number;
}

static void *serve(void *arg)
{
    struct message message;
    while (msgrcv(questions, &message, sizeof message.number, 0, 0) >= 0) {
        if (message.type == LAST)
            break;
        message.type = ANSWER;
        message.number = square(message.number);
    }
    return arg;
}

static int ask(int number)
{
    struct message message = {QUESTION, number};
    if (msgsnd(questions, &message, sizeof message.number, 0) < 0)
        return -errno;
    if (msgrcv(answers, &message, sizeof message.number, 0, 0) < 0) // EXPECT: recv-no-sender
        return -errno;
    return message.number;
}

int main(void)
{
    struct message last = {LAST, 0};
    pthread_t server;
    int number;
    questions = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    answers = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    if (questions < 0 || answers < 0)
        return 1;
    if (pthread_create(&server, NULL, serve, NULL) != 0)
        return 1;
    while (scanf("%d", &number) == 1)
        printf("%d\n", ask(number));
    if (msgsnd(questions, &last, sizeof last.number, 0) < 0)
        return 1;
    pthread_join(server, NULL);
    msgctl(questions, IPC_RMID, NULL);
    msgctl(answers, IPC_RMID, NULL);
    return 0;
}
