/* A decoder hands its frames over one by one; the window's loop takes them, and leaves when it is closed. The two
 * wait by SDL, behind small wrappers. */
#include <stdbool.h>
#include <stdlib.h>

#include "SDL_thread.h"

bool next_event(void);

struct frames {
    SDL_mutex *mutex;
    SDL_cond *consumed_cond;
    bool consumed, stopped;
    int count;
};

struct decoder {
    struct frames *frames;
    SDL_Thread *thread;
};

static void mutex_lock(SDL_mutex *mutex)
{
    if (SDL_LockMutex(mutex) != 0)
        abort();
}

static void mutex_unlock(SDL_mutex *mutex)
{
    if (SDL_UnlockMutex(mutex) != 0)
        abort();
}

static void offer_bad(struct frames *frames)
{
    mutex_lock(frames->mutex);
    while (!frames->consumed)
        SDL_CondWait(frames->consumed_cond, frames->mutex); // EXPECT: queue-full
    frames->consumed = false;
    frames->count++;
    mutex_unlock(frames->mutex);
}

static void consume(struct frames *frames)
{
    mutex_lock(frames->mutex);
    frames->consumed = true;
    SDL_CondSignal(frames->consumed_cond);
    mutex_unlock(frames->mutex);
}

static int decode(void *data)
{
    struct decoder *decoder = data;

    for (int i = 0; i < 1000; i++)
        offer_bad(decoder->frames);
    return 0;
}

static bool decoder_start(struct decoder *decoder)
{
    decoder->thread = SDL_CreateThread(decode, "decoder", decoder);
    return decoder->thread != NULL;
}

static void decoder_join(struct decoder *decoder)
{
    SDL_WaitThread(decoder->thread, NULL);
}

int main(void)
{
    static struct frames frames;
    static struct decoder decoder;

    frames.mutex = SDL_CreateMutex();
    frames.consumed_cond = SDL_CreateCond();
    frames.consumed = true;
    decoder.frames = &frames;
    if (!decoder_start(&decoder))
        return 1;
    while (next_event())
        consume(&frames);
    decoder_join(&decoder);
    SDL_DestroyCond(frames.consumed_cond);
    SDL_DestroyMutex(frames.mutex);
    return 0;
}
