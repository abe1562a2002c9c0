/* A list under a mutex to which every event appends. Lists that nobody takes from are memory; most
 * are emptied somewhere, each in a way of its own. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct lost {
    struct lost *next;
    int code;
};

struct span {
    struct span *next;
    int code;
};

struct mark {
    struct mark *next;
    int code;
};

struct crumb {
    struct crumb *next;
    int code;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct lost *lost;
static struct span *spans;
static struct mark *marks;
static struct crumb *crumbs;
static unsigned n_crumbs;

/* Only ever filled: the counter at the end of the run was all that anybody wanted. */
void trace_lost_bad(int code)
{
    struct lost *entry = malloc(sizeof *entry);
    if (entry == NULL)
        return;
    entry->code = code;
    pthread_mutex_lock(&lock);
    entry->next = lost;
    lost = entry; // EXPECT: send-no-receiver
    pthread_mutex_unlock(&lock);
}

/* Walked, freed and cleared. */
void trace_span_ok(int code)
{
    struct span *entry = malloc(sizeof *entry);
    if (entry == NULL)
        return;
    entry->code = code;
    pthread_mutex_lock(&lock);
    entry->next = spans;
    spans = entry;
    pthread_mutex_unlock(&lock);
}

void trace_report(FILE *to)
{
    struct span *next;
    pthread_mutex_lock(&lock);
    for (struct span *span = spans; span != NULL; span = next) {
        next = span->next;
        fprintf(to, "span %d\n", span->code);
        free(span);
    }
    spans = NULL;
    pthread_mutex_unlock(&lock);
}

/* One is taken out of the middle, by what it holds. */
void trace_mark_ok(int code)
{
    struct mark *entry = malloc(sizeof *entry);
    if (entry == NULL)
        return;
    entry->code = code;
    pthread_mutex_lock(&lock);
    entry->next = marks;
    marks = entry;
    pthread_mutex_unlock(&lock);
}

void trace_unmark(int code)
{
    pthread_mutex_lock(&lock);
    for (struct mark **at = &marks; *at != NULL; at = &(*at)->next) {
        struct mark *entry = *at;
        if (entry->code == code) {
            *at = entry->next;
            free(entry);
            break;
        }
    }
    pthread_mutex_unlock(&lock);
}

/* Bounded: who adds the hundredth throws the others away. */
void trace_crumb_ok(int code)
{
    struct crumb *entry = malloc(sizeof *entry);
    if (entry == NULL)
        return;
    entry->code = code;
    pthread_mutex_lock(&lock);
    if (++n_crumbs > 100) {
        while (crumbs != NULL) {
            struct crumb *old = crumbs;
            crumbs = old->next;
            free(old);
        }
        n_crumbs = 1;
    }
    entry->next = crumbs;
    crumbs = entry;
    pthread_mutex_unlock(&lock);
}
