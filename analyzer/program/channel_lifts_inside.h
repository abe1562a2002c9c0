/* What the files channel_lifts*.c share: uses that are looked for, and lifted. */
#ifndef STRANDED_PROGRAM_CHANNEL_LIFTS_INSIDE_H
#define STRANDED_PROGRAM_CHANNEL_LIFTS_INSIDE_H

#include "base/intmap.h"
#include "program/channel_guards.h"
#include "program/channels.h"
#include "program/uses.h"

/* Behind that many, a channel is taken to escape. */
enum { LIFTS_MOST = 200000 };

/* A use of something that a function is given, or makes and returns: its callers know what that is. */
struct lifted {
    uint32_t use; /* in `uses`, whose anchor and class are not known yet */
    uint32_t fn;
    struct rooted root;
    struct channel_guard guard;
    struct named name;
};

struct lifting {
    struct channels *channels;
    struct channel_uses pending; /* as they stand in the program */
    VECTOR(struct lifted) todo;
    struct channel_guard guard; /* of the use that is placed, as the function asks for it */
    struct named name;          /* likewise, its name */
    struct intmap seen;         /* (fn, root, use, guard) */
    uint32_t *count_of_fn;
    struct bitset in_interrupts; /* functions that the hardware calls */
    struct bitset in_damage;     /* functions that a damaged one may call */
    uint32_t n_groups;
    VECTOR(uint32_t) lost; /* groups */
};

/* The pending use, seen from that function: settled where the channel is a certain object there, or to be lifted. */
void lifting_place(struct lifting *lifting, uint32_t use, uint32_t fn, uint32_t block,
                   uint32_t instr, struct rooted root);
/* channel_lifts_models.c: what a call of a model says; of one that waits for several channels: of each. */
void lifting_add_use(struct lifting *lifting, const struct use *use);
void lifting_add_members(struct lifting *lifting, const struct use *use,
                         const struct wait_set *set);
/* channel_lifts_others.c: what no model says of a call: descriptors as bits, objects that an initializer makes, and
 * hand-written queues and semaphores. */
void lifting_add_bits(struct lifting *lifting);
void lifting_add_statics(struct lifting *lifting);
void lifting_add_queues(struct lifting *lifting);
void lifting_add_semaphores(struct lifting *lifting);
/* channel_lifts_streams.c: what is read from a stream over a descriptor. */
void lifting_add_streams(struct lifting *lifting);

#endif
