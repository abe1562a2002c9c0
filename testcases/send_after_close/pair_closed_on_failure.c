/* A function that makes a pair closes it where it fails; its caller, who has said before that there is none, does so
 * again. */
#include <fcntl.h>
#include <unistd.h>

static int make_pair(int *ends)
{
    if (pipe(ends) < 0)
        return -1;
    if (fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    return 0;
}

static int make_pair_or_none(int *ends)
{
    if (pipe(ends) < 0)
        return -1;
    if (fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0) {
        close(ends[0]);
        close(ends[1]);
        ends[0] = ends[1] = -1;
        return -1;
    }
    return 0;
}

int greet_bad(int (*say)(int to))
{
    int ends[2] = {-1, -1};
    int status = -1;
    char byte;

    if (make_pair(ends) < 0)
        goto out;
    status = say(ends[1]);
    if (status == 0 && read(ends[0], &byte, 1) != 1)
        status = -1;
out:
    if (ends[0] >= 0)
        close(ends[0]); // EXPECT: send-after-close
    if (ends[1] >= 0)
        close(ends[1]); // EXPECT: send-after-close
    return status;
}

int greet_ok(int (*say)(int to))
{
    int ends[2] = {-1, -1};
    int status = -1;
    char byte;

    if (make_pair_or_none(ends) < 0)
        goto out;
    status = say(ends[1]);
    if (status == 0 && read(ends[0], &byte, 1) != 1)
        status = -1;
out:
    if (ends[0] >= 0)
        close(ends[0]);
    if (ends[1] >= 0)
        close(ends[1]);
    return status;
}

/* Whoever fails says in another place whether he has closed. */
static int check_end(int fd, int *ret_closed)
{
    *ret_closed = 0;
    if (lseek(fd, 0, SEEK_CUR) < 0)
        return -1;
    if (fsync(fd) < 0) {
        close(fd);
        *ret_closed = 1;
        return -1;
    }
    return 0;
}

int check_ok(int fd)
{
    int closed;
    int status = check_end(fd, &closed);

    if (status < 0 && closed)
        return -1;
    close(fd);
    return status;
}
