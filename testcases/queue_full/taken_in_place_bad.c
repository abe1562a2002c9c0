/* The thread takes blocks out of the ring in its own loop, and leaves where the disk is full: nobody makes room then. */
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
    bool ended;
    FILE *file;
};

static struct tape tape = {.lock = PTHREAD_MUTEX_INITIALIZER,
                           .filled = PTHREAD_COND_INITIALIZER,
                           .emptied = PTHREAD_COND_INITIALIZER};

static void *record_bad(void *unused)
{
    for (;;) {
        pthread_mutex_lock(&tape.lock);
        while (tape.n == 0 && !tape.ended)
            pthread_cond_wait(&tape.filled, &tape.lock);
        if (tape.n == 0)
            break;
        char *block = tape.blocks[tape.first];
        tape.first = (tape.first + 1) % BLOCKS;
        tape.n--;
        pthread_cond_signal(&tape.emptied);
        pthread_mutex_unlock(&tape.lock);

        size_t written = fwrite(block, 1, BLOCK_SIZE, tape.file);
        if (written < BLOCK_SIZE)
            return unused;
        free(block);
    }
    pthread_mutex_unlock(&tape.lock);
    return unused;
}

static void play_bad(char *block)
{
    pthread_mutex_lock(&tape.lock);
    while (tape.n == BLOCKS)
        pthread_cond_wait(&tape.emptied, &tape.lock);
    tape.blocks[(tape.first + tape.n) % BLOCKS] = block; // EXPECT: queue-full
    tape.n++;
    pthread_cond_signal(&tape.filled);
    pthread_mutex_unlock(&tape.lock);
}

static void finish_bad(pthread_t thread)
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

    tape.file = fopen("bad.tape", "wb");
    if (tape.file == NULL || pthread_create(&recorder, NULL, record_bad, NULL) != 0)
        return 1;
    while (fread(block, 1, BLOCK_SIZE, stdin) == BLOCK_SIZE)
        if ((copy = strndup(block, BLOCK_SIZE)) != NULL)
            play_bad(copy);
    finish_bad(recorder);
    return fclose(tape.file);
}
