#include "request.h"

#include <stdio.h>
#include <sys/ipc.h>
#include <sys/msg.h>

static void serve(const struct request *request)
{
    struct answer answer = {.type = 1};
    FILE *file = fopen(request->path, "r");

    while (file && fgets(answer.text, sizeof answer.text, file))
        if (msgsnd(request->answers, &answer, sizeof answer.text, 0) < 0)
            break;
    answer.type = 2;
    msgsnd(request->answers, &answer, 0, 0);
    if (file)
        fclose(file);
}

int main(void)
{
    struct request request;
    int requests = msgget(SERVER_KEY, IPC_CREAT | 0620);

    if (requests < 0)
        return 1;
    while (msgrcv(requests, &request, sizeof request - sizeof request.type, 0, 0) >= 0)
        serve(&request);
    return 1;
}
