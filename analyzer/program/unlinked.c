/* An object is taken out of a list from the inside, with no mention of the place that leads to it:
 *
 *   *x->pprev = x->next          sys/queue.h: LIST_REMOVE, TAILQ_REMOVE; the kernel's hlist
 *
 * The place through which the function has come to `x` leads to its successor from now on. Without that, a loop that takes
 * the first one out until there is none would never end, and whatever it does would be done on no path. */
#include "program/solver.h"

/* The memory behind a pointer that the location is a field of; 0 = it is none. */
static uint32_t object_around(const struct space *space, uint32_t loc)
{
    while (loc_get(space, loc)->kind == LOC_FIELD)
        loc = loc_get(space, loc)->parent;
    return loc_get(space, loc)->kind == LOC_DEREF ? loc : 0;
}

/* The place that holds the pointer to the object from which both the pointer to the link and what is written there were
 * read; 0 = there is none. */
static uint32_t holder_of(const struct space *space, uint32_t link, uint32_t written)
{
    const struct loc *memory = loc_get(space, link);

    if (memory->kind != LOC_DEREF || memory->parent == written ||
        loc_get(space, memory->parent)->kind != LOC_FIELD ||
        loc_get(space, written)->kind != LOC_FIELD)
        return 0;
    uint32_t object = object_around(space, memory->parent);
    return object && object == object_around(space, written) ? loc_get(space, object)->parent : 0;
}

void unlinked_note(struct frame *frame, struct state *state, uint32_t link, struct value value)
{
    uint32_t holder = value.kind == VALUE_INITIAL ? holder_of(frame->space, link, value.id) : 0;

    if (!holder)
        return;
    const struct loc *self = loc_get(frame->space, holder);
    if (self->has_each || (self->root != LOC_PARAM && self->root != LOC_GLOBAL))
        return;
    struct value held = memory_read(frame, state, holder);
    if (held.kind == VALUE_INITIAL && held.id == holder)
        memory_write(frame, state, holder, value);
}
