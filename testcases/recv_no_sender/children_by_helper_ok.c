/* Both sides of a pipe are children that one helper makes: what each of them does not need it closes before its work, so that
 * the end comes for the one that reads, whatever its parent still has open. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

typedef int task_fn(int end);

static pid_t child_ok(task_fn *task, int own, int other)
{
    pid_t child = fork();

    if (child == 0) {
        close(other);
        exit(task(own));
    }
    return child;
}

static int count(int to)
{
    for (int i = 0; i < 100; i++)
        dprintf(to, "%d\n", i);
    return 0;
}

static int measure(int from)
{
    char block[64];
    long size = 0, n;

    while ((n = read(from, block, sizeof block)) > 0)
        size += n;
    printf("%ld\n", size);
    return 0;
}

int main(void)
{
    int ends[2];

    if (pipe(ends) != 0)
        return 1;
    pid_t counter = child_ok(count, ends[1], ends[0]);
    pid_t measurer = child_ok(measure, ends[0], ends[1]);
    close(ends[0]);
    close(ends[1]);
    if (counter > 0)
        waitpid(counter, NULL, 0);
    return measurer > 0 ? waitpid(measurer, NULL, 0) < 0 : 1;
}
