/* What ending.c knows that others of this folder ask for. */
#ifndef STRANDED_PROGRAM_ENDING_H
#define STRANDED_PROGRAM_ENDING_H

#include <stranded/check.h>

#include "program/creations.h"

/* The verdict on one creation by itself. */
struct ending ending_of(const struct program *program, const struct creation_record *record,
                        unsigned events);

/* Whether code that counts ends what is kept in a place of that class. */
bool ending_in_class(const struct program *program, const struct creation_record *record,
                     struct key key, unsigned events);
/* Whether others may end it while a function answers for it, because that function (`by`; 0 = any) has given a pointer
 * away. */
bool ending_is_guarded(const struct program *program, const struct creation_record *record,
                       unsigned events, uint32_t by);
/* Whether callers may let it come to that: the way there does not need a NULL that nobody hands over. */
bool ending_may_lose(const struct program *program, const struct loss_record *loss);
/* The way to a loss. */
struct steps ending_witness(const struct program *program, const struct creation_record *record,
                            const struct loss_record *loss);
/* What it takes for granted that something which is kept is ended by nobody; NULL = nothing. */
const char *ending_assumption(const struct program *program, const struct creation_record *record);

/* Whether what that function does counts for the creation: it is in a program with it, and control gets
 * there. */
bool ending_counts(const struct program *program, const struct creation_record *record,
                   uint32_t fn);
/* Whether such an end is a cancel of what is kept in places of that class. */
bool ending_cancels(const struct program *program, const struct creation_record *record,
                    struct key key);
/* Whether the thread can end at all: by a return of its body, or by an exit below it. Through pointers,
 * an endless loop reaches whatever an assertion may call; that says nothing. */
bool body_may_end(const struct program *program, const struct creation_record *record);

/* Whether the body lets the thread that runs it be released by itself. */
bool body_detaches_itself(const struct program *program, const struct creation_record *record);

/* shown_fields.c: whether callers of a library may join it, for its handle is in a struct that they know, and the library
 * does not see to it. */
bool ending_is_shown(const struct program *program, const struct creation_record *record);
/* freed_itself.c: whether the body frees its argument on every way out. */
bool ending_frees_argument(const struct program *program, uint32_t body);
/* freed_untold.c: whether it frees its argument when it leaves by itself, though not when somebody tells it to who then
 * joins it. */
bool ending_frees_untold(const struct program *program, const struct creation_record *record,
                         unsigned events, uint32_t body);
/* Whether the thread frees the object that holds its own handle, so that nobody can join it; then
 * `ending` says so. */
bool ending_freed_by_itself(const struct program *program, const struct creation_record *record,
                            unsigned events, struct ending *ending);

/* Whether an attribute that tells may say detached. */
bool ending_may_be_detached(const struct program *program, const struct creation_record *record);

#endif
