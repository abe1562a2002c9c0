/* Waits for the end of what is sent, by somebody who has the sending end open himself. Private to this
 * folder. */
#ifndef STRANDED_PROGRAM_UNSENT_ENDS_H
#define STRANDED_PROGRAM_UNSENT_ENDS_H

#include "program/channels.h"

/* Whether the wait is for the end of a pipe whose other end its own process keeps open; then `trouble` says
 * how. Nothing that another process does can end it. */
bool unsent_own_end(const struct channels *channels, const struct channel_use *wait,
                    struct channel_trouble *trouble);

/* Whether it is received from a pipe in a loop that ends only where nothing more comes: what is sent does not end it. */
bool unsent_is_until_end(const struct program *program, const struct channel_use *wait);

/* The same of any channel. */
bool unsent_goes_on_to_end(const struct program *program, const struct channel_use *receive);

/* Those of the kinds of uses (bits) which end the wait: of such a one, what closes the channel. */
uint64_t unsent_enders(const struct program *program, const struct channel_use *wait,
                       uint64_t kinds);

/* unsent_kept.c: the same, where the ends lie in an object, or a helper makes them and the child. Asked only of a wait
 * that goes on until nothing more comes. */
bool unsent_kept_end(const struct channels *channels, const struct channel_use *wait,
                     struct channel_trouble *trouble);
/* The same, where each end is put into a field of its own, or the one that writes into none. */
bool unsent_kept_field(const struct channels *channels, const struct channel_use *wait,
                       struct channel_trouble *trouble);

/* unsent_reaped.c: the wait of a child, while the end that writes and the number of the child lie in an object of its parent, who
 * waits for the child's end before it closes. */
bool unsent_reaped_field(const struct channels *channels, const struct channel_use *wait,
                         struct channel_trouble *trouble);

/* unsent_wordless.c: the same of a wait for a word of a child, who may end without one. */
bool unsent_is_wordless(const struct channels *channels, const struct channel_use *wait,
                        struct channel_trouble *trouble);

#endif
