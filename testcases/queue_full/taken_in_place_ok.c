/* The thread takes blocks out of the ring in its own loop, and leaves where the disk is full: it says so, and wakes who
 * waits for room. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCKS = 16, BLOCK_SIZE = 512 };

struct tape {
    pthread_mutex_t lock;
    pthread_cond_t filled, emptied;
    char *blocks[BLOCKS];
    unsigned first, n;
    bool ended, broken;
    FILE *file;
};

static struct tape tape = {.lock = PTHREAD_MUTEX_INITIALIZER,
                           .filled = PTHREAD_COND_INITIALIZER,
                           .emptied = PTHREAD_COND_INITIALIZER};

static void *record_ok(void *unused)
{
    bool broken = false;

    for (;;) {
        pthread_mutex_lock(&tape.lock);
        tape.broken |= broken;
        if (broken)
            pthread_cond_broadcast(&tape.emptied);
        while (tape.n == 0 && !tape.ended && !broken)
            pthread_cond_wait(&tape.filled, &tape.lock);
        if (tape.n == 0 || broken)
            break;
        char *block = tape.blocks[tape.first];
        tape.first = (tape.first + 1) % BLOCKS;
        tape.n--;
        pthread_cond_signal(&tape.emptied);
        pthread_mutex_unlock(&tape.lock);

        broken = fwrite(block, 1, BLOCK_SIZE, tape.file) < BLOCK_SIZE;
        free(block);
    }
    pthread_mutex_unlock(&tape.lock);
    return unused;
}

static bool play_ok(char *block)
{
    pthread_mutex_lock(&tape.lock);
    while (tape.n == BLOCKS && !tape.broken)
        pthread_cond_wait(&tape.emptied, &tape.lock);
    bool plays = !tape.broken;
    if (plays) {
        tape.blocks[(tape.first + tape.n) % BLOCKS] = block;
        tape.n++;
        pthread_cond_signal(&tape.filled);
    }
    pthread_mutex_unlock(&tape.lock);
    return plays;
}

static void finish_ok(pthread_t thread)
{
    pthread_mutex_lock(&tape.lock);
    tape.ended = true;
    pthread_cond_signal(&tape.filled);
    pthread_mutex_unlock(&tape.lock);
    pthread_join(thread, NULL);
}

int main(void)
{
    pthread_t recorder;
    char block[BLOCK_SIZE], *copy;

    tape.file = fopen("good.tape", "wb");
    if (tape.file == NULL || pthread_create(&recorder, NULL, record_ok, NULL) != 0)
        return 1;
    while (fread(block, 1, BLOCK_SIZE, stdin) == BLOCK_SIZE)
        if ((copy = strndup(block, BLOCK_SIZE)) == NULL || !play_ok(copy))
            break;
    finish_ok(recorder);
    return fclose(tape.file);
}
