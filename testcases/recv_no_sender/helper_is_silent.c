/* A helper process that answers over a pair of sockets: not where it takes a request for wrong. */
#include <errno.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct question {
    unsigned kind, n;
    int numbers[16];
};

struct answer {
    int status, sum;
};

struct client {
    int fd;
    pid_t helper;
};

enum { ADD, NOTE, LEAVE };

static void add_up(const struct question *question, struct answer *answer)
{
    answer->status = answer->sum = 0;
    for (unsigned i = 0; i < question->n; i++)
        answer->sum += question->numbers[i];
}

static void strict_serve(int fd)
{
    struct question question;
    struct answer answer;
    ssize_t n;
    while ((n = read(fd, &question, sizeof question)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || question.kind == LEAVE)
            break;
        if (question.n > 16)
            continue;
        add_up(&question, &answer);
        if (write(fd, &answer, sizeof answer) < 0)
            break;
    }
    _exit(0);
}

int strict_open_bad(struct client *client)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0)
        return -1;
    client->helper = fork();
    if (client->helper == 0) {
        close(ends[0]);
        strict_serve(ends[1]);
    }
    close(ends[1]);
    client->fd = ends[0];
    return client->helper < 0 ? -1 : 0;
}

int strict_ask_bad(struct client *client, const struct question *question, struct answer *answer)
{
    if (write(client->fd, question, sizeof *question) < 0)
        return -1;
    return read(client->fd, answer, sizeof *answer) < 0 ? -1 : 0; // EXPECT: recv-no-sender
}

void strict_close(struct client *client)
{
    struct question last = {.kind = LEAVE};
    (void)!write(client->fd, &last, sizeof last);
    close(client->fd);
    waitpid(client->helper, NULL, 0);
}

struct second {
    int fd;
    pid_t helper;
};

static void kind_serve(int fd)
{
    struct question question;
    struct answer answer;
    ssize_t n;
    while ((n = read(fd, &question, sizeof question)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || question.kind == LEAVE)
            break;
        if (question.n > 16)
            answer.status = EINVAL;
        else
            add_up(&question, &answer);
        if (write(fd, &answer, sizeof answer) < 0)
            break;
    }
    _exit(0);
}

int kind_open_ok(struct second *client)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0)
        return -1;
    client->helper = fork();
    if (client->helper == 0) {
        close(ends[0]);
        kind_serve(ends[1]);
    }
    close(ends[1]);
    client->fd = ends[0];
    return client->helper < 0 ? -1 : 0;
}

int kind_ask_ok(struct second *client, const struct question *question, struct answer *answer)
{
    if (write(client->fd, question, sizeof *question) < 0)
        return -1;
    return read(client->fd, answer, sizeof *answer) < 0 ? -1 : 0;
}

/* Notes are not answered, and nobody waits for that. */
struct third {
    int fd;
    pid_t helper;
};

static void noting_serve(int fd)
{
    struct question question;
    struct answer answer;
    int noted = 0;
    while (read(fd, &question, sizeof question) > 0) {
        if (question.kind == NOTE) {
            noted++;
            continue;
        }
        answer.status = noted;
        add_up(&question, &answer);
        if (write(fd, &answer, sizeof answer) < 0)
            break;
    }
    _exit(0);
}

int noting_open_ok(struct third *client)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0)
        return -1;
    client->helper = fork();
    if (client->helper == 0) {
        close(ends[0]);
        noting_serve(ends[1]);
    }
    close(ends[1]);
    client->fd = ends[0];
    return client->helper < 0 ? -1 : 0;
}

int noting_ask_ok(struct third *client, const struct question *question, struct answer *answer)
{
    if (write(client->fd, question, sizeof *question) < 0)
        return -1;
    return read(client->fd, answer, sizeof *answer) < 0 ? -1 : 0;
}

int noting_note_ok(struct third *client, int number)
{
    struct question note = {.kind = NOTE, .n = 1, .numbers = {number}};
    return write(client->fd, &note, sizeof note) < 0 ? -1 : 0;
}
