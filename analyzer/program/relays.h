/* Functions in which threads start only to run what they find in their argument. Private to this folder. */
#ifndef STRANDED_PROGRAM_RELAYS_H
#define STRANDED_PROGRAM_RELAYS_H

#include "program/graph.h"
#include "program/solver.h"

/* Steps from the argument to what is found there: `w->task.run` has three. */
enum { RELAY_STEPS = 6 };

/* A way to a value from the value of the function's first parameter. */
struct relay_way {
    uint32_t count;
    uint32_t steps[RELAY_STEPS]; /* a field of the program; 0 = what the pointer points to */
};

struct relay {
    uint32_t call;          /* index into fn.calls: where it runs it */
    struct relay_way run;   /* to the function */
    struct relay_way given; /* to what that gets */
    bool gives;             /* `given` is known */
};

/* Whether the function calls, at one place, a function that its argument holds. */
bool relay_find(const struct program *program, uint32_t fn, struct relay *ret_relay);
/* The thread that the call starts now in object->body: where that is a relay, the object says behind that
 * what it runs, as far as this function tells. `theirs` is the body in terms of the callee. */
void relay_look_behind(struct frame *frame, const struct state *state, const struct ir_instr *call,
                       struct value theirs, struct object *object);
/* Whether that instruction is where the function, a relay, runs what its argument says. */
bool relay_runs_at(const struct program *program, uint32_t fn, uint32_t instr);
/* Whether the relay itself, and not what it runs, lets its thread be released by itself. Requires solve. */
bool relay_detaches(const struct program *program, uint32_t fn);

#endif
