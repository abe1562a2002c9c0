/* Clients that the function which makes them gives out again: it makes one where it has no spare one. Private to this
 * folder. */
#ifndef STRANDED_PROGRAM_CLIENTS_SPARE_H
#define STRANDED_PROGRAM_CLIENTS_SPARE_H

#include "program/creations.h"

/* Whether a function through which the client is made returns, on other ways, one that it takes from where it is kept. */
bool clients_given_again(const struct program *program, const struct creation_record *record);

#endif
