/* The child answers with the tag of the question, which it takes itself again; the parent removes the queue behind its wait. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <unistd.h>

enum { QUESTION = 1, ANSWER = 2 };

struct sum {
    long tag;
    int a, b;
};

static void add(int queue)
{
    struct sum sum;

    while (msgrcv(queue, &sum, sizeof sum - sizeof sum.tag, QUESTION, 0) >= 0) {
        sum.a += sum.b;
        sum.tag = QUESTION;
        if (msgsnd(queue, &sum, sizeof sum - sizeof sum.tag, 0) != 0)
            break;
    }
}

int main(void)
{
    struct sum sum = {.tag = QUESTION, .a = 2, .b = 2};
    int queue = msgget(IPC_PRIVATE, 0600);

    if (queue < 0)
        return 1;
    if (fork() == 0) {
        add(queue);
        _exit(0);
    }
    if (msgsnd(queue, &sum, sizeof sum - sizeof sum.tag, 0) != 0)
        exit(1);
    if (msgrcv(queue, &sum, sizeof sum - sizeof sum.tag, ANSWER, 0) < 0) // EXPECT: recv-no-sender
        return 1;
    printf("%d\n", sum.a);
    return msgctl(queue, IPC_RMID, NULL);
}
