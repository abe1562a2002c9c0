/* The server's side: the process, and the frames that come from it. */
#include "lsp/analyst.h"

#include "lsp/lsp.h"
#include "lsp/wire.h"

#include <glib-unix.h>
#include <glib.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

struct analyst {
    struct analyst_face face;
    pid_t pid;
    int fd;
    guint watch; /* 0 = none */
    struct frame_reader reader;
    GByteArray *unsent; /* the server never waits for the analyst, which may be waiting for it */
    guint out_watch;    /* 0 = none */
};

/* False when what comes is broken. */
static bool take_frames(struct analyst *analyst)
{
    struct frame frame;
    bool is_broken;

    while (frame_reader_peek(&analyst->reader, 0, &frame, &is_broken)) {
        analyst->face.take(analyst->face.data, &frame);
        frame_reader_drop(&analyst->reader, &frame);
    }
    return !is_broken;
}

static gboolean read_on(gint fd, GIOCondition condition, gpointer data)
{
    struct analyst *analyst = data;

    (void)condition;
    if (frame_reader_fill(&analyst->reader, fd) && take_frames(analyst))
        return G_SOURCE_CONTINUE;
    analyst->watch = 0;
    analyst->face.died(analyst->face.data); /* which may free it */
    return G_SOURCE_REMOVE;
}

/* In the child. The editor's stream must not be touched there. */
static void become_analyst(const struct lsp_options *options, const char *folder, int fd,
                           pid_t server)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != server || null < 0)
        _exit(0);
    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    close(null);
    if (folder && chdir(folder) != 0)
        _exit(0);
    analyst_loop(options, fd);
}

struct analyst *analyst_new(const struct lsp_options *options, const char *folder,
                            const struct analyst_face *face)
{
    pid_t server = getpid();
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return NULL;
    pid_t pid = fork();
    if (pid == 0) {
        close(pair[0]);
        become_analyst(options, folder, pair[1], server);
    }
    close(pair[1]);
    if (pid < 0) {
        close(pair[0]);
        return NULL;
    }
    struct analyst *analyst = g_new0(struct analyst, 1);
    analyst->face = *face;
    analyst->pid = pid;
    analyst->fd = pair[0];
    fcntl(pair[0], F_SETFL, O_NONBLOCK);
    analyst->unsent = g_byte_array_new();
    frame_reader_init(&analyst->reader);
    analyst->watch = g_unix_fd_add(pair[0], G_IO_IN | G_IO_HUP | G_IO_ERR, read_on, analyst);
    return analyst;
}

void analyst_free(struct analyst *analyst)
{
    if (!analyst)
        return;
    if (analyst->watch)
        g_source_remove(analyst->watch);
    if (analyst->out_watch)
        g_source_remove(analyst->out_watch);
    close(analyst->fd);
    kill(analyst->pid, SIGKILL); /* its own children end with it */
    while (waitpid(analyst->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    frame_reader_deinit(&analyst->reader);
    g_byte_array_unref(analyst->unsent);
    g_free(analyst);
}

/* An analyst that died is noticed where it is read from. */
static gboolean write_on(gint fd, GIOCondition condition, gpointer data)
{
    struct analyst *analyst = data;
    ssize_t put = 1;

    (void)condition;
    while (analyst->unsent->len > 0 && put > 0) {
        put = send(fd, analyst->unsent->data, analyst->unsent->len, MSG_NOSIGNAL);
        if (put > 0)
            g_byte_array_remove_range(analyst->unsent, 0, (guint)put);
        else if (errno != EAGAIN && errno != EINTR)
            g_byte_array_set_size(analyst->unsent, 0);
    }
    if (analyst->unsent->len > 0)
        return G_SOURCE_CONTINUE;
    analyst->out_watch = 0;
    return G_SOURCE_REMOVE;
}

void analyst_send(struct analyst *analyst, enum frame_kind kind, uint32_t serial, const void *body,
                  size_t size)
{
    frame_append(analyst->unsent, kind, serial, body, size);
    if (analyst->out_watch == 0 && write_on(analyst->fd, G_IO_OUT, analyst) == G_SOURCE_CONTINUE)
        analyst->out_watch = g_unix_fd_add(analyst->fd, G_IO_OUT, write_on, analyst);
}
