/* The memo's inside, shared by memo.c, memo_record.c, memo_repeat.c, memo_key.c and memo_words.c. */
#ifndef STRANDED_PROGRAM_MEMO_INSIDE_H
#define STRANDED_PROGRAM_MEMO_INSIDE_H

#include "base/bitset.h"
#include "base/intmap.h"
#include "base/vector.h"
#include "program/memo.h"

/* ---- memo_words.c: numbers of this run as words that mean the same in the next, and back ---- */

VECTOR_TYPE(words, uint32_t);

static inline void words_put(struct words *words, uint32_t word)
{
    vector_push(words, word);
}

void words_put_long(struct words *words, uint64_t number);
void words_put_all(struct words *words, const struct words *other);

/* Words that are read; behind their end, all are 0. */
struct reading {
    const uint32_t *at, *end;
};

uint32_t words_get(struct reading *reading);
uint64_t words_get_long(struct reading *reading);

/* What the link numbers: each has a name, a hash, that means the same in the next run. */
enum name_kind { NAME_FN, NAME_ENTITY, NAME_FIELD, NAME_KINDS };

struct names {
    uint64_t *names[NAME_KINDS];       /* by number */
    struct intmap numbers[NAME_KINDS]; /* by name */
};

enum mention_kind {
    MENTION_LOC = 1,
    MENTION_ALLOC,
    MENTION_CONDITION,
    MENTION_EFFECT,
    MENTION_CREATION,
};

/* What was mentioned so far, numbered from 1 in the order of its mention; `items` says what each is. */
struct mentions {
    struct program *program;
    uint32_t fn;         /* whose instructions symbols count */
    bool is_for_callers; /* what they have nothing of is left out */
    enum mention_kind
        looked_at; /* what solving looks at just now; what else is mentioned was there */
    uint32_t looked_at_number;
    const struct names *all_names;
    struct words names; /* the kind and the name of each */
    struct words items;
    uint32_t n_items;
    struct intmap numbers; /* kind and number of a name -> index */
    struct intmap locs, allocs, conditions, effects, creations;
    uint32_t n_locs, n_allocs, n_conditions, n_effects, n_creations;
};

struct mentions mentions_of(struct program *program, uint32_t fn);
void mentions_deinit(struct mentions *mentions);
uint32_t mention_name(struct mentions *mentions, enum name_kind kind, uint32_t number);
/* An element (elements.h) of a key; of locals, only the function's own. */
uint32_t mention_element(struct mentions *mentions, uint32_t element);
uint32_t mention_loc(struct mentions *mentions, uint32_t loc);
uint32_t mention_alloc(struct mentions *mentions, uint32_t alloc);
uint32_t mention_condition(struct mentions *mentions, uint32_t condition);
uint32_t mention_effect(struct mentions *mentions, uint32_t effect);
uint32_t mention_creation(struct mentions *mentions, uint32_t creation);
void mention_value(struct mentions *mentions, struct words *out, struct value value);
void mention_object(struct mentions *mentions, struct words *out, const struct object *object);
/* All of them, as mentioned_read() reads it. */
void mentions_put(const struct mentions *mentions, struct words *out);

/* The same, read: the numbers of this run. */
struct mentioned {
    struct program *program;
    uint32_t fn;
    bool only_finds; /* what is not there yet is 0, and stays so */
    bool lacks;      /* something is not there that should be */
    struct words names, locs, allocs, conditions, effects; /* [0] unused */
    struct words creations; /* MENTIONED_CREATION words each; found when they are asked for */
};

void mentioned_deinit(struct mentioned *mentioned);
uint32_t mentioned_name(const struct mentioned *mentioned, uint32_t index);
uint32_t mentioned_element(const struct mentioned *mentioned, uint32_t word);
void mentioned_read(struct mentioned *mentioned, struct reading *reading);
uint32_t mentioned_loc(const struct mentioned *mentioned, uint32_t index);
uint32_t mentioned_effect(const struct mentioned *mentioned, uint32_t index);
uint32_t mentioned_creation(const struct mentioned *mentioned, uint32_t index);
struct value mentioned_value(const struct mentioned *mentioned, struct reading *reading);
struct object mentioned_object(const struct mentioned *mentioned, struct reading *reading);

/* The number of the function's first instruction in its unit. */
uint32_t memo_first_instr(const struct program *program, uint32_t fn);

/* A summary as words that are equal for equal summaries, and back. */
enum summary_use { SUMMARY_TO_KEEP, SUMMARY_FOR_CALLERS };
void memo_put_summary(struct program *program, uint32_t fn, enum summary_use use,
                      struct words *out);
void memo_get_summary(struct program *program, uint32_t fn, struct reading *reading);

/* ---- the memo ---- */

/* What is being solved, with what is solved within. */
struct recording {
    struct mentions mentions;
    struct words operations;
    struct words contents;   /* of objects, MEMO_OBJECT words each */
    struct intmap objects;   /* hash of such words -> number, from 1 */
    struct intmap known;     /* hashes of operations that are there */
    VECTOR(uint32_t) within; /* functions that are solved, within each other */
    uint64_t steps;
    bool is_spoilt; /* it read what the key does not hold */
};

struct memo {
    struct program *program;
    const struct program_memory *memory;
    struct names names;
    uint64_t *contents;     /* per fn: hash of its body; 0 = not made yet */
    uint64_t *summaries;    /* per fn: hash of its summary; 0 = not made yet */
    struct bitset foreseen; /* the functions whose summaries the key at hand holds */
    struct words to_forget; /* the same, listed */
    bool has_key;
    uint64_t key, check;    /* of the function at hand: two hashes of one text */
    uint32_t depth;         /* functions that are being solved, within each other */
    struct words looked_at; /* per loc: the number of the last recording that has it */
    uint32_t number;        /* of the recording */
    bool records;
    struct recording now;
};

/* The words of an object (mention_object()). */
enum { MEMO_OBJECT = 25 };

/* memo_names.c */
void names_make(const struct program *program, struct names *ret_names);
void names_deinit(struct names *names);

/* memo_key.c */
/* Sets key, check and foreseen. False: it is not worth it. */
bool memo_make_key(struct memo *memo, uint32_t fn);

/* memo_repeat.c: does what the words say. False where that would give other numbers than solving would; then
 * nothing is done. */
bool memo_repeat_words(struct program *program, uint32_t fn, struct reading reading);

#endif
