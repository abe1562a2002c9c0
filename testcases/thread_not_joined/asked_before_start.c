/* A loop leaves when it is asked to, before it starts the threads of the next round: what it asks there
 * says nothing of them, though they set it when they leave. */
#include <pthread.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

static volatile bool over;
static int client;

static void *copy_ok(void *arg)
{
    char c;
    while (recv(client, &c, 1, 0) == 1)
        if (write(1, &c, 1) != 1)
            break;
    over = true;
    pthread_exit(arg);
    return NULL;
}

int serve_ok(int listener)
{
    pthread_t thread;
    for (;;) {
        client = accept(listener, NULL, NULL);
        if (over)
            break;
        if (client < 0)
            continue;
        if (pthread_create(&thread, NULL, copy_ok, NULL) != 0)
            break;
        pthread_join(thread, NULL);
        close(client);
        over = false;
    }
    return -1;
}
