/* What becomes of clients, where it is told differently than of threads. Private to this folder. */
#ifndef STRANDED_PROGRAM_CLIENTS_H
#define STRANDED_PROGRAM_CLIENTS_H

#include <stranded/check.h>

#include "program/creations.h"

/* The event that ends such a thing. */
unsigned clients_end(const struct creation_record *record);

/* Finds which creations are clients. Threads are told of, and of the clients that one call makes the first. A
 * socket is a client when it reaches the other side: a connection by itself, another one as a part of an
 * object. Requires solve. */
void clients_find(struct program *program);

/* The verdict on the client of that call: of the ways on which the function around the call answers for it. */
struct ending clients_ending(const struct program *program, const struct creation_record *record);

/* Of the clients that the call makes, the one with the worst verdict. */
const struct creation_record *clients_worst(const struct program *program,
                                            const struct creation_record *record);

/* The first of the ways on which it is lost; NULL = none. */
const struct loss_record *clients_loss(const struct program *program,
                                       const struct creation_record *record);

/* clients_options.c: whether the next one takes its place only where somebody says the same word twice. */
bool clients_said_twice(const struct program *program, const struct loss_record *loss);

#endif
