/* How the statements of a database come to be run. Private to growth_sql*.c. */
#ifndef STRANDED_PROGRAM_GROWTH_SQL_H
#define STRANDED_PROGRAM_GROWTH_SQL_H

#include "program/growth_inside.h"

/* Arguments of a call, from 1: the text of a statement, and where it puts the statement that is prepared; 0 = none. */
struct sql_call {
    uint32_t text, statement;
};

/* Whether the program runs statements at all. */
bool growth_sql_is_used(const struct program *program);
struct sql_call growth_sql_call(const struct program *program, const struct call_site *site);
/* Every call that carries out the statement in that element. */
void growth_sql_each_step(const struct program *program, uint32_t element,
                          void (*visit)(void *data, struct site at), void *data);
/* Whether each database that the program opens is kept in memory. */
bool growth_sql_in_memory(const struct program *program);

#endif
