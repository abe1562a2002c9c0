/* Threads that a wrapper starts, and what it means that there are several of them. A wrapper that starts two kinds of
 * threads has started one of each; a thread that keeps its handle beside its own condition waits for that alone, and
 * nobody else can wait there when it makes true itself what it waits for. Two writers of one printer can. */
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>

struct printer;
int line_read(struct printer *printer, char *line, int size);
void line_print(const char *line);
void ink_fill(void);

/* Blocks all signals in the new thread. */
static int quiet_thread_start(pthread_t *thread, void *(*run)(void *), void *arg)
{
    sigset_t all, old;

    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &old);
    int rc = pthread_create(thread, NULL, run, arg);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return rc;
}

/* ---- one of each kind ---- */

enum { IDLE, FED, PRINTING };

static pthread_mutex_t press_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t press_changed = PTHREAD_COND_INITIALIZER;
static int press_state;
static bool press_closing;
static pthread_t press_thread, ink_thread;

static void *press_run_ok(void *arg)
{
    pthread_mutex_lock(&press_lock);
    while (!press_closing) {
        while (press_state < FED && !press_closing)
            pthread_cond_wait(&press_changed, &press_lock);
        press_state = PRINTING;
        pthread_mutex_unlock(&press_lock);
        line_print("one page");
        pthread_mutex_lock(&press_lock);
        press_state = IDLE;
    }
    pthread_mutex_unlock(&press_lock);
    return arg;
}

static void *ink_run(void *arg)
{
    ink_fill();
    return arg;
}

int press_open(void)
{
    return quiet_thread_start(&press_thread, press_run_ok, NULL) == 0 &&
                   quiet_thread_start(&ink_thread, ink_run, NULL) == 0
               ? 0
               : -1;
}

void press_feed(void)
{
    pthread_mutex_lock(&press_lock);
    press_state = FED;
    pthread_cond_signal(&press_changed);
    pthread_mutex_unlock(&press_lock);
}

void press_close(void)
{
    pthread_mutex_lock(&press_lock);
    press_closing = true;
    pthread_cond_signal(&press_changed);
    pthread_mutex_unlock(&press_lock);
    pthread_join(press_thread, NULL);
    pthread_join(ink_thread, NULL);
}

/* ---- one of an object each ---- */

struct printer {
    pthread_t reader;
    pthread_mutex_t lock;
    pthread_cond_t taken;
    char *line; /* NULL = taken */
};

static void *reader_run_ok(void *arg)
{
    struct printer *printer = arg;
    char text[80];

    while (line_read(printer, text, sizeof(text)) > 0) {
        pthread_mutex_lock(&printer->lock);
        printer->line = text;
        if (text[0] == '#')
            printer->line = NULL;
        while (printer->line)
            pthread_cond_wait(&printer->taken, &printer->lock);
        pthread_mutex_unlock(&printer->lock);
    }
    return NULL;
}

struct printer *printer_open(void)
{
    struct printer *printer = calloc(1, sizeof(*printer));

    if (!printer)
        return NULL;
    pthread_mutex_init(&printer->lock, NULL);
    pthread_cond_init(&printer->taken, NULL);
    if (quiet_thread_start(&printer->reader, reader_run_ok, printer) != 0) {
        free(printer);
        return NULL;
    }
    return printer;
}

void printer_print(struct printer *printer)
{
    pthread_mutex_lock(&printer->lock);
    if (printer->line) {
        line_print(printer->line);
        printer->line = NULL;
        pthread_cond_signal(&printer->taken);
    }
    pthread_mutex_unlock(&printer->lock);
}

void printer_close(struct printer *printer)
{
    pthread_join(printer->reader, NULL);
    free(printer);
}

/* Two offices, a printer each. */
int offices_print(void)
{
    struct printer *left = printer_open();
    struct printer *right = left ? printer_open() : NULL;

    if (right) {
        printer_print(left);
        printer_print(right);
        printer_close(right);
    }
    if (left)
        printer_close(left);
    return right ? 0 : -1;
}

/* ---- several of one object ---- */

enum { WRITERS = 3 };

struct sheet {
    pthread_t writers[WRITERS];
    pthread_mutex_t lock;
    pthread_cond_t written;
    const char *line; /* NULL = there is room */
};

static void *writer_run_bad(void *arg)
{
    struct sheet *sheet = arg;

    for (int i = 0; i < 10; i++) {
        pthread_mutex_lock(&sheet->lock);
        while (sheet->line)
            pthread_cond_wait(&sheet->written, &sheet->lock); // EXPECT: recv-no-sender
        sheet->line = "a line";
        pthread_mutex_unlock(&sheet->lock);
        if (i % 2) {
            pthread_mutex_lock(&sheet->lock);
            sheet->line = NULL;
            pthread_mutex_unlock(&sheet->lock);
        }
    }
    return NULL;
}

void sheet_print(struct sheet *sheet)
{
    pthread_mutex_lock(&sheet->lock);
    if (sheet->line) {
        line_print(sheet->line);
        sheet->line = NULL;
        pthread_cond_signal(&sheet->written);
    }
    pthread_mutex_unlock(&sheet->lock);
}

int sheet_write(struct sheet *sheet)
{
    int n = 0;

    while (n < WRITERS && quiet_thread_start(&sheet->writers[n], writer_run_bad, sheet) == 0)
        n++;
    for (int i = 0; i < n; i++) {
        sheet_print(sheet);
        pthread_join(sheet->writers[i], NULL);
    }
    return n;
}
