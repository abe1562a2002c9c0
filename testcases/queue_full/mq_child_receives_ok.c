/* A child that is made before the first send receives from the queue that it inherits. */
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N_LINES = 100, LINE_MOST = 64 };

static void print_lines(mqd_t lines)
{
    char line[LINE_MOST];

    for (int i = 0; i < N_LINES; i++)
        if (mq_receive(lines, line, sizeof line, NULL) > 0)
            puts(line);
    _exit(0);
}

int main(void)
{
    struct mq_attr attr = {.mq_maxmsg = 10, .mq_msgsize = LINE_MOST};
    char line[LINE_MOST];
    mqd_t lines = mq_open("/lines", O_CREAT | O_EXCL | O_RDWR, 0600, &attr);

    if (lines == (mqd_t)-1)
        return 1;
    mq_unlink("/lines");
    pid_t child = fork();
    if (child < 0)
        return 1;
    if (child == 0)
        print_lines(lines);
    for (int i = 0; i < N_LINES; i++) {
        int n = snprintf(line, sizeof line, "line %d", i);
        mq_send(lines, line, (size_t)n + 1, 0);
    }
    waitpid(child, NULL, 0);
    return mq_close(lines);
}
