/* A server library of which only this header is in sight, with annotations. */
#ifndef SERVER_H
#define SERVER_H

#include "../../../include/stranded/annotations.h"

void server_run(void) STRANDED_KEEPS_NOTHING;

/* Called once, at the start. */
void server_fallback(void *request);

#endif
