/* A pipe for each child, in an array: all children are waited for before any of their output is read, or behind. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N_CHILDREN = 4, N_VALUES = 1 << 20 };

static void send_squares(int out, int child)
{
    for (int i = 0; i < N_VALUES; i++) {
        long square = (long)child * i * i;
        if (write(out, &square, sizeof square) < 0)
            _exit(1);
    }
}

long squares_bad(void)
{
    int ends[N_CHILDREN][2];
    pid_t children[N_CHILDREN];
    long square, sum = 0;

    for (int i = 0; i < N_CHILDREN; i++) {
        if (pipe(ends[i]) < 0 || (children[i] = fork()) < 0)
            return -1;
        if (children[i] == 0) {
            close(ends[i][0]);
            send_squares(ends[i][1], i); // EXPECT: queue-full
            _exit(0);
        }
        close(ends[i][1]);
    }
    for (int i = 0; i < N_CHILDREN; i++)
        waitpid(children[i], NULL, 0);
    for (int i = 0; i < N_CHILDREN; i++)
        while (read(ends[i][0], &square, sizeof square) == sizeof square)
            sum += square;
    return sum;
}

static void send_cubes(int out, int child)
{
    for (int i = 0; i < N_VALUES; i++) {
        long cube = (long)child * i * i * i;
        if (write(out, &cube, sizeof cube) < 0)
            _exit(1);
    }
}

long cubes_ok(void)
{
    int ends[N_CHILDREN][2];
    pid_t children[N_CHILDREN];
    long cube, sum = 0;

    for (int i = 0; i < N_CHILDREN; i++) {
        if (pipe(ends[i]) < 0 || (children[i] = fork()) < 0)
            return -1;
        if (children[i] == 0) {
            close(ends[i][0]);
            send_cubes(ends[i][1], i);
            _exit(0);
        }
        close(ends[i][1]);
    }
    for (int i = 0; i < N_CHILDREN; i++)
        while (read(ends[i][0], &cube, sizeof cube) == sizeof cube)
            sum += cube;
    for (int i = 0; i < N_CHILDREN; i++)
        waitpid(children[i], NULL, 0);
    return sum;
}
