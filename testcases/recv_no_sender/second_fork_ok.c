/* Two children, a pipe between them: what the parent has closed before the second fork, the second child has not open. */
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    int data[2], verdict[2];
    char buf[128];
    ssize_t n;
    if (pipe(data) < 0)
        return 1;
    pid_t p = fork();
    if (p < 0)
        return 1;
    if (p == 0) {
        close(data[0]);
        for (int i = 0; i < 100; i++)
            if (write(data[1], &i, sizeof i) < 0)
                _exit(1);
        _exit(0);
    }
    close(data[1]);
    if (pipe(verdict) < 0)
        return 1;
    pid_t c = fork();
    if (c < 0)
        return 1;
    if (c == 0) {
        int v;
        long sum = 0;
        close(verdict[0]);
        while ((n = read(data[0], &v, sizeof v)) > 0)
            sum += v;
        if (write(verdict[1], &sum, sizeof sum) < 0)
            _exit(1);
        _exit(0);
    }
    close(data[0]);
    close(verdict[1]);
    while ((n = read(verdict[0], buf, sizeof buf)) > 0)
        fwrite(buf, 1, (size_t)n, stdout);
    waitpid(p, NULL, 0);
    waitpid(c, NULL, 0);
    return 0;
}
