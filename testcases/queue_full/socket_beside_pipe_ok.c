/* A function closes whatever descriptor it gets the address of: a pipe, or a socket to others, who receive what is sent
 * to it. */
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

struct announcer {
    int socket;
    int wake_up[2];
    int stop;
};

int next_announcement(char *text, size_t size);

static void end(int *fd)
{
    while (close(*fd) < 0)
        ;
    *fd = -1;
}

static void *announce(void *arg)
{
    struct announcer *announcer = arg;
    char text[512];
    while (!announcer->stop) {
        char byte;
        if (read(announcer->wake_up[0], &byte, 1) != 1)
            break;
        if (recv(announcer->socket, text, sizeof text, 0) < 0)
            break;
        while (next_announcement(text, sizeof text) > 0)
            if (write(announcer->socket, text, sizeof text) < 0)
                break;
    }
    end(&announcer->socket);
    return NULL;
}

int announcer_start_ok(struct announcer *announcer, pthread_t *ret_thread)
{
    if (pipe(announcer->wake_up) != 0)
        return -1;
    announcer->socket = socket(AF_INET, SOCK_DGRAM, 0);
    return pthread_create(ret_thread, NULL, announce, announcer);
}

void announcer_stop_ok(struct announcer *announcer, pthread_t thread)
{
    announcer->stop = 1;
    (void)!write(announcer->wake_up[1], ".", 1);
    pthread_join(thread, NULL);
    end(&announcer->wake_up[0]);
    end(&announcer->wake_up[1]);
}
