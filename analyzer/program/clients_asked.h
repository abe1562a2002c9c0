/* Clients that are ended where an object that knows them is closed. Private to this folder. */
#ifndef STRANDED_PROGRAM_CLIENTS_ASKED_H
#define STRANDED_PROGRAM_CLIENTS_ASKED_H

#include "base/bitset.h"

struct arena;
struct program;

/* The libraries, as numbers of inputs, of whose objects the program asks clients to end them. One pass over the models,
 * and over the functions that call such a one. */
struct bitset clients_asked_for(const struct program *program, struct arena *run);

#endif
