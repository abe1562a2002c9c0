/* What comes from other programs: by a FIFO, a queue with a name, a unix signal, standard input. */
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

int run_command(const char *text, size_t size);

int serve_fifo_ok(const char *path)
{
    char line[128];
    ssize_t n;

    if (mkfifo(path, 0600) < 0)
        return -1;
    int fifo = open(path, O_RDONLY);
    while (fifo >= 0 && (n = read(fifo, line, sizeof line)) > 0)
        run_command(line, (size_t)n);
    if (fifo >= 0)
        close(fifo);
    return unlink(path);
}

int serve_queue_ok(void)
{
    char line[128];
    ssize_t n;

    mqd_t queue = mq_open("/commands", O_RDONLY | O_CREAT, 0600, NULL);
    if (queue == (mqd_t)-1)
        return -1;
    while ((n = mq_receive(queue, line, sizeof line, NULL)) > 0)
        run_command(line, (size_t)n);
    return mq_close(queue);
}

int serve_key_ok(const char *path)
{
    struct {
        long type;
        char text[64];
    } request;

    int queue = msgget(ftok(path, 'c'), 0600 | IPC_CREAT);
    if (queue < 0)
        return -1;
    while (msgrcv(queue, &request, sizeof request.text, 0, 0) >= 0)
        run_command(request.text, strlen(request.text));
    return 0;
}

int serve_signals_ok(void)
{
    struct signalfd_siginfo info;
    sigset_t set;

    sigemptyset(&set);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGTERM);
    if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
        return -1;
    int fd = signalfd(-1, &set, SFD_CLOEXEC);
    while (fd >= 0 && read(fd, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo == SIGTERM)
            break;
        run_command("reload", 6);
    }
    return fd < 0 ? -1 : close(fd);
}

int serve_terminal_ok(void)
{
    char line[128];
    ssize_t n;

    while ((n = read(STDIN_FILENO, line, sizeof line)) > 0)
        run_command(line, (size_t)n);
    return 0;
}
