/* What models do with the values that they get: which they return, keep, hide, or hand to handlers. Read
 * from the models' bodies. Private to this folder. */
#ifndef STRANDED_PROGRAM_MODEL_FLOW_H
#define STRANDED_PROGRAM_MODEL_FLOW_H

#include "program/graph.h"
#include "program/model_uses.h"

/* A function that the model starts, calls or registers, and the data that it will get. */
struct model_handler {
    enum root_kind kind;
    uint32_t function; /* parameter of the model, from 1 */
    uint32_t data;     /* likewise; 0 = none of the parameters */
};

/* A model has few of them: no room is needed for more. */
enum { MODEL_HANDLERS = 4, MODEL_HIDDEN_FIELDS = 4, MODEL_HIDDEN_IFS = 4 };

/* A parameter that is hidden by those calls for which the test may hold. */
struct model_hidden_if {
    uint32_t parameter;
    struct model_test only;
};

struct model_flow {
    uint64_t kept; /* bit per parameter (from 1): more is done with it than used */
    uint64_t
        returnable;  /* likewise: the result may be it, which matters where the result is used */
    uint64_t hidden; /* bit per parameter: it reaches what nobody can see, or is kept */
    uint32_t
        hidden_fields[MODEL_HIDDEN_FIELDS]; /* elements of fields behind a parameter, likewise */
    uint32_t n_hidden_fields;
    struct model_hidden_if hidden_ifs[MODEL_HIDDEN_IFS];
    uint32_t n_hidden_ifs;
    uint32_t returned;               /* the parameter that the result may be, 0 = none */
    uint32_t copied_to, copied_from; /* parameters whose objects are copied, 0 = none */
    bool makes;                      /* its result is new */
    struct model_handler handlers[MODEL_HANDLERS];
    uint32_t n_handlers;
};

struct model_flow model_flow_of(const struct program *program, uint32_t fn);

/* Whether the call of the model, in that function, keeps what it gets for the parameter; or hides it. */
bool model_flow_keeps(const struct model_flow *flow, const struct fn *caller,
                      const struct ir_instr *call, uint32_t parameter);
bool model_flow_hides(const struct model_flow *flow, const struct fn *caller,
                      const struct ir_instr *call, uint32_t parameter);

#endif
