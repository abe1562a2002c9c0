/* Private: ending in good order when a signal asks for it.
 *
 * While interrupts are held, SIGINT, SIGTERM and SIGHUP wait in a file descriptor that the engine
 * watches while it parses; nothing of ours runs in a signal handler. Afterwards they do what they
 * always do. */
#ifndef STRANDED_CLI_INTERRUPT_H
#define STRANDED_CLI_INTERRUPT_H

/* Holds them. Returns a descriptor that is readable when one has come, -1 where that can't be had
 * (then nothing is held). */
int hold_interrupts(void);

/* Lets them through; the process ends here if one has come. */
void release_interrupts(void);

/* Ends the process by the signal that has come. Returns only if none has. */
void end_by_interrupt(void);

#endif
