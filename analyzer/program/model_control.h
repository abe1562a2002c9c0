/* What models say of control: which of their parameters are called, started or registered, and which
 * of them wait. Read from the calls of primitives in the models' bodies. Private to this folder. */
#ifndef STRANDED_PROGRAM_MODEL_CONTROL_H
#define STRANDED_PROGRAM_MODEL_CONTROL_H

#include "program/graph.h"
#include "program/model_uses.h"

struct model_callback {
    enum root_kind kind;
    uint32_t parameter; /* from 1; MODEL_RESULT */
    const char *field;  /* it is in that field of what the parameter points to; NULL = it is it */
    const char *record; /* the struct with that field; "" = it has no name */
    bool whole;         /* it is any function in the object that the parameter points to */
    struct model_test only; /* only calls for which this holds do so; none: all */
};

/* What the model returns: the callback is stored there later. */
#define MODEL_RESULT UINT32_MAX

/* A model has few of them: no room is needed for more. */
enum { MODEL_CALLBACKS = 24 };

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
/* Whether that call of the model does it. That a handler is one of a unix signal has to be certain. */
bool model_callback_is_made(const struct fn *caller, const struct ir_instr *call,
                            const struct model_callback *callback);
/* Whether the model stands for no function, but says of all objects of a type which of their fields hold
 * handlers: a static one that no other calls. */
bool model_is_fact(const struct program *program, uint32_t fn);
/* Whether the model says that a function of its name is the program's own, and a handler. */
bool model_is_handler(const struct program *program, uint32_t fn);
/* The same, and that it is called once. */
bool model_is_called_once(const struct program *program, uint32_t fn);
/* Whether the model says that functions which get such an object are. */
bool model_is_handed(const struct program *program, uint32_t fn);
/* Whether what the model registers is called no more once it has returned zero. */
bool model_until_zero(const struct program *program, uint32_t fn);
/* Whether the model ends the process. */
bool model_exits(const struct program *program, uint32_t fn);
/* Whether the model ends the calling thread. */
bool model_exits_thread(const struct program *program, uint32_t fn);
/* Whether the model puts something into a container, takes something out, or goes through one. */
bool model_contains(const struct program *program, uint32_t fn);
/* Whether the model ends a coroutine in whose name the calls in front of it were made. */
bool model_ends_coroutine(const struct program *program, uint32_t fn);
/* The parameter that names the function which the model finds; 0 = it finds none. `ret_to`: the parameter behind which it
 * is stored; 0 = it is the result. */
uint32_t model_finds_by_name(const struct program *program, uint32_t fn, uint32_t *ret_to);
/* Whether a function of the program calls one that makes a process. */
bool model_control_forks(const struct program *program, uint32_t fn);
/* Whether the model waits for the end of a process that the program has made. */
bool model_reaps(const struct program *program, uint32_t fn);
/* Whether the model makes a process. */
/* Whether it allocates memory, or starts a thread. */
bool model_makes(const struct program *program, uint32_t model);
/* Whether it allocates memory, or makes an allocation larger. */
bool model_allocates(const struct program *program, uint32_t model);
/* Whether it frees memory that it is handed. */
bool model_frees(const struct program *program, uint32_t model);
/* Whether it opens a descriptor. */
bool model_opens(const struct program *program, uint32_t model);
/* Whether it makes a client. */
bool model_makes_client(const struct program *program, uint32_t model);
/* Whether it gives the client that an object knows; whether it ends the client that it is handed. */
bool model_gives_client_of(const struct program *program, uint32_t model);
bool model_ends_client(const struct program *program, uint32_t model);
/* Whether it waits for the other side of a client, or sends or receives through one. */
bool model_uses_client(const struct program *program, uint32_t model);
/* Whether it sends or receives through a channel. */
bool model_exchanges(const struct program *program, uint32_t model);
bool model_forks(const struct program *program, uint32_t fn);
/* Whether the model itself waits for something from outside; for a connection, a request or a message of
 * another program; for what another thread sends. */
bool model_waits(const struct program *program, uint32_t fn);
bool model_accepts(const struct program *program, uint32_t fn);
bool model_waits_for_request(const struct program *program, uint32_t fn);
bool model_waits_for_message(const struct program *program, uint32_t fn);
/* Whether what the model waits for may be the next piece of a file. */
bool model_reads(const struct program *program, uint32_t fn);
/* The parameter, a descriptor, over which the result of the model is a stream; 0 = it is none. */
uint32_t model_stream_over(const struct program *program, uint32_t fn);
/* Whether that is standard input, whatever the call is given. */
bool model_reads_input(const struct program *program, uint32_t fn);
/* Whether it waits for a time to come, and for nothing else. */
bool model_sleeps(const struct program *program, uint32_t fn);
bool model_awaits(const struct program *program, uint32_t fn);

#endif
