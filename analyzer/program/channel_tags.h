/* Tags of messages: of a queue in which each has one, who waits for a tag gets no other message. Private to this
 * folder. */
#ifndef STRANDED_PROGRAM_CHANNEL_TAGS_H
#define STRANDED_PROGRAM_CHANNEL_TAGS_H

#include "program/channels.h"
#include "program/uses.h"

/* Whether the call receives or sends messages that have tags. */
bool channel_has_tag(const struct program *program, const struct use *use);
/* What gives the tag of the message that the use, a receive or a send, is about, as far as its function says: one operand,
 * which callers may have handed in. Kind IR_OPERAND_NONE: there is no such. */
struct ir_operand channel_tag_operand(const struct program *program, const struct use *use);

/* Whether the one may receive what the other sends: no tag of the one is one of the other. */
bool channel_tags_meet(const struct program *program, const struct channel_use *use,
                       const struct channel_use *other);

/* The bits that the receive needs and that no code sends; 0 = none, or it is not known. */
int64_t channel_tag_lacking(const struct channels *channels, const struct channel *channel,
                            const struct channel_use *receive);

/* Bits of a tag in words, for people. */
const char *channel_tag_bits_words(const struct program *program, int64_t bits);
/* The tag of a receive or send in words, for people; NULL = it has none, or it is not known. */
const char *channel_tag_words(const struct program *program, const struct channel_use *use);

#endif
