/* A pipe, or a pair of sockets, that a function makes and closes for itself: whether the memory can be read, whether
 * a flag is known, is asked of the system. The message goes with the close. In the bad twins more is written than
 * there is room for, and the pipe stays. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static int kept[2];

static bool is_readable_ok(const void *from, size_t size)
{
    int ends[2];
    bool answer = false;

    if (pipe(ends) < 0)
        return false;
    if (write(ends[1], from, size) == (ssize_t)size)
        answer = true;
    close(ends[0]);
    close(ends[1]);
    return answer;
}

static bool knows_urgent_ok(void)
{
    int ends[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        return false;
    bool knows = send(ends[0], "0", 1, MSG_OOB) == 1 && send(ends[1], "1", 1, MSG_OOB) == 1;
    close(ends[0]);
    close(ends[1]);
    return knows;
}

static int count_readable_bad(const char *from, size_t n_pages)
{
    int ends[2], n = 0;

    if (pipe(ends) < 0)
        return -1;
    for (size_t i = 0; i < n_pages; i++)
        if (write(ends[1], from + i * 4096, 4096) > 0) // EXPECT: send-no-receiver
            n++;
    close(ends[0]);
    close(ends[1]);
    return n;
}

static bool is_readable_bad(const void *from, size_t size)
{
    return write(kept[1], from, size) == (ssize_t)size; // EXPECT: send-no-receiver
}

/* Until there is no room, which is told at once. */
static int measure_room_ok(void)
{
    int ends[2], n = 0;

    if (pipe2(ends, O_NONBLOCK) < 0)
        return -1;
    while (write(ends[1], "x", 1) == 1)
        n++;
    close(ends[0]);
    close(ends[1]);
    return n;
}

/* Nobody reads any more: the write fails, and waits for nothing. */
static int count_broken(void)
{
    int ends[2], n = 0;

    signal(SIGPIPE, SIG_IGN);
    if (pipe(ends) < 0)
        return -1;
    close(ends[0]);
    for (int i = 0; i < 100; i++)
        if (write(ends[1], "x", 1) < 0 && errno == EPIPE) // EXPECT: send-after-close
            n++;
    close(ends[1]);
    return n;
}

int main(int argc, char **argv)
{
    if (pipe(kept) < 0)
        return 1;
    for (int i = 0; i < argc; i++)
        printf("%d %d\n", is_readable_ok(argv[i], 16), is_readable_bad(argv[i], 16));
    printf("%d %d %d %d\n", knows_urgent_ok(), count_readable_bad(argv[0], 100), measure_room_ok(),
           count_broken());
    return 0;
}
