/* Clients that two functions of the program make and end: one builds what the client is a part of, the other one takes it
 * down. Private to this folder. */
#ifndef STRANDED_PROGRAM_CLIENTS_REBUILT_H
#define STRANDED_PROGRAM_CLIENTS_REBUILT_H

#include "program/creations.h"

/* Whether who is called for each event has the client made, and taken down again before it returns. `ret_at`: the call
 * that does that. Requires what ending.c requires. */
bool clients_rebuilt(const struct program *program, const struct creation_record *record,
                     struct source_place *ret_at);
/* Whether each event has one made that takes the place of the one before in a global, while what ends the one in that place
 * does so once, at the end of the program. Likewise. */
bool clients_put_over(const struct program *program, const struct creation_record *record);

#endif
