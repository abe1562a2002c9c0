/* What models say of clients: which of their parameters they make, wait for, or bound. Read from the calls of
 * primitives in the models' bodies. Private to this folder. */
#ifndef STRANDED_PROGRAM_MODEL_CLIENTS_H
#define STRANDED_PROGRAM_MODEL_CLIENTS_H

#include "program/uses.h"

/* Tests one within the other, of which a call has to meet each. */
enum { CLIENT_TESTS = 3 };

/* What a parameter of a call is tested for: a number, or a word in a text. */
struct client_test {
    uint32_t parameter; /* from 1 */
    enum ir_operator relation;
    int64_t number;
    const char *word; /* NULL = it is the number; else relation IR_NE: the text has it; IR_EQ: has not */
};

/* A primitive in a model's body. */
struct client_word {
    enum use_kind kind;
    uint32_t parameter, other; /* as in struct model_use */
    struct client_test tests[CLIENT_TESTS];
    uint32_t n_tests;
};

VECTOR_TYPE(client_words, struct client_word);

struct model_clients {
    struct client_words words;
    uint32_t *first; /* per fn: its first word; one more at the end; 0 for what is no model */
};

struct model_clients *model_clients_find(const struct program *program, struct arena *run);
void model_clients_free(struct model_clients *clients);

/* Appends what the call of the model does to clients. A test that hangs on what is not known may hold. */
void model_clients_use(const struct model_clients *clients, const struct program *program,
                       uint32_t fn, const struct call_site *site, uint32_t model,
                       struct uses *uses);

#endif
