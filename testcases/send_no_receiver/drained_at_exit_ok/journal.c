#include "journal.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct entry {
    int kind;
    long value;
};

static pthread_mutex_t journal_lock = PTHREAD_MUTEX_INITIALIZER;
static struct entry *entries;
static size_t n_entries, max_entries;
static FILE *journal_file;

static void journal_write(void)
{
    pthread_mutex_lock(&journal_lock);
    for (size_t i = 0; i < n_entries; i++)
        fprintf(journal_file, "%d %ld\n", entries[i].kind, entries[i].value);
    n_entries = 0;
    pthread_mutex_unlock(&journal_lock);
    fflush(journal_file);
}

int journal_open(const char *file)
{
    journal_file = fopen(file, "w");
    if (journal_file == NULL)
        return -1;
    return atexit(journal_write);
}

int journal_add(int kind, long value)
{
    int status = 0;
    pthread_mutex_lock(&journal_lock);
    if (n_entries == max_entries) {
        size_t max = max_entries == 0 ? 64 : 2 * max_entries;
        struct entry *grown = realloc(entries, max * sizeof *grown);
        if (grown != NULL) {
            entries = grown;
            max_entries = max;
        } else {
            status = -1;
        }
    }
    if (status == 0)
        entries[n_entries++] = (struct entry){kind, value};
    pthread_mutex_unlock(&journal_lock);
    return status;
}
