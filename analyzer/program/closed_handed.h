/* Descriptors that a thread has been handed, and closes. Private to this folder. */
#ifndef STRANDED_PROGRAM_CLOSED_HANDED_H
#define STRANDED_PROGRAM_CLOSED_HANDED_H

#include "program/channels.h"

/* The body of a thread that the function of the use starts, hands the descriptor, and that surely closes it; 0 = there is no
 * such. */
uint32_t closed_by_thread(const struct program *program, const struct channel_use *use);

#endif
