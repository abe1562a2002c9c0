/* Channels that no call makes: objects of an API that are defined with an initializer, such as K_SEM_DEFINE() of
 * Zephyr. Private to this folder. */
#ifndef STRANDED_PROGRAM_CHANNEL_STATICS_H
#define STRANDED_PROGRAM_CHANNEL_STATICS_H

#include "base/vector.h"
#include "program/graph.h"

/* An object, and what the model says of those of its type. */
struct channel_static {
    uint32_t fn, block, instr; /* the initializers of a unit, and the first of the object */
    struct ir_place_id place;
    int64_t room, messages; /* as model_make() has them; ROOM_UNKNOWN = not known */
};

VECTOR_TYPE(channel_statics, struct channel_static);

/* Appends them, in the order of the program. */
void channel_statics_find(const struct program *program, struct channel_statics *ret_statics);

#endif
