/* Counts what comes in. */
#include "counter.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static void serve(int fd)
{
    char name[32] = "";
    if (read(fd, name, sizeof name - 1) > 0 && counter_add(name) > 0)
        shutdown(fd, SHUT_RDWR);
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (argc < 2 || bind(listener, (struct sockaddr *)&address, sizeof address) < 0 ||
        listen(listener, 16) < 0 || counter_open(argv[1]) < 0)
        return 1;
    for (int fd; (fd = accept(listener, NULL, NULL)) >= 0; close(fd))
        serve(fd);
    counter_close();
    return 0;
}
