/* A helper is handed both ends of a pipe, and closes one of them: the first of the pair is not the pair. */
#include <sys/wait.h>
#include <unistd.h>

int ask_bad(void);
int ask_ok(void);

static pid_t answer_bad(const int ends[2])
{
    pid_t child = fork();

    if (child == 0) {
        close(ends[0]);
        _exit(write(ends[1], "y", 1) != 1);
    }
    close(ends[1]);
    close(ends[0]);
    return child;
}

static pid_t answer_ok(const int ends[2])
{
    pid_t child = fork();

    if (child == 0) {
        close(ends[0]);
        _exit(write(ends[1], "y", 1) != 1);
    }
    close(ends[1]);
    return child;
}

int ask_bad(void)
{
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    pid_t child = answer_bad(ends);
    waitpid(child, NULL, 0);
    return close(ends[0]); // EXPECT: send-after-close
}

int ask_ok(void)
{
    int ends[2];
    char yes = 0;

    if (pipe(ends) != 0)
        return -1;
    pid_t child = answer_ok(ends);
    if (read(ends[0], &yes, 1) != 1)
        yes = 'n';
    close(ends[0]);
    waitpid(child, NULL, 0);
    return yes == 'y';
}

int main(void)
{
    return ask_bad() + ask_ok();
}
