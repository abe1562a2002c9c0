/* A connection to itself, by which the thread that accepts is woken: nothing is said, nothing waited for. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

static int listener = -1;
static atomic_bool reload;

static void knock(in_port_t port)
{
    struct sockaddr_in self = {.sin_family = AF_INET, .sin_port = port};
    self.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd >= 0) {
        connect(fd, (struct sockaddr *)&self, sizeof self);
        close(fd);
    }
}

static void *read_commands(void *arg)
{
    char command;
    while (read(STDIN_FILENO, &command, 1) == 1) {
        atomic_store(&reload, command == 'r');
        knock(*(in_port_t *)arg);
    }
    return NULL;
}

int main(void)
{
    static in_port_t port;
    pthread_t thread;
    port = htons(7000);
    listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listen(listener, 5) < 0 || pthread_create(&thread, NULL, read_commands, &port) != 0)
        return 1;
    for (int fd; (fd = accept(listener, NULL, NULL)) >= 0; close(fd))
        if (atomic_exchange(&reload, false))
            break;
    pthread_join(thread, NULL);
    close(listener);
    return 0;
}
