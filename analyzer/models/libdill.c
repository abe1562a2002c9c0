/* libdill: coroutines and channels.
 *
 * States    the manual pages of libdill 2.14: chmake(3), chsend(3), chrecv(3), chdone(3), choose(3),
 *           go(3), bundle(3), bundle_wait(3), hclose(3), hown(3). The header renames what it documents:
 *           chmake() is dill_chmake(). Both names are stated for channels and handles, as the header can
 *           leave the renaming out and programs bind the plain names themselves.
 * Handles   A handle is an int: each end of a channel, a coroutine, a bundle.
 * Threads   go(f(x)) calls f() itself, on a new stack, between dill_prologue() and dill_epilogue(): the
 *           branch that comes to dill_epilogue() is the coroutine and ends there, the other one is its
 *           parent, which goes on. So what a coroutine does is done in the function that starts it, on a
 *           way of its own. For waiting it is a thread: it stands still alone, and keeps its stack of
 *           256 KB for as long. Nobody has to join it: it is released when it ends, and the handle, or
 *           its bundle, is closed to cancel it. A handle that is lost is therefore not reported as a
 *           thread that is not joined, and go() is not told as a spawn.
 * Channels  Two handles, a channel for each direction, without room: a send waits for its receive. A
 *           deadline of -1 is none. What a message holds is not followed: it escapes. Closing the handle
 *           of a coroutine or bundle cancels what waits in it.
 * Failures  Too many handles, or no memory. What fails when a coroutine is cancelled is not followed,
 *           but is a result of which nothing is known. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* What is received there is not known. */
static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- coroutines ---- */

/* Gives -1 where there is no memory for the stack. The parent goes on with the handle. */
int dill_prologue(void **registers, void **stack, size_t size, int bundle, const char *file,
                  int line)
{
    if (model_fails())
        return -1;
    *registers = model_new();
    return (int)model_any();
}

__attribute__((__noreturn__)) void dill_epilogue(void)
{
    model_coroutine();
    model_thread_exit();
}

int dill_bundle(void)
{
    return (int)model_any();
}

int dill_bundle_mem(void *storage)
{
    return (int)model_any();
}

/* Its coroutines end it, none that is named here. */
int dill_bundle_wait(int bundle, long long deadline)
{
    if (deadline < 0)
        model_reaps();
    return (int)model_any();
}

int dill_yield(void)
{
    return (int)model_any();
}

int dill_msleep(long long deadline)
{
    model_sleeps();
    return (int)model_any();
}

long long dill_now(void)
{
    return model_any();
}

/* ---- channels ---- */

/* As the header declares it. */
struct dill_chclause {
    int op;
    int ch;
    void *val;
    size_t len;
};

int dill_chmake(int *ends)
{
    if (model_fails())
        return -1;
    ends[0] = (int)model_any();
    ends[1] = (int)model_any();
    model_make((const void *)(long)ends[0], 0, 0);
    model_make((const void *)(long)ends[1], 0, 0);
    model_ends((const void *)(long)ends[0], (const void *)(long)ends[1]);
    model_ends((const void *)(long)ends[1], (const void *)(long)ends[0]);
    return 0;
}

int dill_chmake_mem(void *storage, int *ends)
{
    if (model_fails())
        return -1;
    ends[0] = (int)model_any();
    ends[1] = (int)model_any();
    model_make((const void *)(long)ends[0], 0, 0);
    model_make((const void *)(long)ends[1], 0, 0);
    model_ends((const void *)(long)ends[0], (const void *)(long)ends[1]);
    model_ends((const void *)(long)ends[1], (const void *)(long)ends[0]);
    return 0;
}

int dill_chsend(int channel, const void *value, size_t size, long long deadline)
{
    model_escape(value);
    model_put((const void *)(long)channel, deadline < 0);
    return (int)model_any();
}

int dill_chrecv(int channel, void *value, size_t size, long long deadline)
{
    model_receive((const void *)(long)channel, deadline < 0);
    fill(value);
    return (int)model_any();
}

int dill_chdone(int channel)
{
    model_close((const void *)(long)channel);
    return (int)model_any();
}

/* The operation of a clause that sends. */
enum { SENDING = 1 };

/* A clause sends or receives, which its field says: here it is both, and the waiting is the receive's. */
int dill_choose(struct dill_chclause *clauses, int count, long long deadline)
{
    model_receive((const void *)(long)clauses[count].ch, deadline < 0);
    model_await_each((const void *)(long)clauses[count].ch, deadline < 0, clauses[count].op,
                     SENDING);
    model_offer((const void *)(long)clauses[count].ch);
    fill(clauses[count].val);
    return (int)model_any();
}

/* ---- handles ---- */

int dill_hclose(int handle)
{
    model_close((const void *)(long)handle);
    model_interrupt((const void *)(long)handle);
    return (int)model_any();
}

/* The handle has another number from now on, and the old one is gone. */
int dill_hown(int handle)
{
    model_escape((const void *)(long)handle);
    return (int)model_any();
}

/* ---- the same by their documented names ---- */

int chmake(int *ends)
{
    if (model_fails())
        return -1;
    ends[0] = (int)model_any();
    ends[1] = (int)model_any();
    model_make((const void *)(long)ends[0], 0, 0);
    model_make((const void *)(long)ends[1], 0, 0);
    model_ends((const void *)(long)ends[0], (const void *)(long)ends[1]);
    model_ends((const void *)(long)ends[1], (const void *)(long)ends[0]);
    return 0;
}

int chmake_mem(void *storage, int *ends)
{
    if (model_fails())
        return -1;
    ends[0] = (int)model_any();
    ends[1] = (int)model_any();
    model_make((const void *)(long)ends[0], 0, 0);
    model_make((const void *)(long)ends[1], 0, 0);
    model_ends((const void *)(long)ends[0], (const void *)(long)ends[1]);
    model_ends((const void *)(long)ends[1], (const void *)(long)ends[0]);
    return 0;
}

int chsend(int channel, const void *value, size_t size, long long deadline)
{
    model_escape(value);
    model_put((const void *)(long)channel, deadline < 0);
    return (int)model_any();
}

int chrecv(int channel, void *value, size_t size, long long deadline)
{
    model_receive((const void *)(long)channel, deadline < 0);
    fill(value);
    return (int)model_any();
}

int chdone(int channel)
{
    model_close((const void *)(long)channel);
    return (int)model_any();
}

int choose(struct dill_chclause *clauses, int count, long long deadline)
{
    model_receive((const void *)(long)clauses[count].ch, deadline < 0);
    model_await_each((const void *)(long)clauses[count].ch, deadline < 0, clauses[count].op,
                     SENDING);
    model_offer((const void *)(long)clauses[count].ch);
    fill(clauses[count].val);
    return (int)model_any();
}

int hclose(int handle)
{
    model_close((const void *)(long)handle);
    model_interrupt((const void *)(long)handle);
    return (int)model_any();
}

int hown(int handle)
{
    model_escape((const void *)(long)handle);
    return (int)model_any();
}

int bundle_wait(int bundle, long long deadline)
{
    if (deadline < 0)
        model_reaps();
    return (int)model_any();
}
