/* The flag is tested only behind the wait: a stop that comes while the thread works is slept through. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct line {
    struct line *next;
    char text[80];
};

void print_line(const char *text);

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t log_changed = PTHREAD_COND_INITIALIZER;
static struct line *log_lines;
static bool log_closing;
static pthread_t log_thread;

static void *log_run(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&log_lock);
        if (log_lines == NULL)
            pthread_cond_wait(&log_changed, &log_lock);
        struct line *line = log_lines;
        log_lines = NULL;
        pthread_mutex_unlock(&log_lock);
        while (line != NULL) {
            struct line *next = line->next;
            print_line(line->text);
            free(line);
            line = next;
        }
        if (log_closing)
            break;
    }
    return arg;
}

int log_open_bad(void)
{
    return pthread_create(&log_thread, NULL, log_run, NULL); // EXPECT: thread-no-stop
}

void log_add(struct line *line)
{
    pthread_mutex_lock(&log_lock);
    line->next = log_lines;
    log_lines = line;
    pthread_cond_signal(&log_changed);
    pthread_mutex_unlock(&log_lock);
}

void log_close(void)
{
    pthread_mutex_lock(&log_lock);
    log_closing = true;
    pthread_cond_signal(&log_changed);
    pthread_mutex_unlock(&log_lock);
    pthread_join(log_thread, NULL);
}

static pthread_mutex_t audit_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t audit_changed = PTHREAD_COND_INITIALIZER;
static struct line *audit_lines;
static bool audit_closing;
static pthread_t audit_thread;

static void *audit_run(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&audit_lock);
        if (audit_lines == NULL && !audit_closing)
            pthread_cond_wait(&audit_changed, &audit_lock);
        struct line *line = audit_lines;
        audit_lines = NULL;
        pthread_mutex_unlock(&audit_lock);
        while (line != NULL) {
            struct line *next = line->next;
            print_line(line->text);
            free(line);
            line = next;
        }
        if (audit_closing)
            break;
    }
    return arg;
}

int audit_open_ok(void)
{
    return pthread_create(&audit_thread, NULL, audit_run, NULL);
}

void audit_add(struct line *line)
{
    pthread_mutex_lock(&audit_lock);
    line->next = audit_lines;
    audit_lines = line;
    pthread_cond_signal(&audit_changed);
    pthread_mutex_unlock(&audit_lock);
}

void audit_close(void)
{
    pthread_mutex_lock(&audit_lock);
    audit_closing = true;
    pthread_cond_signal(&audit_changed);
    pthread_mutex_unlock(&audit_lock);
    pthread_join(audit_thread, NULL);
}

/* The flag is looked at before the mutex is taken, and that is too early. */
struct disk {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct line *lines;
    bool stop;
    pthread_t thread;
};

static void *disk_run(void *arg)
{
    struct disk *disk = arg;
    while (!disk->stop) {
        pthread_mutex_lock(&disk->lock);
        if (disk->lines == NULL) {
            pthread_cond_wait(&disk->changed, &disk->lock);
            pthread_mutex_unlock(&disk->lock);
            continue;
        }
        struct line *line = disk->lines;
        disk->lines = line->next;
        pthread_mutex_unlock(&disk->lock);
        print_line(line->text);
        free(line);
    }
    return NULL;
}

struct disk *disk_new_bad(void)
{
    struct disk *disk = calloc(1, sizeof *disk);
    if (disk == NULL)
        return NULL;
    pthread_mutex_init(&disk->lock, NULL);
    pthread_cond_init(&disk->changed, NULL);
    if (pthread_create(&disk->thread, NULL, disk_run, disk) == 0) // EXPECT: thread-no-stop
        return disk;
    free(disk);
    return NULL;
}

void disk_add(struct disk *disk, struct line *line)
{
    pthread_mutex_lock(&disk->lock);
    line->next = disk->lines;
    disk->lines = line;
    pthread_cond_signal(&disk->changed);
    pthread_mutex_unlock(&disk->lock);
}

void disk_free(struct disk *disk)
{
    pthread_mutex_lock(&disk->lock);
    disk->stop = true;
    pthread_cond_broadcast(&disk->changed);
    pthread_mutex_unlock(&disk->lock);
    pthread_join(disk->thread, NULL);
    free(disk);
}

/* The mutex is kept from the look to the wait. */
struct tape {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct line *lines;
    bool stop;
    pthread_t thread;
};

static void *tape_run(void *arg)
{
    struct tape *tape = arg;
    pthread_mutex_lock(&tape->lock);
    while (!tape->stop) {
        if (tape->lines == NULL) {
            pthread_cond_wait(&tape->changed, &tape->lock);
            continue;
        }
        struct line *line = tape->lines;
        tape->lines = line->next;
        pthread_mutex_unlock(&tape->lock);
        print_line(line->text);
        free(line);
        pthread_mutex_lock(&tape->lock);
    }
    pthread_mutex_unlock(&tape->lock);
    return NULL;
}

struct tape *tape_new_ok(void)
{
    struct tape *tape = calloc(1, sizeof *tape);
    if (tape == NULL)
        return NULL;
    pthread_mutex_init(&tape->lock, NULL);
    pthread_cond_init(&tape->changed, NULL);
    if (pthread_create(&tape->thread, NULL, tape_run, tape) == 0)
        return tape;
    free(tape);
    return NULL;
}

void tape_add(struct tape *tape, struct line *line)
{
    pthread_mutex_lock(&tape->lock);
    line->next = tape->lines;
    tape->lines = line;
    pthread_cond_signal(&tape->changed);
    pthread_mutex_unlock(&tape->lock);
}

void tape_free(struct tape *tape)
{
    pthread_mutex_lock(&tape->lock);
    tape->stop = true;
    pthread_cond_broadcast(&tape->changed);
    pthread_mutex_unlock(&tape->lock);
    pthread_join(tape->thread, NULL);
    free(tape);
}

/* A last job wakes it: what its wait hangs on is changed as well. */
static pthread_mutex_t mail_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t mail_changed = PTHREAD_COND_INITIALIZER;
static int mail_jobs;
static bool mail_closing;
static pthread_t mail_thread;

static void *mail_run(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&mail_lock);
        if (mail_jobs == 0)
            pthread_cond_wait(&mail_changed, &mail_lock);
        mail_jobs = 0;
        pthread_mutex_unlock(&mail_lock);
        print_line("mail");
        if (mail_closing)
            break;
    }
    return arg;
}

int mail_open_ok(void)
{
    return pthread_create(&mail_thread, NULL, mail_run, NULL);
}

void mail_close(void)
{
    pthread_mutex_lock(&mail_lock);
    mail_closing = true;
    mail_jobs++;
    pthread_cond_signal(&mail_changed);
    pthread_mutex_unlock(&mail_lock);
    pthread_join(mail_thread, NULL);
}
