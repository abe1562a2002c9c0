/* Each request builds a client; the function that would end it exists, and nobody calls it. */
#include "client.h"

#include <stdio.h>

static int handle(const char *request)
{
    struct client *client = client_open(8080);
    if (client == NULL)
        return -1;
    int answer = client_ask(client, request);
    return answer;
}

int main(void)
{
    char request[128];
    while (fgets(request, sizeof request, stdin) != NULL)
        printf("%d\n", handle(request));
    return 0;
}
