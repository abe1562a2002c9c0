/* A buffer with an index in which lines are collected is no queue, though each line wakes a worker. The bad twin is
 * one: bytes for a worker that never looks at them. */
#include <pthread.h>
#include <semaphore.h>
#include <string.h>
#include <unistd.h>

struct input {
    char text[512];
    size_t used;
};

static sem_t lines;
static char last_line[512];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void take_lines_ok(struct input *input, ssize_t n)
{
    char *end;

    input->used += (size_t)n;
    input->text[input->used] = '\0';
    while ((end = strchr(input->text, '\n'))) {
        *end++ = '\0';
        pthread_mutex_lock(&lock);
        strcpy(last_line, input->text);
        pthread_mutex_unlock(&lock);
        sem_post(&lines);
        input->used -= (size_t)(end - input->text);
        memmove(input->text, end, input->used + 1);
    }
}

struct typed {
    char text[128];
    size_t used;
};

static void take_byte_ok(struct typed *typed, char byte)
{
    if (byte != '\n') {
        if (typed->used < sizeof typed->text - 1)
            typed->text[typed->used++] = byte;
        return;
    }
    pthread_mutex_lock(&lock);
    memcpy(last_line, typed->text, typed->used);
    pthread_mutex_unlock(&lock);
    sem_post(&lines);
    typed->used = 0;
}

static unsigned char record[64];
static unsigned record_end;

/* Each record is written over the last one: for a debugger to look at. */
static void keep_record_ok(unsigned char byte)
{
    if (byte == 0xff)
        record_end = 0;
    record[record_end++] = byte;
    sem_post(&lines);
}

static unsigned char trail[256];
static unsigned trail_end;

static void note_byte_bad(unsigned char byte)
{
    pthread_mutex_lock(&lock);
    trail[trail_end++ % sizeof trail] = byte; // EXPECT: send-no-receiver
    pthread_mutex_unlock(&lock);
    sem_post(&lines);
}

static void *work(void *data)
{
    (void)data;
    for (;;) {
        sem_wait(&lines);
        pthread_mutex_lock(&lock);
        write(1, last_line, strlen(last_line));
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

int main(void)
{
    struct input input = {0};
    struct typed typed = {0};
    pthread_t worker;
    ssize_t n;

    sem_init(&lines, 0, 0);
    if (pthread_create(&worker, NULL, work, NULL) != 0)
        return 1;
    pthread_detach(worker);
    while ((n = read(0, input.text + input.used, sizeof input.text - 1 - input.used)) > 0) {
        note_byte_bad((unsigned char)input.text[input.used]);
        keep_record_ok((unsigned char)input.text[input.used]);
        take_byte_ok(&typed, input.text[input.used]);
        take_lines_ok(&input, n);
    }
    return 0;
}
