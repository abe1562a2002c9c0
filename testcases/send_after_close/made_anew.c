/* A pipe that has broken is closed and made anew by a function that closes it again, where it could not set it up. */
#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>

static int wake_up[2], order[2];

int set_up(int fd);

static int ends_make(int ends[2])
{
    if (pipe(ends) != 0)
        return -1;
    if (set_up(ends[0]) != 0 || set_up(ends[1]) != 0) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    return 0;
}

int wake_up_read_ok(void)
{
    char byte;
    if (read(wake_up[0], &byte, 1) == 1)
        return byte;
    close(wake_up[0]);
    close(wake_up[1]);
    return ends_make(wake_up) == 0 ? 0 : -1;
}

void wake_up_write_ok(char byte)
{
    (void)!write(wake_up[1], &byte, 1);
}

static void ends_drop(int ends[2])
{
    close(ends[0]);
    close(ends[1]);
}

int order_open(void)
{
    return pipe(order);
}

int order_read_bad(void)
{
    char byte;
    if (read(order[0], &byte, 1) == 1)
        return byte;
    close(order[0]);
    close(order[1]);
    ends_drop(order); // EXPECT: send-after-close
    return -1;
}

void order_write_ok(char byte)
{
    (void)!write(order[1], &byte, 1);
}
