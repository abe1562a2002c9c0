/* Collects notices: equal ones become one with a count. */
#ifndef STRANDED_PROJECT_NOTICES_H
#define STRANDED_PROJECT_NOTICES_H

#include "project/project.h"

struct arena;
struct notices;

struct notices *notices_new(void);

/* Accepts NULL. */
void notices_free(struct notices *notices);

/* What the notices that follow concern: the `number`th entry, whose file is `file` (borrowed). */
void notices_at(struct notices *notices, size_t number, const char *file);

/* Adds one for the present entry; subject and reason are copied. An entry counts once in each. */
void notices_add(struct notices *notices, enum project_notice_kind kind, const char *subject,
                 const char *reason);

/* All of them, sorted, copied to the arena. */
const struct project_notice *notices_list(const struct notices *notices, struct arena *arena,
                                          size_t *ret_count);

#endif
