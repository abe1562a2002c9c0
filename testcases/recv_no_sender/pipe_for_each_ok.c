/* Two children with a pipe each; both pipes are read up to their ends. */
#include <sys/wait.h>
#include <unistd.h>
#include <stdio.h>

int gather(int (*work)(int), int a, int b)
{
    int p[2], q[2], v, sum = 0;
    if (pipe(p) != 0 || pipe(q) != 0)
        return -1;
    pid_t one = fork();
    if (one == 0) {
        close(p[0]);
        close(q[0]);
        close(q[1]);
        v = work(a);
        if (write(p[1], &v, sizeof v) != sizeof v)
            _exit(1);
        _exit(0);
    }
    pid_t two = fork();
    if (two == 0) {
        close(p[0]);
        close(p[1]);
        close(q[0]);
        v = work(b);
        if (write(q[1], &v, sizeof v) != sizeof v)
            _exit(1);
        _exit(0);
    }
    close(p[1]);
    close(q[1]);
    while (read(p[0], &v, sizeof v) > 0)
        sum += v;
    while (read(q[0], &v, sizeof v) > 0)
        sum += v;
    close(p[0]);
    close(q[0]);
    waitpid(one, NULL, 0);
    waitpid(two, NULL, 0);
    return sum;
}
