#include "picture/picture.h"

void picture_drop_lonely(struct picture *picture)
{
    struct arena *scratch = arena_new();
    uint32_t *number = ARENA_ARRAY(scratch, uint32_t, picture->nodes.count + 1);
    uint32_t n = 0;

    for (uint32_t i = 0; i < picture->arrows.count; i++)
        number[picture->arrows.items[i].from] = number[picture->arrows.items[i].to] = 1;
    for (uint32_t i = 0; i < picture->nodes.count; i++) {
        if (!number[i])
            continue;
        number[i] = n;
        picture->nodes.items[n++] = picture->nodes.items[i];
    }
    picture->nodes.count = n;
    for (uint32_t i = 0; i < picture->arrows.count; i++) {
        struct picture_arrow *arrow = &picture->arrows.items[i];
        arrow->from = number[arrow->from];
        arrow->to = number[arrow->to];
    }
    arena_free(scratch);
}

void picture_deinit(struct picture *picture)
{
    vector_deinit(&picture->nodes);
    vector_deinit(&picture->arrows);
}
