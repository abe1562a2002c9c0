/* The worker's side: numbers in, IR out. */
#include "engine/worker.h"

#include "base/arena.h"
#include "engine/workers.h"
#include "frontend/frontend.h"
#include "ir/builder.h"
#include "ir/codec.h"
#include "ir/ir.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

struct worker {
    const struct frontend_source *sources;
    int fd;
    struct frontend *frontend; /* inherited, or opened with the first source; NULL = not yet */
    struct arena *unit;        /* the bytes of one source */
};

/* ---- the socket ---- */

/* False at the end of the stream. */
static bool read_whole(int fd, void *bytes, size_t size)
{
    char *at = bytes;

    while (size > 0) {
        ssize_t got = read(fd, at, size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

static bool write_whole(int fd, const void *bytes, size_t size)
{
    const char *at = bytes;

    while (size > 0) {
        ssize_t put = write(fd, at, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        at += put;
        size -= (size_t)put;
    }
    return true;
}

static bool send_answer(const struct worker *worker, const struct worker_header *header,
                        const void *ir, const char *message)
{
    return write_whole(worker->fd, header, sizeof(*header)) &&
           write_whole(worker->fd, ir, header->ir_size) &&
           write_whole(worker->fd, message, header->message_size);
}

/* ---- one source ---- */

static bool send_failure(const struct worker *worker, uint32_t number, enum frontend_status status,
                         const char *reason)
{
    struct worker_header header = {
        .number = number, .status = status, .message_size = strlen(reason)};

    return send_answer(worker, &header, NULL, reason);
}

static double seconds_now(void)
{
    struct timespec now = {0, 0};

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool answer(struct worker *worker, uint32_t number)
{
    enum frontend_status status = FRONTEND_OK;
    struct ir_builder *builder;
    struct ir_unit unit;
    const char *reason;
    const void *bytes;
    size_t size;

    if (!worker->frontend)
        status = frontend_open(&worker->frontend, &reason);
    double began = seconds_now();
    if (status == FRONTEND_OK)
        status = frontend_lower(worker->frontend, &worker->sources[number], &builder, &reason);
    if (status != FRONTEND_OK)
        return send_failure(worker, number, status, reason);
    ir_builder_unit(builder, &unit);
    arena_reset(worker->unit);
    ir_encode(&unit, worker->unit, &bytes, &size);
    ir_builder_free(builder);
    struct worker_header header = {
        .number = number, .ir_size = size, .seconds = seconds_now() - began};
    return send_answer(worker, &header, bytes, "");
}

static void *work(void *data)
{
    struct worker *worker = data;
    uint32_t number;

    worker->unit = arena_new();
    while (read_whole(worker->fd, &number, sizeof(number)) && answer(worker, number))
        ;
    arena_free(worker->unit);
    frontend_close(worker->frontend);
    return NULL;
}

/* ---- the process ---- */

/* What libclang says of its own crashes is not for the user. */
static void close_standard_files(void)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    if (null < 0)
        return;
    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    if (!IS_SANITIZED) /* its report is all that there is to find a bug of ours */
        dup2(null, STDERR_FILENO);
    close(null);
}

static void limit(int resource, uint64_t value)
{
    struct rlimit wanted = {value, value};

    setrlimit(resource, &wanted);
}

/* An interrupt is for the parent, which then ends its workers. */
static void settle(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) /* it ended before it could be watched */
        _exit(0);
    signal(SIGINT, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    close_standard_files();
    limit(RLIMIT_CORE, 0);
    if (!IS_SANITIZED) /* whose shadow memory is larger than any bound */
        limit(RLIMIT_AS, WORKER_MEMORY_BYTES);
}

/* libclang works on the caller's thread, and deep nesting wants more stack than a process's first
 * thread has. The thread ends when the socket is closed, and the process with it. */
void worker_main(const struct worker_job *job, int fd, pid_t parent)
{
    struct worker worker = {.sources = job->sources, .fd = fd, .frontend = job->frontend};
    pthread_attr_t attributes;
    pthread_t thread;

    settle(parent);
    if (pthread_attr_init(&attributes) != 0 ||
        pthread_attr_setstacksize(&attributes, WORKER_STACK_BYTES) != 0 ||
        pthread_create(&thread, &attributes, work, &worker) != 0)
        _exit(3);
    pthread_join(thread, NULL);
    _exit(0);
}
