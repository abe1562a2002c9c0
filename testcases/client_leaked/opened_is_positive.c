/* A descriptor that could be opened is not 0: what is closed behind `fd > 0` is closed. A counter may be 0. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "mini_redis.h"

struct journal {
    int fd;
    int lines;
    redisContext *redis;
};

struct ledger {
    int fd;
    int lines;
    redisContext *redis;
};

static void finish_journal(struct journal *journal)
{
    if (journal->fd > 0) {
        close(journal->fd);
        redisFree(journal->redis);
    }
    free(journal);
}

static struct journal *open_journal_ok(const char *path, struct timeval time)
{
    struct journal *journal;
    int fd = open(path, O_WRONLY | O_APPEND);

    if (fd < 0)
        return NULL;
    journal = calloc(1, sizeof(*journal));
    if (journal == NULL) {
        close(fd);
        return NULL;
    }
    journal->fd = fd;
    journal->redis = redisConnectWithTimeout("log", 6379, time);
    if (journal->redis == NULL) {
        close(fd);
        free(journal);
        return NULL;
    }
    return journal;
}

static void finish_ledger(struct ledger *ledger)
{
    if (ledger->lines > 0)
        redisFree(ledger->redis);
    close(ledger->fd);
    free(ledger);
}

static struct ledger *open_ledger_bad(const char *path, struct timeval time)
{
    struct ledger *ledger;
    int fd = open(path, O_WRONLY | O_APPEND);

    if (fd < 0)
        return NULL;
    ledger = calloc(1, sizeof(*ledger));
    if (ledger == NULL) {
        close(fd);
        return NULL;
    }
    ledger->fd = fd;
    ledger->redis = redisConnectWithTimeout("log", 6379, time); // EXPECT: client-leaked
    if (ledger->redis == NULL) {
        close(fd);
        free(ledger);
        return NULL;
    }
    return ledger;
}

static void copy(redisContext *redis, int fd)
{
    char line[200];
    long size = read(0, line, sizeof(line));

    if (size > 0 && write(fd, line, (size_t)size) == size)
        freeReplyObject(redisCommand(redis, "PUBLISH log %b", line, (size_t)size));
}

int main(int argc, char **argv)
{
    struct timeval time = {5, 0};

    for (int i = 1; i < argc; i++) {
        struct journal *journal = open_journal_ok(argv[i], time);
        if (journal) {
            copy(journal->redis, journal->fd);
            finish_journal(journal);
        }
        struct ledger *ledger = open_ledger_bad(argv[i], time);
        if (ledger) {
            copy(ledger->redis, ledger->fd);
            finish_ledger(ledger);
        }
    }
    return 0;
}
