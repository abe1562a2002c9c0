/* Rings that nobody takes from, and that need nobody: the newest overwrites the oldest, a full one
 * turns the message away, or the reader only looks. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { N_LINES = 64, N_FAULTS = 16 };

static struct {
    pthread_mutex_t lock;
    char lines[N_LINES][80];
    unsigned next, count;
} history = {.lock = PTHREAD_MUTEX_INITIALIZER};

void history_add(const char *line)
{
    pthread_mutex_lock(&history.lock);
    snprintf(history.lines[history.next], sizeof history.lines[0], "%s", line);
    history.next = (history.next + 1) % N_LINES;
    if (history.count < N_LINES)
        history.count++;
    pthread_mutex_unlock(&history.lock);
}

void history_print(FILE *to)
{
    pthread_mutex_lock(&history.lock);
    unsigned first = (history.next + N_LINES - history.count) % N_LINES;
    for (unsigned i = 0; i < history.count; i++)
        fprintf(to, "%s\n", history.lines[(first + i) % N_LINES]);
    pthread_mutex_unlock(&history.lock);
}

/* The first faults are kept for the crash dump; later ones are counted. */
static pthread_mutex_t fault_lock = PTHREAD_MUTEX_INITIALIZER;
static int faults[N_FAULTS];
static unsigned n_faults, n_faults_dropped;

bool fault_note(int code)
{
    bool kept = false;
    pthread_mutex_lock(&fault_lock);
    if (n_faults < N_FAULTS) {
        faults[n_faults++] = code;
        kept = true;
    } else {
        n_faults_dropped++;
    }
    pthread_mutex_unlock(&fault_lock);
    return kept;
}

size_t fault_copy(int *codes, size_t n_codes)
{
    pthread_mutex_lock(&fault_lock);
    size_t n = n_faults < n_codes ? n_faults : n_codes;
    memcpy(codes, faults, n * sizeof *codes);
    pthread_mutex_unlock(&fault_lock);
    return n;
}
