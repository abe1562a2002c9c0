/* That main() comes to the loop by many calls says nothing of what an event does: what counts is how far the insert is from
 * the event. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct name {
    struct name *next;
    char text[48];
};

static struct name *names_bad;
static struct name *names_ok;
static unsigned n_names_ok;

static void note_bad(const char *text)
{
    struct name *name = calloc(1, sizeof *name);

    if (!name)
        return;
    strncpy(name->text, text, sizeof name->text - 1);
    name->next = names_bad;
    names_bad = name; // EXPECT: cache-only-grows
}

static void note_ok(const char *text)
{
    struct name *name = n_names_ok < 64 ? calloc(1, sizeof *name) : NULL;

    if (!name)
        return;
    strncpy(name->text, text, sizeof name->text - 1);
    name->next = names_ok;
    names_ok = name;
    n_names_ok++;
}

static void serve(int listener)
{
    char line[48];

    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        ssize_t n = recv(fd, line, sizeof line - 1, 0);
        if (n > 0) {
            line[n] = '\0';
            note_bad(line);
            note_ok(line);
        }
        close(fd);
    }
}

static void run_workers(int listener)
{
    if (fork() == 0)
        serve(listener);
}

static void start_listening(int domain)
{
    run_workers(socket(domain, SOCK_STREAM, 0));
}

static void start_protocol(int kind)
{
    start_listening(kind == 6 ? AF_INET6 : AF_INET);
}

static void start_instance(int argc)
{
    start_protocol(argc > 2 ? 6 : 4);
}

static void start_service(int argc)
{
    if (argc > 1)
        start_instance(argc);
}

int main(int argc, char **argv)
{
    (void)argv;
    start_service(argc);
    return 0;
}
