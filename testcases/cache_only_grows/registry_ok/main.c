/* All commands are known before the first client is. */
#include "registry.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void echo(int fd, const char *argument)
{
    dprintf(fd, "%s\n", argument);
}

static void count(int fd, const char *argument)
{
    dprintf(fd, "%zu\n", strlen(argument));
}

static const struct {
    const char *name;
    command run;
} builtin[] = {{"echo", echo}, {"count", count}};

static void serve(int fd)
{
    char line[200];
    ssize_t n = recv(fd, line, sizeof line - 1, 0);

    if (n <= 0)
        return;
    line[n] = '\0';
    char *argument = strchr(line, ' ');
    if (argument)
        *argument++ = '\0';
    command run = registry_find(line);
    if (run)
        run(fd, argument ? argument : "");
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    for (unsigned i = 0; i < sizeof builtin / sizeof *builtin; i++)
        if (registry_add(builtin[i].name, builtin[i].run) != 0)
            return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        serve(fd);
        close(fd);
    }
}
