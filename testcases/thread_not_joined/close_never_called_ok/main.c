/* Each request builds a client; the function that would end it exists, and is called. */
#include "client.h"

#include <stdio.h>

static int handle(const char *request)
{
    struct client *client = client_open(8080);
    if (client == NULL)
        return -1;
    int answer = client_ask(client, request);
    client_close(client);
    return answer;
}

int main(void)
{
    char request[128];
    while (fgets(request, sizeof request, stdin) != NULL)
        printf("%d\n", handle(request));
    return 0;
}
