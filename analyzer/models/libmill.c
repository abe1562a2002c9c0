/* libmill: coroutines and channels.
 *
 * States    the documentation of libmill 1.18 and what its header makes of it: chmake(type, n) is
 *           mill_chmake_(), chs(channel, type, value) mill_chs_(), chr(channel, type) mill_chr_(), and so
 *           on. Version 1.0 calls the same functions without the last underscore.
 * Handles   A chan is the channel. chdup() gives another reference to it, which is the same channel, and
 *           chclose() drops one: it ends nobody's wait. References are not counted.
 * Threads   go(f(x)) calls f() itself, on a new stack, between mill_prologue_() and mill_epilogue_(), as
 *           in libdill.c. Nobody can join or cancel a coroutine: what stands still in it does so until
 *           the process ends.
 * Channels  What a message holds is not followed: it escapes. A channel has room for n messages; with
 *           none, a send waits for its receive. chdone() says that nothing more comes: whoever receives goes on, a send
 *           after it ends the process. A choose waits for any of its clauses, which are given one by one
 *           before: each receives or sends without waiting, and the call that waits waits for something
 *           not known (0).
 * Failures  No memory gives no channel and ends the process elsewhere. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* What is sent and not received yet, of all channels: what a channel holds is not the channel. */
static long messages[1024];

/* ---- coroutines ---- */

void *mill_getctx_(void)
{
    return model_new();
}

void *mill_prologue_(const char *created)
{
    return model_new();
}

__attribute__((__noreturn__)) void mill_epilogue_(void)
{
    model_coroutine();
    model_thread_exit();
}

void mill_goprepare_(int count, size_t stack_size, size_t value_size)
{
}

void mill_yield_(const char *current)
{
}

void mill_msleep_(long long deadline, const char *current)
{
    model_sleeps();
}

long long mill_now_(void)
{
    return model_any();
}

int mill_fdwait_(int fd, int events, long long deadline, const char *current)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, deadline < 0);
    return (int)model_any();
}

void mill_fdclean_(int fd)
{
}

/* ---- channels ---- */

void *mill_chmake_(size_t size, size_t room, const char *created)
{
    if (model_fails())
        return 0;
    void *channel = model_new();
    model_make(channel, room, 0);
    return channel;
}

void *mill_chdup_(void *channel, const char *created)
{
    return channel;
}

void mill_chclose_(void *channel, const char *current)
{
}

void mill_chs_(void *channel, void *value, size_t size, const char *current)
{
    model_escape(value);
    model_send(channel);
}

void *mill_chr_(void *channel, size_t size, const char *current)
{
    model_receive(channel, 1);
    return model_new();
}

void mill_chdone_(void *channel, void *value, size_t size, const char *current)
{
    model_escape(value);
    model_close(channel);
}

void mill_choose_init_(const char *current)
{
}

void mill_choose_in_(void *clause, void *channel, size_t size, int number)
{
    model_receive(channel, 0);
}

void mill_choose_out_(void *clause, void *channel, void *value, size_t size, int number)
{
    model_escape(value);
    model_offer(channel);
}

void mill_choose_deadline_(long long deadline)
{
}

void mill_choose_otherwise_(void)
{
}

int mill_choose_wait_(void)
{
    model_receive(0, 1);
    return (int)model_any();
}

void *mill_choose_val_(size_t size)
{
    return model_new();
}

/* ---- version 1.0 ---- */

void *mill_chmake(size_t size, size_t room, const char *created)
{
    if (model_fails())
        return 0;
    void *channel = model_new();
    model_make(channel, room, 0);
    return channel;
}

void *mill_chdup(void *channel, const char *created)
{
    return channel;
}

void mill_chclose(void *channel, const char *current)
{
}

void mill_chs(void *channel, void *value, size_t size, const char *current)
{
    model_escape(value);
    model_send(channel);
}

void *mill_chr(void *channel, size_t size, const char *current)
{
    model_receive(channel, 1);
    return model_new();
}

void mill_chdone(void *channel, void *value, size_t size, const char *current)
{
    model_escape(value);
    model_close(channel);
}
