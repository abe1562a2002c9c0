/* Three ways in which a thread that waits for a pipe is ended: an empty job, the close of the end
 * that writes, the shutdown of a socket. */
#include <pthread.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

struct job {
    void (*run)(void *data);
    void *data;
};

static int jobs[2], lines[2], calls[2];
static pthread_t job_thread, line_thread, call_thread;

void handle_line(char byte);

static void *jobs_run(void *arg)
{
    struct job job;

    while (read(jobs[0], &job, sizeof job) == (ssize_t)sizeof job && job.run != NULL)
        job.run(job.data);
    return arg;
}

static void *lines_run(void *arg)
{
    char byte;

    while (read(lines[0], &byte, 1) == 1)
        handle_line(byte);
    return arg;
}

static void *calls_run(void *arg)
{
    char byte;

    while (recv(calls[0], &byte, 1, 0) == 1)
        handle_line(byte);
    return arg;
}

int services_start_ok(void)
{
    if (pipe(jobs) < 0 || pipe(lines) < 0 || socketpair(AF_UNIX, SOCK_STREAM, 0, calls) < 0)
        return -1;
    if (pthread_create(&job_thread, NULL, jobs_run, NULL) != 0)
        return -1;
    if (pthread_create(&line_thread, NULL, lines_run, NULL) != 0)
        return -1;
    return pthread_create(&call_thread, NULL, calls_run, NULL) == 0 ? 0 : -1;
}

void services_end_ok(void)
{
    struct job pill = {.run = NULL};

    if (write(jobs[1], &pill, sizeof pill) == (ssize_t)sizeof pill)
        pthread_join(job_thread, NULL);
    close(lines[1]);
    pthread_join(line_thread, NULL);
    shutdown(calls[1], SHUT_RDWR);
    pthread_join(call_thread, NULL);
}
