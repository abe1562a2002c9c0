/* What is done goes from the list of what is to do into another one, and stays there; or is freed, or is used again, as
 * what is made next takes it from there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct job {
    struct job *next;
    int result;
    char command[100];
};

struct call {
    struct call *next;
    int result;
    char command[100];
};

struct visit {
    struct visit *next;
    int result;
    char command[100];
};

struct desk {
    struct job *waiting, *finished;
    struct call *pending, *answered;
};

static struct desk desk;
static struct visit *visits, *spare_visits;

/* ---- jobs ---- */

static void add_job(struct desk *at, const char *command)
{
    struct job *job = calloc(1, sizeof *job), **end = &at->waiting;

    if (job == NULL)
        exit(1);
    strncpy(job->command, command, sizeof job->command - 1);
    while (*end != NULL)
        end = &(*end)->next;
    *end = job;
}

static void work_bad(struct desk *at)
{
    struct job *job = at->waiting;

    if (job == NULL)
        return;
    at->waiting = job->next;
    job->result = system(job->command);
    job->next = at->finished;
    at->finished = job; // EXPECT: cache-only-grows
}

/* ---- calls ---- */

static void add_call(struct desk *at, const char *command)
{
    struct call *call = calloc(1, sizeof *call);

    if (call == NULL)
        exit(1);
    strncpy(call->command, command, sizeof call->command - 1);
    call->next = at->pending;
    at->pending = call;
}

static void work_ok(struct desk *at)
{
    struct call *call = at->pending;

    if (call == NULL)
        return;
    at->pending = call->next;
    call->result = system(call->command);
    call->next = at->answered;
    at->answered = call;
}

static void report(struct desk *at)
{
    for (struct job *job = at->finished; job != NULL; job = job->next)
        printf("%s: %d\n", job->command, job->result);
    while (at->answered != NULL) {
        struct call *call = at->answered;
        at->answered = call->next;
        printf("%s: %d\n", call->command, call->result);
        free(call);
    }
}

/* ---- visits ---- */

static void add_visit(const char *command)
{
    struct visit *visit = spare_visits;

    if (visit != NULL)
        spare_visits = visit->next;
    else
        visit = malloc(sizeof *visit);
    if (visit == NULL)
        exit(1);
    strncpy(visit->command, command, sizeof visit->command - 1);
    visit->next = visits;
    visits = visit;
}

static void visit_ok(void)
{
    struct visit *visit = visits;

    if (visit == NULL)
        return;
    visits = visit->next;
    visit->result = system(visit->command);
    visit->next = spare_visits;
    spare_visits = visit;
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    for (;;) {
        char command[100] = "";
        if (recv(fd, command, sizeof command - 1, 0) <= 0)
            continue;
        if (command[0] == '?') {
            report(&desk);
            continue;
        }
        add_job(&desk, command);
        add_call(&desk, command);
        add_visit(command);
        work_bad(&desk);
        work_ok(&desk);
        visit_ok();
    }
}
