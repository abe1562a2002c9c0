/* Makes a compiler's command line safe for libclang: keeps what changes the meaning of the program,
 * drops the rest, refuses what would load, run or write something. The table is flag_rules.def. */
#ifndef STRANDED_PROJECT_FLAGS_H
#define STRANDED_PROJECT_FLAGS_H

#include "project/words.h"

#include "base/vector.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct compiler;
struct flag_rule;
struct flag_rules;
struct notices;

/* The result for one command. Zero-initialized at first; the words keep their room from one command
 * to the next. They belong to the command or to the arena that was handed over. */
struct flags {
    struct words kept;  /* "clang" first */
    bool is_c;          /* else the file is no C unit, and `kept` is not complete */
    const char *output; /* what -o says, or NULL */
    size_t n_dropped;

    /* What the table said about the word at each position of the command before: most commands of
     * a database differ in a few words only. Those words must live until the next flags_sort(). */
    VECTOR(struct flag_memo) memo;
};

struct flag_memo {
    const char *word; /* NULL: none */
    const struct flag_rule *rule;
};

/* Prepares the table. The caller frees it with flag_rules_free(). */
struct flag_rules *flag_rules_new(void);

/* Accepts NULL. */
void flag_rules_free(struct flag_rules *rules);

/* One command, its parts borrowed. */
struct flags_command {
    const struct words *words;
    const struct compiler *compiler; /* found in the words */
    const char *file;                /* the main file as the database names it */
};

/* Whether flags_sort() is worth while: false only if it would say that the file is no C unit. So
 * flags of other languages are not judged, nor reported as refused. Cheap. */
bool flags_may_be_c(const struct flags_command *command);

/* Sorts the words behind the compiler. New words are made in the arena. */
void flags_sort(const struct flag_rules *rules, const struct flags_command *command,
                struct arena *arena, struct notices *notices, struct flags *ret);

/* Frees the room for the words. */
void flags_deinit(struct flags *flags);

#endif
