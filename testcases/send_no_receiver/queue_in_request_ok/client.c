#include "request.h"

#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>

int main(int argc, char **argv)
{
    struct request request = {.type = 1};
    struct answer answer;
    int requests = msgget(SERVER_KEY, 0), answers = msgget(IPC_PRIVATE, 0620);

    if (argc < 2 || requests < 0 || answers < 0)
        return 1;
    request.answers = answers;
    strncpy(request.path, argv[1], sizeof request.path - 1);
    if (msgsnd(requests, &request, sizeof request - sizeof request.type, 0) < 0)
        return 1;
    while (msgrcv(answers, &answer, sizeof answer.text, 0, 0) > 0 && answer.type == 1)
        fputs(answer.text, stdout);
    return msgctl(answers, IPC_RMID, NULL);
}
