/* Who reads is another program: the pipe is its standard input, or it is told the number. */
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int write_all(int fd, const char *text, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, text, size);
        if (n < 0)
            return -1;
        text += n;
        size -= (size_t)n;
    }
    return 0;
}

int page_ok(const char *text)
{
    int ends[2];

    if (pipe(ends) < 0)
        return -1;
    pid_t pager = fork();
    if (pager == 0) {
        dup2(ends[0], STDIN_FILENO);
        close(ends[0]);
        close(ends[1]);
        execlp("less", "less", "-F", (char *)NULL);
        _exit(127);
    }
    close(ends[0]);
    int status = pager < 0 ? -1 : write_all(ends[1], text, strlen(text));
    close(ends[1]);
    if (pager > 0)
        waitpid(pager, NULL, 0);
    return status;
}

/* As passwords are handed to tools that take --passphrase-fd. */
int decrypt_ok(const char *file, const char *passphrase)
{
    int ends[2];
    char number[16];

    if (pipe(ends) < 0)
        return -1;
    snprintf(number, sizeof number, "%d", ends[0]);
    pid_t tool = fork();
    if (tool == 0) {
        close(ends[1]);
        execlp("gpg", "gpg", "--passphrase-fd", number, "-d", file, (char *)NULL);
        _exit(127);
    }
    close(ends[0]);
    int status = tool < 0 ? -1 : write_all(ends[1], passphrase, strlen(passphrase));
    close(ends[1]);
    if (tool > 0)
        waitpid(tool, NULL, 0);
    return status;
}

int mail_ok(char *const *arguments, const char *body)
{
    posix_spawn_file_actions_t actions;
    int ends[2];
    pid_t mailer;

    if (pipe(ends) < 0)
        return -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    int status = posix_spawnp(&mailer, arguments[0], &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[0]);
    if (status == 0 && write_all(ends[1], body, strlen(body)) < 0)
        status = -1;
    close(ends[1]);
    if (status == 0)
        waitpid(mailer, NULL, 0);
    return status;
}

/* The reading end goes to whoever is at the other side of the socket. */
int offer_stream_ok(int peer, const char *text)
{
    char room[CMSG_SPACE(sizeof(int))];
    struct iovec part = {.iov_base = "s", .iov_len = 1};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
    int ends[2];

    if (pipe(ends) < 0)
        return -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &ends[0], sizeof(int));
    int status = sendmsg(peer, &message, 0) < 0 ? -1 : 0;
    close(ends[0]);
    if (status == 0)
        status = write_all(ends[1], text, strlen(text));
    close(ends[1]);
    return status;
}
