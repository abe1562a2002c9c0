/* A connection that its user keeps between requests, and hands on by its address to what dials it again. */
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static int dial_bad(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9100)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    to.sin_addr.s_addr = htonl(0x0a000001);
    if (connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0) { // EXPECT: client-no-timeout
        close(fd);
        return -1;
    }
    return fd;
}

static ssize_t ask_bad(int *kept, const char *question, char *answer, size_t size)
{
    if (*kept < 0 && (*kept = dial_bad()) < 0)
        return -1;
    if (send(*kept, question, strlen(question), MSG_NOSIGNAL) < 0)
        return -1;
    ssize_t n = recv(*kept, answer, size, 0);
    if (n <= 0) {
        close(*kept);
        *kept = -1;
    }
    return n;
}

static int dial_ok(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9200)};
    struct timeval time_out = {.tv_sec = 2};
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    to.sin_addr.s_addr = htonl(0x0a000002);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time_out, sizeof(time_out));
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &time_out, sizeof(time_out));
    if (connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static ssize_t ask_ok(int *kept, const char *question, char *answer, size_t size)
{
    if (*kept < 0 && (*kept = dial_ok()) < 0)
        return -1;
    if (send(*kept, question, strlen(question), MSG_NOSIGNAL) < 0)
        return -1;
    ssize_t n = recv(*kept, answer, size, 0);
    if (n <= 0) {
        close(*kept);
        *kept = -1;
    }
    return n;
}

int main(void)
{
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(8000)};
    int listener = socket(AF_INET, SOCK_STREAM, 0), users = -1, prices = -1;

    if (bind(listener, (struct sockaddr *)&own, sizeof(own)) != 0 || listen(listener, 8) != 0)
        return 1;
    for (;;) {
        char answer[128];
        int client = accept(listener, NULL, NULL);
        if (client < 0)
            continue;
        if (ask_bad(&users, "who", answer, sizeof(answer)) > 0 &&
            ask_ok(&prices, "how much", answer, sizeof(answer)) > 0)
            shutdown(client, SHUT_WR);
        close(client);
    }
}
