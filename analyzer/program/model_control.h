/* What models say of control: which of their parameters are called, started or registered, and which
 * of them wait. Read from the calls of primitives in the models' bodies. Private to this folder. */
#ifndef STRANDED_PROGRAM_MODEL_CONTROL_H
#define STRANDED_PROGRAM_MODEL_CONTROL_H

#include "program/graph.h"

struct model_callback {
    enum root_kind kind;
    uint32_t parameter; /* from 1 */
    const char *field;  /* it is in that field of what the parameter points to; NULL = it is it */
};

/* A model has few of them: no room is needed for more. */
enum { MODEL_CALLBACKS = 4 };

struct model_callbacks {
    struct model_callback items[MODEL_CALLBACKS];
    uint32_t count;
};

/* The parameter of the model that the place is, or lies behind (from 1; 0 = none). `ret_field`: the name of
 * the field where the place ends in one, such as struct sigaction's handler; else NULL. */
uint32_t model_parameter(const struct fn *model, struct ir_place_id place, const char **ret_field);
/* Whether the primitive of that name says where control goes, and how. */
bool model_control_kind(const char *primitive, enum root_kind *ret_kind);
struct model_callbacks model_callbacks(const struct program *program, uint32_t fn);
/* Whether the model ends the calling thread. */
bool model_exits_thread(const struct program *program, uint32_t fn);
/* Whether the model ends a coroutine in whose name the calls in front of it were made. */
bool model_ends_coroutine(const struct program *program, uint32_t fn);
/* Whether a function of the program calls one that makes a process. */
bool model_control_forks(const struct program *program, uint32_t fn);
/* Whether the model makes a process. */
bool model_forks(const struct program *program, uint32_t fn);
/* Whether the model itself waits for something from outside; for a connection; for what another thread
 * sends. */
bool model_waits(const struct program *program, uint32_t fn);
bool model_accepts(const struct program *program, uint32_t fn);
/* Whether what the model waits for may be the next piece of a file. */
bool model_reads(const struct program *program, uint32_t fn);
bool model_awaits(const struct program *program, uint32_t fn);

#endif
