/* What the files stop_few*.c share: a message by which one of several threads ends. Private to them. */
#ifndef STRANDED_PROGRAM_STOP_FEW_INSIDE_H
#define STRANDED_PROGRAM_STOP_FEW_INSIDE_H

#include "program/channels.h"
#include "program/stops_inside.h"

/* What the body ends by. */
struct last_message {
    struct question *question;
    const struct fn *fn; /* the body */
    uint32_t number;
    uint32_t element; /* the field */
    int64_t value;
    bool is_truth;  /* it is any number but 0, instead */
    uint32_t block; /* where it is looked at */
    /* a message that is nothing but itself, such as NULL */
    uint32_t taken;         /* the local that gets it, as a place; 0 = it is told by a field */
    struct ir_operand pill; /* what it is compared with */
    const char *pill_name;
    const struct channel_use *receive;
};

/* stop_few.c: the use by which the body takes what the local holds out of a queue, into which it puts nothing, nor does
 * what it calls; NULL = it does not. */
const struct channel_use *few_taking(const struct last_message *last, uint32_t local);
/* stop_few_pills.c: whether the block asks whether what was taken out of a queue is such a message; then `last` says so. */
bool few_takes_pill(struct last_message *last);
/* Whether control takes the edge only where it is. */
bool few_is_pill(const struct last_message *last, uint32_t block, uint32_t edge);
/* Finds where it is sent; false = that is not known. */
bool few_find_pills(const struct last_message *last, struct points *ret_sends);

#endif
