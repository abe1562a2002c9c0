/* What models say of clients: which of their parameters they make, wait for, or bound. Read from the calls of
 * primitives in the models' bodies. Private to this folder. */
#ifndef STRANDED_PROGRAM_MODEL_CLIENTS_H
#define STRANDED_PROGRAM_MODEL_CLIENTS_H

#include "program/uses.h"

/* A primitive in a model's body, or in that of a function that it calls for it. */
struct client_word {
    enum use_kind kind;
    uint32_t parameter, other; /* as in struct model_use */
    uint32_t block;            /* of the model: where it stands */
};

VECTOR_TYPE(client_words, struct client_word);

struct model_clients {
    struct client_words words;
    uint32_t *first; /* per fn: its first word; one more at the end; 0 for what is no model */
};

struct model_clients *model_clients_find(const struct program *program, struct arena *run);
void model_clients_free(struct model_clients *clients);

/* Appends what the call of the model does to clients: what stands where the model may come to, given the
 * arguments that are known. A test that hangs on what is not known may hold. */
void model_clients_use(const struct model_clients *clients, const struct program *program,
                       uint32_t fn, const struct call_site *site, uint32_t model,
                       struct uses *uses);

#endif
