#ifndef HELPER_H
#define HELPER_H

/* A process without privileges that works for us; commands are single letters. */
int helper_start(void);
int helper_command(char command);
void helper_end(void);

#endif
