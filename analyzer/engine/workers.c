/* The parent's side: who is at what, what came back, who died. */
#include "engine/workers.h"

#include "base/memory.h"
#include "engine/engine.h"
#include "engine/worker.h"
#include "frontend/frontend.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* Numbers that may wait in a worker's socket, the one that it is at included. */
enum { WORKER_QUEUE = 2 };

/* Below this many sources a worker left over, none wait: the last ones go to whoever is free. */
enum { WORKER_FEW = 3 };

struct worker_seat {
    pid_t pid; /* 0 = nobody sits here */
    int fd;
    uint32_t queue[WORKER_QUEUE]; /* what it has to answer, in this order */
    unsigned n_queue;
    gint64 began; /* monotonic microseconds: when it began with queue[0] */

    struct worker_header header;
    size_t n_header; /* bytes of the header that have come */
    char *body;      /* the IR, then the message and a NUL; NULL = the header is not whole yet */
    size_t n_body;   /* bytes of the body that have come */
};

struct workers {
    const struct worker_job *job;
    struct worker_seat *seats;
    unsigned n_seats;
    size_t next;     /* of the order: the first that nobody was given */
    uint32_t *again; /* numbers that come before those: their worker died before it began them */
    size_t n_again;
    size_t n_done;
    uint64_t limit; /* microseconds for one source */
};

/* ---- starting and ending workers ---- */

/* In the child: what belongs to other workers would keep their sockets open. */
static void close_other_seats(const struct workers *workers)
{
    for (unsigned i = 0; i < workers->n_seats; i++) {
        if (workers->seats[i].pid)
            close(workers->seats[i].fd);
    }
}

static bool start_worker(struct workers *workers, struct worker_seat *seat, GError **error)
{
    int pair[2];
    pid_t parent = getpid();

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_PROCESS, "can't talk to a worker process: %s",
                    g_strerror(errno));
        return false;
    }
    pid_t pid = fork();
    if (pid == 0) {
        close(pair[0]);
        close_other_seats(workers);
        worker_main(workers->job, pair[1], parent);
    }
    close(pair[1]);
    if (pid < 0) {
        close(pair[0]);
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_PROCESS,
                    "can't start a worker process: %s: try a smaller -j", g_strerror(errno));
        return false;
    }
    fcntl(pair[0], F_SETFL, O_NONBLOCK);
    *seat = (struct worker_seat){.pid = pid, .fd = pair[0]};
    return true;
}

/* Waits for the worker's end, which its closed socket or a signal brings about. */
static int end_worker(struct worker_seat *seat)
{
    int status = 0;

    close(seat->fd);
    while (waitpid(seat->pid, &status, 0) < 0 && errno == EINTR)
        ;
    free(seat->body);
    *seat = (struct worker_seat){.fd = -1};
    return status;
}

static void end_all(struct workers *workers)
{
    for (unsigned i = 0; i < workers->n_seats; i++) {
        if (workers->seats[i].pid) {
            kill(workers->seats[i].pid, SIGKILL);
            end_worker(&workers->seats[i]);
        }
    }
    free(workers->seats);
    free(workers->again);
}

/* ---- giving out work ---- */

static size_t n_left(const struct workers *workers)
{
    return workers->n_again + (workers->job->n_order - workers->next);
}

static uint32_t take_next(struct workers *workers)
{
    if (workers->n_again > 0)
        return workers->again[--workers->n_again];
    return workers->job->order[workers->next++];
}

static void give(struct workers *workers, struct worker_seat *seat)
{
    uint32_t number = take_next(workers);

    if (workers->job->begin)
        workers->job->begin(workers->job->data, number);
    if (seat->n_queue == 0)
        seat->began = g_get_monotonic_time();
    seat->queue[seat->n_queue++] = number;
    /* A worker that died meanwhile is noticed where it is read from. A few bytes always fit. */
    ssize_t put = send(seat->fd, &number, sizeof(number), MSG_NOSIGNAL);
    (void)put;
}

static bool give_out(struct workers *workers, GError **error)
{
    for (unsigned depth = 1; depth <= WORKER_QUEUE; depth++) {
        bool few = n_left(workers) < (size_t)WORKER_FEW * workers->n_seats;

        for (unsigned i = 0; i < workers->n_seats && n_left(workers) > 0; i++) {
            struct worker_seat *seat = &workers->seats[i];

            if (depth > 1 && few)
                return true;
            if (!seat->pid && !start_worker(workers, seat, error))
                return false;
            if (seat->n_queue < depth)
                give(workers, seat);
        }
    }
    return true;
}

/* ---- results ---- */

static bool take_result(struct workers *workers, const struct worker_result *result, GError **error)
{
    workers->n_done++;
    return workers->job->take(workers->job->data, result, error);
}

/* The seat's worker is done with queue[0]. */
static void advance(struct worker_seat *seat)
{
    memmove(seat->queue, seat->queue + 1, (WORKER_QUEUE - 1) * sizeof(*seat->queue));
    seat->n_queue--;
    seat->began = g_get_monotonic_time();
}

/* The worker has ended, or is killed here: its source failed for `reason`, NULL = as it ended. */
static bool bury(struct workers *workers, struct worker_seat *seat, const char *reason,
                 GError **error)
{
    uint32_t number = seat->queue[0];
    bool had_work = seat->n_queue > 0;
    g_autofree char *death = NULL;

    for (unsigned i = seat->n_queue; i > 1; i--)
        workers->again[workers->n_again++] = seat->queue[i - 1];
    if (reason)
        kill(seat->pid, SIGKILL);
    int status = end_worker(seat);
    if (!had_work)
        return true;
    if (!reason && WIFSIGNALED(status))
        death = g_strdup_printf("killed by signal %d while parsing", WTERMSIG(status));
    else if (!reason)
        death = g_strdup_printf("the parser ended with code %d", WEXITSTATUS(status));
    struct worker_result result = {
        .number = number, .status = FRONTEND_CRASHED, .message = reason ? reason : death};
    return take_result(workers, &result, error);
}

static bool is_sane(const struct worker_seat *seat)
{
    return seat->n_queue > 0 && seat->header.number == seat->queue[0] &&
           seat->header.ir_size <= WORKER_MAX_IR_BYTES &&
           seat->header.message_size <= WORKER_MAX_MESSAGE_BYTES;
}

static size_t body_size(const struct worker_seat *seat)
{
    return seat->header.ir_size + seat->header.message_size;
}

static bool deliver(struct workers *workers, struct worker_seat *seat, GError **error)
{
    g_autofree char *message =
        g_strndup(seat->body + seat->header.ir_size, seat->header.message_size);
    struct worker_result result = {
        .number = seat->header.number,
        .status = (enum frontend_status)seat->header.status,
        .message = message,
        .ir = seat->header.ir_size > 0 ? seat->body : NULL,
        .ir_size = seat->header.ir_size,
        .seconds = seat->header.seconds,
    };

    if (!result.ir)
        free(seat->body);
    seat->body = NULL;
    seat->n_header = seat->n_body = 0;
    advance(seat);
    return take_result(workers, &result, error);
}

enum reading { READING_MORE, READING_BLOCKED, READING_ENDED };

/* Reads on at the header or the body. */
static enum reading read_some(struct worker_seat *seat)
{
    bool in_header = seat->n_header < sizeof(seat->header);
    char *at = in_header ? (char *)&seat->header + seat->n_header : seat->body + seat->n_body;
    size_t wanted =
        in_header ? sizeof(seat->header) - seat->n_header : body_size(seat) - seat->n_body;
    ssize_t got = read(seat->fd, at, wanted);

    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return READING_BLOCKED;
    if (got <= 0)
        return READING_ENDED;
    if (in_header)
        seat->n_header += (size_t)got;
    else
        seat->n_body += (size_t)got;
    return READING_MORE;
}

/* Reads all that has come from one worker. */
static bool listen_to(struct workers *workers, struct worker_seat *seat, GError **error)
{
    while (seat->pid) {
        enum reading reading = read_some(seat);

        if (reading == READING_BLOCKED)
            return true;
        if (reading == READING_ENDED)
            return bury(workers, seat, NULL, error);
        if (seat->n_header < sizeof(seat->header))
            continue;
        if (!seat->body) {
            if (!is_sane(seat))
                return bury(workers, seat, "the parser's answer is damaged", error);
            seat->body = memory_resize(NULL, body_size(seat) + 1, 1);
        }
        if (seat->n_body == body_size(seat) && !deliver(workers, seat, error))
            return false;
    }
    return true;
}

/* ---- the loop ---- */

static bool kill_late(struct workers *workers, GError **error)
{
    gint64 now = g_get_monotonic_time();

    for (unsigned i = 0; i < workers->n_seats; i++) {
        struct worker_seat *seat = &workers->seats[i];

        if (!seat->pid || seat->n_queue == 0 || (uint64_t)(now - seat->began) < workers->limit)
            continue;
        g_autofree char *reason = g_strdup_printf("no end after %" G_GUINT64_FORMAT " s of parsing",
                                                  (guint64)(workers->limit / G_USEC_PER_SEC));
        if (!bury(workers, seat, reason, error))
            return false;
    }
    return true;
}

/* Waits until there is something to read, for WORKER_IDLE_MILLISECONDS at most. */
static bool wait_and_listen(struct workers *workers, struct pollfd *polls, GError **error)
{
    for (unsigned i = 0; i < workers->n_seats; i++)
        polls[i] = (struct pollfd){workers->seats[i].pid ? workers->seats[i].fd : -1, POLLIN, 0};
    polls[workers->n_seats] = (struct pollfd){workers->job->cancel_fd, POLLIN, 0};
    if (poll(polls, workers->n_seats + 1, WORKER_IDLE_MILLISECONDS) < 0 && errno != EINTR) {
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_PROCESS,
                    "can't wait for worker processes: %s", g_strerror(errno));
        return false;
    }
    if (polls[workers->n_seats].revents != 0) {
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED,
                    "stopped: what was parsed is kept, the next run goes on from there");
        return false;
    }
    for (unsigned i = 0; i < workers->n_seats; i++) {
        if (polls[i].revents != 0 && !listen_to(workers, &workers->seats[i], error))
            return false;
    }
    return true;
}

bool workers_run(const struct worker_job *job, GError **error)
{
    struct workers workers = {
        .job = job,
        .n_seats = (unsigned)MIN((size_t)job->jobs, job->n_order),
        .limit = (uint64_t)(job->seconds ? job->seconds : WORKER_DEFAULT_SECONDS) * G_USEC_PER_SEC,
    };
    struct pollfd *polls = memory_zeroed(workers.n_seats + 1, sizeof(*polls));
    bool is_good = true;

    workers.seats = memory_zeroed(workers.n_seats, sizeof(*workers.seats));
    workers.again = memory_zeroed((size_t)workers.n_seats * WORKER_QUEUE, sizeof(*workers.again));
    while (is_good && workers.n_done < job->n_order)
        is_good = give_out(&workers, error) && wait_and_listen(&workers, polls, error) &&
                  kill_late(&workers, error) && job->idle(job->data, error);
    end_all(&workers);
    free(polls);
    return is_good;
}
