/* A pipe as a bowl of tokens, one byte for each job that may run: filled before anybody takes
 * one. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { N_REQUESTS = 80000, N_JOBS = 64 };

void run_request(void);

static int request_tokens[2];
static int job_tokens[2];
static int spare_tokens[2];

int requests_open_bad(void)
{
    if (pipe(request_tokens) < 0)
        return -1;
    for (int i = 0; i < N_REQUESTS; i++) {
        if (write(request_tokens[1], "+", 1) != 1) // EXPECT: queue-full
            return -1;
    }
    return 0;
}

void request_run_bad(void)
{
    char token;

    if (read(request_tokens[0], &token, 1) != 1)
        return;
    run_request();
    if (write(request_tokens[1], &token, 1) != 1)
        _exit(1);
}

int jobs_open_ok(void)
{
    if (pipe(job_tokens) < 0)
        return -1;
    for (int i = 0; i < N_JOBS; i++) {
        if (write(job_tokens[1], "+", 1) != 1)
            return -1;
    }
    return 0;
}

void job_run_ok(void)
{
    char token;

    if (read(job_tokens[0], &token, 1) != 1)
        return;
    run_request();
    if (write(job_tokens[1], &token, 1) != 1)
        _exit(1);
}

/* As many as it takes: what does not fit is not waited for. */
int spares_open_ok(void)
{
    char spares[128];

    memset(spares, '+', sizeof spares);
    if (pipe2(spare_tokens, O_NONBLOCK) < 0)
        return -1;
    for (int i = 0; i < N_REQUESTS; i++) {
        if (write(spare_tokens[1], spares, sizeof spares) < 0)
            break;
    }
    return 0;
}

int spare_take_ok(void)
{
    char token;

    return read(spare_tokens[0], &token, 1) == 1;
}
