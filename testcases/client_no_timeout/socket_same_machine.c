/* What a Unix socket leads to is a process of the same machine. */
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int log_bad(const char *line)
{
    struct sockaddr_in to = {.sin_family = AF_INET};
    to.sin_port = 514;
    int fd = socket(AF_INET, SOCK_STREAM, 0), rc = -1;
    if (fd < 0)
        return -1;
    if (connect(fd, (const struct sockaddr *)&to, sizeof to) == 0) // EXPECT: client-no-timeout
        rc = write(fd, line, strlen(line)) < 0 ? -1 : 0;
    close(fd);
    return rc;
}

static int log_ok(const char *line)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    strcpy(to.sun_path, "/dev/log");
    int fd = socket(AF_UNIX, SOCK_STREAM, 0), rc = -1;
    if (fd < 0)
        return -1;
    if (connect(fd, (const struct sockaddr *)&to, sizeof to) == 0)
        rc = write(fd, line, strlen(line)) < 0 ? -1 : 0;
    close(fd);
    return rc;
}

/* The family is asked for by somebody else. */
static int open_stream(int family)
{
    return socket(family, SOCK_STREAM, 0);
}

static int log_through_ok(const char *line)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX, .sun_path = "/run/audit"};
    int fd = open_stream(AF_UNIX), rc = -1;
    if (fd < 0)
        return -1;
    if (connect(fd, (const struct sockaddr *)&to,
                (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(to.sun_path))) == 0)
        rc = write(fd, line, strlen(line)) < 0 ? -1 : 0;
    close(fd);
    return rc;
}

int main(void)
{
    char line[1000];
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    for (;;) {
        ssize_t size = recv(fd, line, sizeof line - 1, 0);
        if (size < 0)
            return 1;
        line[size] = 0;
        if (log_bad(line) < 0 && log_ok(line) < 0)
            log_through_ok(line);
    }
}
