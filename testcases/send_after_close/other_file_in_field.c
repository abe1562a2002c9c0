/* A field that is closed by one function and filled anew, or emptied, by another: the next close is not of the same
 * file. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct journal {
    const char *path;
    FILE *file;
    int lock;
};

static int journal_begin(struct journal *journal)
{
    journal->file = fopen(journal->path, "w");
    if (!journal->file)
        return -1;
    if (fputs("begin\n", journal->file) == EOF) {
        fclose(journal->file);
        return -1;
    }
    fclose(journal->file);
    return 0;
}

static int journal_reopen(struct journal *journal)
{
    journal->file = fopen(journal->path, "a");
    return journal->file ? 0 : -1;
}

static int journal_ok(struct journal *journal)
{
    if (journal_begin(journal) != 0)
        return -1;
    if (journal_reopen(journal) != 0)
        return -1;
    fputs("end\n", journal->file);
    return fclose(journal->file);
}

static int journal_bad(struct journal *journal)
{
    if (journal_begin(journal) != 0)
        return -1;
    return fclose(journal->file); // EXPECT: send-after-close
}

static void forget_lock(struct journal *journal)
{
    journal->lock = -1;
}

static int unlock(struct journal *journal)
{
    char answer;

    if (read(journal->lock, &answer, 1) != 1) {
        close(journal->lock);
        forget_lock(journal);
        return 0;
    }
    return answer == 'y';
}

static void leave_ok(struct journal *journal)
{
    if (!unlock(journal))
        close(journal->lock);
}

int main(int argc, char **argv)
{
    struct journal journal = {.path = argv[argc - 1], .lock = 3};

    if (journal_ok(&journal) != 0 || journal_bad(&journal) != 0)
        return 1;
    leave_ok(&journal);
    return 0;
}
