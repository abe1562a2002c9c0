/* The analyst's own side: one thread, one request after the other.
 *
 *   server ── overlays, ANALYSE ──► analyst: reads the project, parses (workers), loads
 *                                       └── fork ──► solver: the whole program, the checks
 *          ◄── RESULT ──────────────────────────────────┘ (through the analyst, frame by frame)
 *
 * A frame that comes while units are parsed ends that (what is parsed is kept); one that asks for something
 * else while the solver is at work ends the solver. */
#include "lsp/analyst.h"

#include "engine/engine.h"
#include "lsp/lsp.h"
#include "lsp/wire.h"

#include <glib.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct loop {
    const struct lsp_options *options;
    int server; /* descriptor */
    struct frame_reader from_server;
    GHashTable *overlays; /* path -> GBytes, the text */
    GPtrArray *open;      /* paths of the open documents */
    struct engine_memory *memory;
    uint32_t serial; /* of the analysis at work */
    uint64_t left;   /* units that it still has to parse */
    gint64 told;     /* monotonic microseconds: when progress was told last */

    pid_t solver; /* 0 = none */
    int solver_fd;
    bool is_answered;  /* it has said something */
    bool is_early;     /* it solves what is parsed so far, while more is */
    gint64 began;      /* monotonic microseconds */
    gint64 next_early; /* the same: not before that is another early one started */
    bool is_accepting; /* it writes the baseline, and is let to its end */
    struct frame_reader from_solver;
};

/* ---- telling ---- */

static void tell(const struct loop *loop, int fd, enum frame_kind kind, GBytes *body)
{
    gsize size;
    const void *bytes = g_bytes_get_data(body, &size);

    frame_write(fd, kind, loop->serial, bytes, size);
    g_bytes_unref(body);
}

static void tell_failure(const struct loop *loop, int fd, const char *message)
{
    frame_write(fd, FRAME_FAILED, loop->serial, message, strlen(message));
}

static void listen_to_early(struct loop *loop);

static void tell_progress(void *data, const struct engine_progress *progress)
{
    static const gint64 interval = G_USEC_PER_SEC / 10;
    struct loop *loop = data;
    gint64 now = g_get_monotonic_time();

    loop->left = progress->total - progress->done;
    listen_to_early(loop);
    if (progress->stage == ENGINE_PARSING && now - loop->told < interval)
        return;
    loop->told = now;
    tell(loop, loop->server, FRAME_PROGRESS, wire_encode_progress(progress));
}

/* ---- the solver ---- */

static void end_solver(struct loop *loop)
{
    if (!loop->solver)
        return;
    kill(loop->solver, SIGKILL);
    while (waitpid(loop->solver, NULL, 0) < 0 && errno == EINTR)
        ;
    close(loop->solver_fd);
    frame_reader_deinit(&loop->from_solver);
    loop->solver = 0;
    loop->is_accepting = loop->is_early = false;
}

/* What a child of the analyst does: `fd` leads to the analyst. */
typedef void child_work(const struct loop *loop, void *data, int fd);

static void solve(const struct loop *loop, void *data, int fd)
{
    struct analysis *analysis = data;
    g_autoptr(GError) error = NULL;
    struct engine_result result;

    if (engine_is_repeated(analysis) && engine_repeat(analysis, &result, NULL))
        tell(loop, fd, FRAME_RESULT, wire_encode_result(&result));
    if (engine_finish(analysis, &result, &error))
        tell(loop, fd, FRAME_RESULT, wire_encode_result(&result));
    else
        tell_failure(loop, fd, error->message);
}

static void solve_early(const struct loop *loop, void *data, int fd)
{
    struct engine_result result;

    if (engine_solve_early(data, &result, NULL))
        tell(loop, fd, FRAME_EARLY, wire_encode_result(&result));
}

static void run_child(const struct loop *loop, child_work *work, void *data, int fd, pid_t analyst)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != analyst)
        _exit(0);
    close(loop->server);
    work(loop, data, fd);
    _exit(0);
}

static void start_child(struct loop *loop, child_work *work, void *data)
{
    static const char complaint[] = "can't start a process to solve in";
    pid_t analyst = getpid();
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        tell_failure(loop, loop->server, complaint);
        return;
    }
    pid_t pid = fork();
    if (pid == 0) {
        close(pair[0]);
        run_child(loop, work, data, pair[1], analyst);
    }
    close(pair[1]);
    if (pid < 0) {
        close(pair[0]);
        tell_failure(loop, loop->server, complaint);
        return;
    }
    loop->solver = pid;
    loop->solver_fd = pair[0];
    loop->is_answered = false;
    loop->began = g_get_monotonic_time();
    frame_reader_init(&loop->from_solver);
}

/* Hands on what the solver says, until it ends. */
static void listen_to_solver(struct loop *loop)
{
    bool is_open = frame_reader_fill(&loop->from_solver, loop->solver_fd), is_broken;
    struct frame frame;

    while (frame_reader_peek(&loop->from_solver, 0, &frame, &is_broken)) {
        loop->is_answered = true;
        frame_write(loop->server, (enum frame_kind)frame.head.kind, frame.head.serial, frame.body,
                    frame.head.size);
        frame_reader_drop(&loop->from_solver, &frame);
    }
    if (is_open && !is_broken)
        return;
    if (!loop->is_answered && !loop->is_early)
        tell_failure(loop, loop->server, "the whole-program stage ended before it was done");
    end_solver(loop);
}

/* ---- results as they come ---- */

/* An early solver takes a processor from those that parse, and is followed by one that knows more: it gets this
 * part of the time, and none where the end is near. */
enum { EARLY_PART = 10, EARLY_LEAST_LEFT = 8 };

static void listen_to_early(struct loop *loop)
{
    struct pollfd wait = {loop->solver_fd, POLLIN, 0};

    if (!loop->solver || !loop->is_early || poll(&wait, 1, 0) <= 0)
        return;
    listen_to_solver(loop);
    if (loop->solver)
        return;
    gint64 now = g_get_monotonic_time();
    loop->next_early = now + (now - loop->began) * (EARLY_PART - 1);
}

static void start_early(void *data, struct analysis *analysis)
{
    struct loop *loop = data;

    if (loop->solver || loop->left < EARLY_LEAST_LEFT || g_get_monotonic_time() < loop->next_early)
        return;
    start_child(loop, solve_early, analysis);
    loop->is_early = loop->solver != 0;
}

/* ---- an analysis ---- */

static gint compare_names(gconstpointer left, gconstpointer right)
{
    return strcmp(left, right);
}

static size_t list_overlays(const struct loop *loop, struct engine_overlay **ret_overlays)
{
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(loop->overlays), compare_names);
    size_t count = 0;

    *ret_overlays = g_new0(struct engine_overlay, g_hash_table_size(loop->overlays) + 1);
    for (GList *at = names; at; at = at->next) {
        gsize size;
        const char *text = g_bytes_get_data(g_hash_table_lookup(loop->overlays, at->data), &size);
        (*ret_overlays)[count++] =
            (struct engine_overlay){.path = at->data, .contents = text ? text : "", .size = size};
    }
    return count;
}

static void analyse(struct loop *loop)
{
    g_autofree struct engine_overlay *overlays = NULL;
    g_autoptr(GError) error = NULL;
    struct analysis *analysis;
    struct engine_request request = {
        .place = loop->options->place,
        .jobs = loop->options->jobs,
        .checks = loop->options->checks,
        .models = loop->options->models,
        .memory = loop->memory,
        .wants_fixes = true,
        .cancel_fd = loop->server,
        .progress = tell_progress,
        .progress_data = loop,
        .early = start_early,
    };

    loop->next_early = 0;
    request.n_overlays = list_overlays(loop, &overlays);
    request.overlays = overlays;
    request.notes_in = (const char *const *)loop->open->pdata;
    if (!engine_prepare(&request, &analysis, &error)) {
        if (!g_error_matches(error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED))
            tell_failure(loop, loop->server, error->message);
        end_solver(loop);
        return;
    }
    end_solver(loop); /* an early one, which is overtaken */
    start_child(loop, solve, analysis);
    engine_analysis_free(analysis);
}

struct acceptance {
    const char *fingerprint, *reason;
};

static void accept_finding(const struct loop *loop, void *data, int fd)
{
    const struct acceptance *acceptance = data;
    const char *const fingerprints[] = {acceptance->fingerprint, NULL};
    g_autoptr(GError) error = NULL;
    struct engine_baseline change;
    struct engine_request request = {
        .place = loop->options->place,
        .jobs = loop->options->jobs,
        .checks = loop->options->checks,
        .models = loop->options->models,
        .memory = loop->memory,
        .cancel_fd = -1,
    };

    if (engine_baseline_add(&request, fingerprints, acceptance->reason, &change, &error))
        frame_write(fd, FRAME_ACCEPTED, loop->serial, NULL, 0);
    else
        frame_write(fd, FRAME_REFUSED, loop->serial, error->message, strlen(error->message));
}

/* The body is a fingerprint and a reason, each with its NUL. */
static void start_accepting(struct loop *loop, const char *body, size_t size)
{
    size_t length = strnlen(body, size);
    struct acceptance acceptance = {body, body + length + 1};

    if (length + 1 >= size || body[size - 1] != '\0')
        return;
    end_solver(loop);
    start_child(loop, accept_finding, &acceptance);
    loop->is_accepting = loop->solver != 0;
}

/* ---- frames from the server ---- */

static void set_overlay(struct loop *loop, const char *body, size_t size)
{
    size_t length = strnlen(body, size);

    if (length < size)
        g_hash_table_replace(loop->overlays, g_strdup(body),
                             g_bytes_new(body + length + 1, size - length - 1));
}

static void set_open(struct loop *loop, const char *body, size_t size)
{
    g_ptr_array_set_size(loop->open, 0);
    for (size_t at = 0; at < size && body[size - 1] == '\0'; at += strlen(body + at) + 1)
        g_ptr_array_add(loop->open, g_strdup(body + at));
    g_ptr_array_add(loop->open, NULL);
}

static void take_frame(struct loop *loop, const struct frame *frame)
{
    const char *body = frame->body;
    size_t size = frame->head.size;

    switch ((enum frame_kind)frame->head.kind) {
    case FRAME_OVERLAY:
        set_overlay(loop, body, size);
        break;
    case FRAME_DROP:
        if (size > 0 && body[size - 1] == '\0')
            g_hash_table_remove(loop->overlays, body);
        break;
    case FRAME_OPEN:
        set_open(loop, body, size);
        break;
    case FRAME_ANALYSE:
        end_solver(loop);
        loop->serial = frame->head.serial;
        analyse(loop);
        break;
    case FRAME_CANCEL:
        end_solver(loop);
        break;
    case FRAME_ACCEPT:
        loop->serial = frame->head.serial;
        start_accepting(loop, body, size);
        break;
    case FRAME_PROGRESS:
    case FRAME_EARLY:
    case FRAME_RESULT:
    case FRAME_FAILED:
    case FRAME_ACCEPTED:
    case FRAME_REFUSED:
        break;
    }
}

/* Of the frames that have come, only the last ANALYSE is worth its work. */
static bool is_overtaken(const struct frame_reader *reader, const struct frame *frame)
{
    size_t at = sizeof(frame->head) + frame->head.size;
    struct frame next;
    bool is_broken;

    if (frame->head.kind != FRAME_ANALYSE)
        return false;
    while (frame_reader_peek(reader, at, &next, &is_broken)) {
        if (next.head.kind == FRAME_ANALYSE || next.head.kind == FRAME_CANCEL)
            return true;
        at += sizeof(next.head) + next.head.size;
    }
    return false;
}

/* Of what has come from the server, all but what has to wait for the end of an acceptance. */
static void take_frames(struct loop *loop)
{
    bool is_broken = false;
    struct frame frame;

    while (!loop->is_accepting && frame_reader_peek(&loop->from_server, 0, &frame, &is_broken)) {
        if (!is_overtaken(&loop->from_server, &frame))
            take_frame(loop, &frame);
        frame_reader_drop(&loop->from_server, &frame);
    }
    if (is_broken)
        _exit(0);
}

void analyst_loop(const struct lsp_options *options, int fd)
{
    struct loop loop = {
        .options = options,
        .server = fd,
        .overlays =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref),
        .open = g_ptr_array_new_with_free_func(g_free),
        .memory = engine_memory_new(),
    };

    frame_reader_init(&loop.from_server);
    for (;;) {
        struct pollfd polls[] = {{loop.is_accepting ? -1 : fd, POLLIN, 0},
                                 {loop.solver ? loop.solver_fd : -1, POLLIN, 0}};

        if (poll(polls, 2, -1) < 0) {
            if (errno != EINTR)
                _exit(0);
            continue;
        }
        if (polls[1].revents)
            listen_to_solver(&loop);
        if (polls[0].revents && !frame_reader_fill(&loop.from_server, fd))
            _exit(0);
        take_frames(&loop);
    }
}
