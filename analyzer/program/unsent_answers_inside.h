/* What the files behind unsent_is_unanswered() share. Private to this folder. */
#ifndef STRANDED_PROGRAM_UNSENT_ANSWERS_INSIDE_H
#define STRANDED_PROGRAM_UNSENT_ANSWERS_INSIDE_H

#include "program/paths.h"
#include "program/stops.h"
#include "program/unsent_answers.h"

/* A loop that takes requests and answers them. */
struct server {
    uint32_t fn;
    uint32_t loop; /* index + 1 */
};

struct answering {
    const struct channels *channels;
    const struct program *program;
    const struct stop_facts *facts;
    const struct channel *channel; /* of the answers */
    const struct channel_use *wait;
    uint64_t answers; /* kinds of use that answer */
    struct server server;
    struct arena *scratch;
    struct bitset leads; /* blocks from which an answer may come before the next request is taken */
    struct step
        silent; /* where a function that answers may return without having done so; no text = nowhere */
};

/* unsent_answers.c: whether behind the instruction its function, or each caller, comes to a wait for an answer, or ends the
 * channel or the one who answers. */
bool answering_is_followed(const struct answering *answering, uint32_t fn, uint32_t instr);
/* unsent_orders.c: where the server takes a request that is only a flag; false = it takes none. */
bool answering_finds_order(const struct answering *answering, struct point *ret_taking);
/* unsent_silence.c: whether the server comes from where it takes a request to where it takes the next one without
 * an answer, or a store, or a call, by which one may come later. */
bool answering_is_silent(struct answering *answering, const struct point *taking,
                         struct path_answer *ret_answer);

#endif
