/* What becomes of clients, where it is told differently than of threads. Private to this folder. */
#ifndef STRANDED_PROGRAM_CLIENTS_H
#define STRANDED_PROGRAM_CLIENTS_H

#include <stranded/check.h>

#include "program/creations.h"

/* The verdict on the client of that call: of the ways on which the function around the call answers for it. */
struct ending clients_ending(const struct program *program, const struct creation_record *record);

/* The first of them on which it is lost; NULL = none. */
const struct loss_record *clients_loss(const struct program *program,
                                       const struct creation_record *record);

#endif
