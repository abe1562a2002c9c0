/* A child says that it is ready by a pair of sockets, or ends without a word. The parent hears of that only where it has
 * closed the child's end itself before it waits. */
#include <stdio.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static int serve_lamp(int to_parent)
{
    FILE *device = fopen("/dev/lamp", "r+");
    char order;

    if (!device)
        return 1;
    if (write(to_parent, "R", 1) != 1)
        return 1;
    while (read(to_parent, &order, 1) == 1)
        fputc(order, device);
    return fclose(device);
}

int lamp_bad(const char *orders, size_t n)
{
    int ends[2], rc = -1;
    char answer;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        _exit(serve_lamp(ends[1]));
    }
    if (child > 0 && read(ends[0], &answer, 1) == 1 && answer == 'R') // EXPECT: recv-no-sender
        rc = write(ends[0], orders, n) == (ssize_t)n ? 0 : -1;
    close(ends[0]);
    close(ends[1]);
    if (child > 0)
        waitpid(child, NULL, 0);
    return rc;
}

static int serve_bell(int to_parent)
{
    FILE *device = fopen("/dev/bell", "r+");
    char order;

    if (!device)
        return 1;
    if (write(to_parent, "R", 1) != 1)
        return 1;
    while (read(to_parent, &order, 1) == 1)
        fputc(order, device);
    return fclose(device);
}

int bell_ok(const char *orders, size_t n)
{
    int ends[2], rc = -1;
    char answer;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        _exit(serve_bell(ends[1]));
    }
    close(ends[1]);
    if (child > 0 && read(ends[0], &answer, 1) == 1 && answer == 'R')
        rc = write(ends[0], orders, n) == (ssize_t)n ? 0 : -1;
    close(ends[0]);
    if (child > 0)
        waitpid(child, NULL, 0);
    return rc;
}

/* Whatever happens, the child says something. */
static int serve_horn(int to_parent)
{
    FILE *device = fopen("/dev/horn", "r+");
    char order;

    if (!device) {
        if (write(to_parent, "E", 1) != 1)
            _exit(2);
        return 1;
    }
    if (write(to_parent, "R", 1) != 1)
        _exit(2);
    while (read(to_parent, &order, 1) == 1)
        fputc(order, device);
    return fclose(device);
}

int horn_ok(const char *orders, size_t n)
{
    int ends[2], rc = -1;
    char answer;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        _exit(serve_horn(ends[1]));
    }
    if (child > 0 && read(ends[0], &answer, 1) == 1 && answer == 'R')
        rc = write(ends[0], orders, n) == (ssize_t)n ? 0 : -1;
    close(ends[0]);
    close(ends[1]);
    if (child > 0)
        waitpid(child, NULL, 0);
    return rc;
}
