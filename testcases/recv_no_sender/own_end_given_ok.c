/* Until the end of file, with the other end open; but it is closed somewhere before, is somebody else's, or the
 * loop ends with the message. */
#include <errno.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct job {
    pid_t child;
    int out;
};

int work(int out);
void end_job(struct job *job);
void count(const char *text, long n);

static void close_end(int *end)
{
    if (*end >= 0)
        close(*end);
    *end = -1;
}

long read_closed_ok(void)
{
    int ends[2];
    char text[256];
    long n, total = 0;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child == 0) {
        close_end(&ends[0]);
        _exit(work(ends[1]));
    }
    close_end(&ends[1]);
    while ((n = read(ends[0], text, sizeof text)) > 0)
        total += n;
    close_end(&ends[0]);
    waitpid(child, NULL, 0);
    return total;
}

long read_given_ok(struct job *job)
{
    int ends[2];
    char text[256];
    long n, total = 0;

    if (pipe(ends) < 0)
        return -errno;
    job->out = ends[1];
    job->child = fork();
    if (job->child == 0)
        _exit(work(ends[1]));
    end_job(job);
    while ((n = read(ends[0], text, sizeof text)) > 0)
        total += n;
    close(ends[0]);
    return total;
}

long read_line_ok(void)
{
    int ends[2];
    char text[256];
    long n;

    if (pipe(ends) < 0)
        return -errno;
    pid_t child = fork();
    if (child == 0)
        _exit(work(ends[1]));
    while ((n = read(ends[0], text, sizeof text)) > 0) {
        count(text, n);
        if (text[n - 1] == '\n')
            break;
    }
    close(ends[0]);
    close(ends[1]);
    waitpid(child, NULL, 0);
    return n;
}
