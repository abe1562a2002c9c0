/* What frees all entries and ends the process, on an error or when it is told to, takes nothing out while it serves. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct job_bad {
    struct job_bad *next;
    char text[32];
};

struct job_ok {
    struct job_ok *next;
    char text[32];
};

static struct job_bad *jobs_bad;
static struct job_ok *jobs_ok;
static int listener;

static void free_all_bad(void)
{
    while (jobs_bad) {
        struct job_bad *next = jobs_bad->next;
        free(jobs_bad);
        jobs_bad = next;
    }
}

static void free_all_ok(void)
{
    while (jobs_ok) {
        struct job_ok *next = jobs_ok->next;
        free(jobs_ok);
        jobs_ok = next;
    }
}

static void die(const char *why)
{
    perror(why);
    free_all_bad();
    free_all_ok();
    close(listener);
    exit(1);
}

static void on_term(int signal)
{
    (void)signal;
    free_all_bad();
    _exit(0);
}

static void add_bad(const char *text)
{
    struct job_bad *job = calloc(1, sizeof *job);

    if (!job)
        die("calloc");
    strncpy(job->text, text, sizeof job->text - 1);
    job->next = jobs_bad;
    jobs_bad = job; // EXPECT: cache-only-grows
}

static void add_ok(const char *text)
{
    struct job_ok *job = calloc(1, sizeof *job);

    if (!job)
        die("calloc");
    strncpy(job->text, text, sizeof job->text - 1);
    job->next = jobs_ok;
    jobs_ok = job;
    if (write(1, text, sizeof job->text) > 0)
        free_all_ok();
}

/* It serves as long as it can, and nothing of that is the end. */
static int serve(void)
{
    char line[32];

    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            return 1;
        ssize_t n = recv(fd, line, sizeof line - 1, 0);
        if (n > 0) {
            line[n] = '\0';
            add_bad(line);
            add_ok(line);
        }
        close(fd);
    }
}

int main(void)
{
    listener = socket(AF_INET, SOCK_STREAM, 0);
    signal(SIGTERM, on_term);
    exit(serve());
}
