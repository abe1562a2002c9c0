/* Line numbers from offsets. libclang gives both, but to count a column it walks back to the line's
 * beginning each time: a table of numbers on one line of 2 MB took it 25 s. */
#include <stdint.h>
#include <string.h>

#include "frontend/lower.h"

static void add_line(struct lowering *l, struct line_table *table, uint32_t start)
{
    if (table->count == table->capacity) {
        uint32_t capacity = table->capacity ? table->capacity * 2 : 256;
        uint32_t *starts = ARENA_ARRAY(l->unit, uint32_t, capacity);
        if (table->count)
            memcpy(starts, table->starts, table->count * sizeof(*starts));
        table->starts = starts;
        table->capacity = capacity;
    }
    table->starts[table->count++] = start;
}

/* A line ends as it does for clang: at "\n", "\r\n" or a "\r" alone. */
static void build(struct lowering *l, struct line_table *table, const char *text, size_t size)
{
    const char *end = text + size;
    bool has_returns = memchr(text, '\r', size) != NULL;

    add_line(l, table, 0);
    for (const char *at = text; at < end; at++) {
        if (!has_returns) {
            at = memchr(at, '\n', (size_t)(end - at));
            if (!at)
                return;
        } else if (*at != '\n' && (*at != '\r' || (at + 1 < end && at[1] == '\n'))) {
            continue;
        }
        add_line(l, table, (uint32_t)(at + 1 - text));
    }
}

static const struct line_table *table_of(struct lowering *l, CXFile file, uint32_t index)
{
    while (l->lines.count <= index)
        vector_push(&l->lines, (struct line_table){0});
    struct line_table *table = &l->lines.items[index];
    if (!table->count) {
        size_t size = 0;
        const char *text = l->clang->getFileContents(l->tu, file, &size);
        build(l, table, text ? text : "", text ? size : 0);
    }
    return table;
}

struct ir_location location_in(struct lowering *l, CXFile file, uint32_t offset)
{
    uint32_t index = file_id(l, file).index;

    if (!index) /* of more files than locations can name */
        return (struct ir_location){0};
    const struct line_table *table = table_of(l, file, index);
    uint32_t low = 0, high = table->count; /* the line is in [low, high) */

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (table->starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    uint32_t column = offset - table->starts[low] + 1;
    return (struct ir_location){
        .line = low + 1,
        .column = (uint16_t)(column < UINT16_MAX ? column : UINT16_MAX),
        .file = (uint16_t)index,
    };
}
