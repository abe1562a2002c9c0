/* A pipe to a child, and reading until its end, are in different functions; the process still has the end that writes
 * open itself when it reads. */
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the ends lie in an object ---- */

struct probe {
    pid_t child;
    int ends[2];
};

static int start_probe(struct probe *probe, const char *tool)
{
    if (pipe(probe->ends) < 0)
        return -1;
    probe->child = fork();
    if (probe->child == 0) {
        dup2(probe->ends[1], STDOUT_FILENO);
        close(probe->ends[0]);
        close(probe->ends[1]);
        execlp(tool, tool, "-l", (char *)NULL);
        _exit(127);
    }
    return 0;
}

/* That there is no more memory ends it, too, but is not what it reads for. */
static char *read_probe(struct probe *probe)
{
    size_t room = 64, size = 0;
    char *text = malloc(room);

    while (text) {
        ssize_t n = read(probe->ends[0], text + size, room - size - 1); // EXPECT: recv-no-sender
        if (n <= 0)
            break;
        size += (size_t)n;
        if (room - size < 2) {
            char *more = realloc(text, room *= 2);
            if (!more)
                break;
            text = more;
        }
    }
    if (text)
        text[size] = '\0';
    return text;
}

static void end_probe(struct probe *probe)
{
    close(probe->ends[0]);
    close(probe->ends[1]);
    waitpid(probe->child, NULL, 0);
}

char *list_disks(void)
{
    struct probe probe;

    if (start_probe(&probe, "lsblk") < 0)
        return NULL;
    char *text = read_probe(&probe);
    end_probe(&probe);
    return text;
}

/* ---- a helper makes them, and the child ---- */

static pid_t spawn(int link[2])
{
    if (pipe(link) < 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        dup2(link[1], STDOUT_FILENO);
        close(link[1]);
        execlp("df", "df", (char *)NULL);
        _exit(127);
    }
    return child;
}

long measure_disks(void)
{
    int link[2];
    char part[256];
    long total = 0;
    ssize_t n;
    pid_t child = spawn(link);

    if (child < 0)
        return -1;
    while ((n = read(link[0], part, sizeof part)) > 0) // EXPECT: recv-no-sender
        total += n;
    close(link[0]);
    close(link[1]);
    waitpid(child, NULL, 0);
    return total;
}

int main(void)
{
    char *text = list_disks();

    free(text);
    return text && measure_disks() > 0 ? 0 : 1;
}
