/* What the files behind program_overfull() share: how often a message is sent, and who makes room for it.
 * Private to this folder. */
#ifndef STRANDED_PROGRAM_OVERFULL_H
#define STRANDED_PROGRAM_OVERFULL_H

#include <stranded/check.h>

#include "program/channels.h"
#include "program/stop_region.h"

/* One message: a send that waits for room without end; or a wait for one of the tokens of a semaphore, which
 * is the same the other way round. */
struct overfull {
    const struct channels *channels;
    const struct program *program;
    const struct channel *channel;
    const struct channel_use *use;
    uint64_t relieves; /* kinds of use that make room, 1 << use_kind */
    int64_t room;      /* ROOM_UNKNOWN: some number */
    struct arena *scratch;
};

/* How often, at least or at most. */
struct amount {
    uint64_t count;
    bool endless; /* as often as something outside of the program wants */
    bool assumed; /* `count` is the most; or it hangs on a value that is not known */
    bool is_open; /* times a number of rounds that is not known */
};

/* A call in a function that sends, and where the function has the channel from. */
struct sending {
    uint32_t fn, block, instr;
    uint32_t place; /* the channel, or what it is a part of; 0 = only a callee knows it */
    bool is_fixed;  /* it is always the same one */
};

/* overfull_flood.c: how often the call is made each time that the function is, by the loops around it.
 * `ret_loop`: the outermost of those loops that count, index + 1; 0 = none. Loops in which somebody makes
 * room, or which take one channel after the other, do not count, nor do those around them. */
struct amount overfull_amount(const struct overfull *question, const struct sending *sending,
                              uint32_t *ret_loop);
/* overfull_below.c: how often the function that a lifted use stands for sends, each time that it is called: in what is
 * between it and who sends, and in who sends. */
struct amount overfull_amount_below(const struct overfull *question);
/* Each time as often as that. */
void overfull_multiply(struct amount *amount, struct amount by);
/* overfull_last.c: whether the loop is left, behind the call, because of what the message says: the last one tells the receiver
 * to leave, too. */
bool overfull_tells_end(const struct overfull *question, const struct sending *sending,
                        uint32_t loop);
/* Whether the call is in a loop that goes on with the rest of what was sent in part. */
bool overfull_sends_rest(const struct overfull *question, const struct sending *sending);
/* Whether the send only tries, but is tried again and again until there is room, and nothing else is done meanwhile. */
bool overfull_is_retried(const struct overfull *question);
/* The send itself; and a call of the function, by which that is made. */
struct sending overfull_first_sending(const struct overfull *question);
struct sending overfull_sending_of_caller(const struct overfull *question,
                                          const struct sending *callee, uint32_t caller,
                                          const struct call_site *site);
/* The messages that were surely sent in the function before the call, with nobody making room. */
uint64_t overfull_before(const struct overfull *question, uint32_t fn, uint32_t instr);

/* overfull_room.c */

/* The room that one of the messages takes, at least. */
uint64_t overfull_weight(const struct overfull *question);
/* The room of a hand-written queue; ROOM_UNKNOWN: it is not known. */
int64_t overfull_room_by_hand(const struct program *program, const struct channel_use *send);
/* Whether what adds to a hand-written queue spins until there is room. */
bool overfull_spins(const struct program *program, const struct channel_use *send);

/* overfull_relief.c */

/* A call of a function that makes room, or that starts a thread which does. */
struct relief {
    uint32_t instr;
    bool starts;
};
VECTOR_TYPE(reliefs, struct relief);

/* Whether every way to the function comes through `top`: a call of it, or a thread that is started below it. */
bool overfull_comes_only_through(const struct overfull *question, uint32_t top, uint32_t number);
/* Whether nobody makes room in the channel, as that function knows it, but those whom it calls, whose threads
 * it starts, and itself: those. The caller frees the vector. */
bool overfull_reliefs(const struct overfull *question, uint32_t fn, struct reliefs *ret_reliefs);
/* Whether the function makes the channel, so that no other call of it knows the same one. */
bool overfull_owns(const struct overfull *question, uint32_t fn);
/* Whether somebody may close the channel, or the end that is received from, in the function before that call,
 * behind whatever is in `without`: who sends is told so, and does not wait. */
bool overfull_is_closed_before(const struct overfull *question, uint32_t fn, uint32_t instr,
                               const struct points *without);
/* Whether the function itself makes the channel before that call, and no thread in sight receives from it:
 * then nobody knows it yet. */
bool overfull_is_fresh(const struct overfull *question, uint32_t fn, uint32_t instr);
/* Whether there is a way through the function from one call to the other that passes none of `without`
 * (NULL = none). */
bool overfull_comes_before(const struct program *program, uint32_t fn, uint32_t from, uint32_t to,
                           const struct points *without);
/* overfull_reap.c: whether the call sends in a process or coroutine whose end is waited for, in the same
 * function, before anybody receives. `ret_wait`: the call that waits, and then the first that receives. */
bool overfull_is_reaped(const struct overfull *question, uint32_t fn, uint32_t instr,
                        uint32_t *ret_wait, uint32_t *ret_receive);
/* The same where the function that makes the process comes back, and a caller waits: `ret_fn`. */
bool overfull_is_reaped_above(const struct overfull *question, uint32_t fn, uint32_t instr,
                              uint32_t *ret_fn, uint32_t *ret_wait, uint32_t *ret_receive);
/* The same for what the coroutine with that body sends; `ret_fn`: who has started it. */
bool overfull_coroutine_is_reaped(const struct overfull *question, uint32_t body, uint32_t *ret_fn,
                                  uint32_t *ret_wait, uint32_t *ret_receive);

/* Whether the function, or what it calls, makes processes. */
bool overfull_forks(const struct program *program, uint32_t fn);

/* overfull_left.c */

/* Whether the only receiver may leave, and nobody makes room then. */
bool overfull_is_left(const struct overfull *question, struct channel_trouble *trouble);
/* Whether somebody may end a wait otherwise, among what the function calls. */
bool overfull_is_interrupted(const struct program *program, uint32_t fn);
/* Whether closes are made only by the sender itself, or by that function. */
bool overfull_closes_come_late(const struct overfull *question, uint32_t receiver);

/* overfull_few.c */

/* Whether more threads send one each than are received. */
bool overfull_is_too_much(const struct overfull *question, struct channel_trouble *trouble);

/* overfull_whole.c: a call that sends all of something, however long that is. */
struct whole {
    uint32_t fn, block, instr;
    struct ir_operand size;
};

/* Whether the send goes on until all is sent; then its anchor. */
bool overfull_whole_first(const struct overfull *question, struct whole *ret_whole);
/* The only call of the function in the same thread; false = there is no such. */
bool overfull_whole_above(const struct program *program, struct whole *whole);
/* Whether the function has the size from its caller, and it is not known to be small. */
bool overfull_whole_is_given(const struct program *program, const struct whole *whole);

/* overfull_fed.c: whether what is sent is all of the input of another program, whose output is received only behind. */
bool overfull_program_is_fed(const struct channels *channels, const struct channel_use *send,
                             struct channel_trouble *trouble);
/* Whether what is received is the output of another program, whose end is waited for before: then `trouble` says so,
 * of that wait. */
bool overfull_program_is_reaped(const struct channels *channels, const struct channel_use *receive,
                                const struct creation *creation, struct channel_trouble *trouble);

/* overfull_reap.c, for the next: whether the call waits for the end of a process or coroutine (0: any call of the function);
 * whether the other end of the pipe becomes the output of another program, in the function itself or in one that it calls;
 * and what is said of the wait. */
bool reap_is_made(const struct program *program, uint32_t fn, uint32_t instr);
bool reap_is_output(const struct channels *channels, const struct channel_use *use);
void reap_state(const struct program *program, const struct channel_use *receive,
                const struct creation *creation, const struct path_answer *answer,
                struct channel_trouble *trouble);
/* overfull_object.c: the same as overfull_program_is_reaped() where the end and the number of the process lie in an object,
 * and another function has started it. */
bool overfull_object_is_reaped(const struct channels *channels, const struct channel_use *receive,
                               const struct creation *creation, struct channel_trouble *trouble);

#endif
