/* What the files ending*.c share. */
#ifndef STRANDED_PROGRAM_ENDING_INSIDE_H
#define STRANDED_PROGRAM_ENDING_INSIDE_H

#include "program/ending.h"

/* ending_itself.c: the body of that creation ends `of`, whose handle is in its argument, or puts its argument where
 * somebody takes it from who does: a queue of those that have finished. */
bool ending_by_body(const struct program *program, const struct creation_record *of,
                    uint32_t body_of, struct key key, unsigned events);
/* Whether the one body detaches itself on some ways and leaves on others before it does. Who tells it by
 * its argument which of them to take may join those that do not. */
bool ending_leaves_before_detaching(const struct program *program,
                                    const struct creation_record *record);
/* Whether that function lets the thread that runs it be released by itself. */
bool ending_detaches_caller(const struct program *program, uint32_t fn);
/* ending_untold.c: whether the one body tells somebody its own handle on some ways, and leaves on others. */
bool ending_leaves_untold(const struct program *program, const struct creation_record *record);
/* Whether the thread may see to its own release: then nobody has to join it. */
bool ending_may_release_itself(const struct program *program, const struct creation_record *record,
                               unsigned events);

/* ending_witness.c: what becomes of the handle; NULL where a return loses it, or a place. */
const char *ending_loss_words(enum loss loss);

#endif
