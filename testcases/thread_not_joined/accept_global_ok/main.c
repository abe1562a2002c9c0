/* One global takes the handle of each client in turn; each is joined before the next is accepted. */
#include "server.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

int main(void)
{
    int fd, listener = socket(AF_INET, SOCK_STREAM, 0);
    bool served = false;
    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    while ((fd = accept(listener, NULL, NULL)) >= 0) {
        void *arg = (void *)(intptr_t)fd;
        if (served)
            pthread_join(client, NULL);
        served = pthread_create(&client, NULL, serve, arg) == 0;
    }
    if (served)
        pthread_join(client, NULL);
    return 0;
}
