#include "audit.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct note {
    struct note *next;
    char text[120];
};

static struct {
    pthread_mutex_t lock;
    pthread_cond_t fresh;
    struct note *first, **end;
    bool stopping;
    FILE *file;
    pthread_t writer;
} audit = {
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .fresh = PTHREAD_COND_INITIALIZER,
    .end = &audit.first,
};

static struct note *next_note(void)
{
    pthread_mutex_lock(&audit.lock);
    while (audit.first == NULL && !audit.stopping)
        pthread_cond_wait(&audit.fresh, &audit.lock);
    struct note *note = audit.first;
    if (note != NULL && (audit.first = note->next) == NULL)
        audit.end = &audit.first;
    pthread_mutex_unlock(&audit.lock);
    return note;
}

static void *write_notes(void *arg)
{
    struct note *note;
    while ((note = next_note()) != NULL) {
        fprintf(audit.file, "%s\n", note->text);
        free(note);
    }
    return arg;
}

int audit_start(const char *file)
{
    audit.file = fopen(file, "a");
    if (audit.file == NULL)
        return -1;
    if (pthread_create(&audit.writer, NULL, write_notes, NULL) == 0)
        return 0;
    fclose(audit.file);
    audit.file = NULL;
    return -1;
}

void audit_note(const char *text)
{
    struct note *note = calloc(1, sizeof *note);
    if (note == NULL)
        return;
    strncpy(note->text, text, sizeof note->text - 1);
    pthread_mutex_lock(&audit.lock);
    *audit.end = note;
    audit.end = &note->next;
    pthread_cond_signal(&audit.fresh);
    pthread_mutex_unlock(&audit.lock);
}

void audit_stop(void)
{
    pthread_mutex_lock(&audit.lock);
    audit.stopping = true;
    pthread_cond_signal(&audit.fresh);
    pthread_mutex_unlock(&audit.lock);
    pthread_join(audit.writer, NULL);
    fclose(audit.file);
}
