/* A connection that was accepted is the business of whoever connected; and so is one that is handed in. */
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static void echo(int fd)
{
    char line[100];
    for (ssize_t n; (n = recv(fd, line, sizeof line, 0)) > 0;)
        if (send(fd, line, (size_t)n, MSG_NOSIGNAL) != n)
            break;
}

/* The caller has made the socket as he likes. */
int echo_connect(int fd, const struct sockaddr_in *to)
{
    if (connect(fd, (const struct sockaddr *)to, sizeof *to) < 0)
        return -1;
    echo(fd);
    return 0;
}

int echo_run(const struct sockaddr_in *at)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0)
        return -1;
    if (bind(listener, (const struct sockaddr *)at, sizeof *at) == 0 && listen(listener, 5) == 0)
        for (int fd; (fd = accept(listener, NULL, NULL)) >= 0; close(fd))
            echo(fd);
    close(listener);
    return -1;
}
