/* An alarm ends what takes too long: set around it, or by who calls. */
#include <netinet/in.h>
#include <signal.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static void on_alarm(int number)
{
    (void)number;
}

static int transfer_bad(const struct sockaddr *to, socklen_t size, char *data, size_t room)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0), n = -1;
    if (fd < 0)
        return -1;
    if (connect(fd, to, size) == 0) // EXPECT: client-no-timeout
        n = (int)read(fd, data, room);
    close(fd);
    return n;
}

static int transfer_within_ok(const struct sockaddr *to, socklen_t size, char *data, size_t room)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0), n = -1;
    if (fd < 0)
        return -1;
    alarm(10);
    if (connect(fd, to, size) == 0)
        n = (int)read(fd, data, room);
    alarm(0);
    close(fd);
    return n;
}

static int transfer(const struct sockaddr *to, socklen_t size, char *data, size_t room)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0), n = -1;
    if (fd < 0)
        return -1;
    if (connect(fd, to, size) == 0)
        n = (int)read(fd, data, room);
    close(fd);
    return n;
}

static void begin_timing(unsigned seconds)
{
    struct sigaction action = {.sa_handler = on_alarm};
    sigaction(SIGALRM, &action, NULL);
    alarm(seconds);
}

static int transfer_timed_ok(const struct sockaddr *to, socklen_t size, char *data, size_t room)
{
    begin_timing(20);
    int n = transfer(to, size, data, room);
    alarm(0);
    return n;
}

int main(void)
{
    struct sockaddr_in from;
    socklen_t size = sizeof from;
    char data[64];
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    for (;;) {
        int fd = accept(listener, (struct sockaddr *)&from, &size);
        if (fd < 0)
            continue;
        if (transfer_bad((struct sockaddr *)&from, size, data, sizeof data) < 0 &&
            transfer_within_ok((struct sockaddr *)&from, size, data, sizeof data) < 0)
            transfer_timed_ok((struct sockaddr *)&from, size, data, sizeof data);
        close(fd);
    }
}
