/* A helper makes the child and comes back: its caller waits for one child after the other, each before its output is
 * read, or behind. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N_SHARDS = 4, N_ROWS = 100000 };

struct shard_bad {
    pid_t pid;
    int rows;
};

static int shard_start_bad(struct shard_bad *shard, int number)
{
    int ends[2];

    if (pipe(ends) < 0)
        return -1;
    shard->pid = fork();
    if (shard->pid == 0) {
        close(ends[0]);
        for (int row = number; row < N_ROWS; row++)
            if (write(ends[1], &row, sizeof row) < 0) // EXPECT: queue-full
                _exit(1);
        _exit(0);
    }
    close(ends[1]);
    shard->rows = ends[0];
    return shard->pid < 0 ? -1 : 0;
}

int shards_bad(void)
{
    struct shard_bad shards[N_SHARDS];
    int row, n = 0;

    for (int i = 0; i < N_SHARDS; i++)
        if (shard_start_bad(&shards[i], i) < 0)
            return -1;
    for (int i = 0; i < N_SHARDS; i++) {
        waitpid(shards[i].pid, NULL, 0);
        while (read(shards[i].rows, &row, sizeof row) == sizeof row)
            n++;
        close(shards[i].rows);
    }
    return n;
}

struct shard_ok {
    pid_t pid;
    int rows;
};

static int shard_start_ok(struct shard_ok *shard, int number)
{
    int ends[2];

    if (pipe(ends) < 0)
        return -1;
    shard->pid = fork();
    if (shard->pid == 0) {
        close(ends[0]);
        for (int row = number; row < N_ROWS; row++)
            if (write(ends[1], &row, sizeof row) < 0)
                _exit(1);
        _exit(0);
    }
    close(ends[1]);
    shard->rows = ends[0];
    return shard->pid < 0 ? -1 : 0;
}

int shards_ok(void)
{
    struct shard_ok shards[N_SHARDS];
    int row, n = 0;

    for (int i = 0; i < N_SHARDS; i++)
        if (shard_start_ok(&shards[i], i) < 0)
            return -1;
    for (int i = 0; i < N_SHARDS; i++) {
        while (read(shards[i].rows, &row, sizeof row) == sizeof row)
            n++;
        close(shards[i].rows);
        waitpid(shards[i].pid, NULL, 0);
    }
    return n;
}
