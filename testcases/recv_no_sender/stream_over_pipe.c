/* The end of a pipe is read through a stream. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int n_users_bad(void);
int n_users_ok(void);
long longest_bad(char *const program[]);
int first_line_ok(char *const program[], char *line, int size);
int two_numbers_ok(char *const program[]);

static pid_t start(int out, char *const program[])
{
    pid_t child = fork();

    if (child == 0) {
        dup2(out, STDOUT_FILENO);
        execv(program[0], program);
        _exit(127);
    }
    return child;
}

int n_users_bad(void)
{
    char *const who[] = {"/usr/bin/who", NULL};
    char line[256];
    int ends[2], n = 0;

    if (pipe(ends) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        dup2(ends[1], STDOUT_FILENO);
        close(ends[1]);
        execv(who[0], who);
        _exit(127);
    }
    FILE *users = fdopen(ends[0], "r");
    if (users == NULL)
        exit(1);
    while (fgets(line, sizeof line, users)) // EXPECT: recv-no-sender
        n += line[0] != '#';
    fclose(users);
    close(ends[1]);
    waitpid(child, NULL, 0);
    return n;
}

int n_users_ok(void)
{
    char *const who[] = {"/usr/bin/who", NULL};
    char line[256];
    int ends[2], n = 0;

    if (pipe(ends) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        dup2(ends[1], STDOUT_FILENO);
        close(ends[1]);
        execv(who[0], who);
        _exit(127);
    }
    close(ends[1]);
    FILE *users = fdopen(ends[0], "r");
    if (users == NULL)
        exit(1);
    while (fgets(line, sizeof line, users))
        n += line[0] != '#';
    fclose(users);
    waitpid(child, NULL, 0);
    return n;
}

long longest_bad(char *const program[])
{
    FILE *out = NULL;
    char *line = NULL;
    size_t room = 0;
    long longest = 0, length;
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        dup2(ends[1], 1);
        execv(program[0], program);
        _exit(127);
    }
    out = fdopen(ends[0], "r");
    while ((length = getline(&line, &room, out)) != -1) // EXPECT: recv-no-sender
        if (length > longest)
            longest = length;
    free(line);
    fclose(out);
    close(ends[1]);
    return longest;
}

/* It does not wait for the end: one line is enough. */
int first_line_ok(char *const program[], char *line, int size)
{
    int ends[2], rc = -1;

    if (pipe(ends) != 0)
        return -1;
    pid_t child = start(ends[1], program);
    close(ends[1]);
    FILE *out = fdopen(ends[0], "r");
    if (out != NULL && fgets(line, size, out) != NULL) {
        line[strcspn(line, "\n")] = 0;
        rc = 0;
    }
    if (out != NULL)
        fclose(out);
    if (child > 0)
        waitpid(child, NULL, 0);
    return rc;
}

/* The end that writes is there, so that it is closed. */
int two_numbers_ok(char *const program[])
{
    FILE *out = NULL;
    int ends[2] = {-1, -1}, a = 0, b = 0;

    if (pipe(ends) != 0)
        return -1;
    switch (fork()) {
    case 0:
        close(ends[0]);
        if (ends[1] != STDOUT_FILENO)
            dup2(ends[1], STDOUT_FILENO);
        execv(program[0], program);
        _exit(127);
    case -1:
        close(ends[0]);
        close(ends[1]);
        return -1;
    default:
        break;
    }
    out = fdopen(ends[0], "r");
    if (ends[1] != -1)
        close(ends[1]);
    if (out == NULL || fscanf(out, "%d %d", &a, &b) != 2)
        a = b = 0;
    if (out != NULL)
        fclose(out);
    return a * b;
}

int main(void)
{
    char *const date[] = {"/bin/date", NULL};
    char line[64] = "";

    first_line_ok(date, line, sizeof line);
    printf("%s: %d, %d, %ld, %d\n", line, n_users_bad(), n_users_ok(), longest_bad(date),
           two_numbers_ok(date));
    return 0;
}
