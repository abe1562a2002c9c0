/* What linking is made of. Private to this folder. */
#ifndef STRANDED_PROGRAM_LINK_H
#define STRANDED_PROGRAM_LINK_H

#include "program/graph.h"

/* copied_records.c: makes one record of the copies that several .c files have of it. Requires everything up to the
 * records of program_link(), and the entities' bodies; the fields are linked behind it. */
void link_unite_copies(struct program *program);

#endif
