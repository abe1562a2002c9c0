#include "ir/meaning.h"

#include "base/hash.h"
#include "ir/ir.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Locations of one item, at most: a function has two. */
enum { MAX_PLACES = 2, N_TABLES = 14, LARGEST_ITEM = 128 };

/* Lines that a call of a macro may take, at most. */
enum { MAX_CALL_LINES = 100 };

/* A table of a unit, and which of an item's bytes are locations. */
struct table {
    const void *items;
    uint32_t count;
    size_t size;
    size_t places[MAX_PLACES]; /* offsets */
    unsigned n_places;
    size_t hash;  /* offset of 8 bytes that follow from the rest; 0 = there are none */
    bool is_code; /* blocks, instructions, and what they mean: is_moved_code() */
};

#define TABLE(unit, name, ...)                                                                     \
    {.items = (unit)->name, .count = (unit)->n_##name, .size = sizeof(*(unit)->name), __VA_ARGS__}
#define AT(type) .places = {offsetof(type, at)}, .n_places = 1

/* All tables but the files. */
static void list_tables(const struct ir_unit *unit, struct table tables[N_TABLES])
{
    const struct table all[N_TABLES] = {
        TABLE(unit, types, .is_code = false),
        TABLE(unit, records, .is_code = false),
        TABLE(unit, fields, .is_code = false),
        TABLE(unit, symbols, AT(struct ir_symbol)),
        TABLE(unit, suppressions, AT(struct ir_suppression)),
        TABLE(unit, functions,
              .places = {offsetof(struct ir_function, at), offsetof(struct ir_function, end)},
              .n_places = 2, .hash = offsetof(struct ir_function, hash)),
        TABLE(unit, locals, AT(struct ir_local)),
        TABLE(unit, places, .is_code = false),
        TABLE(unit, blocks, .is_code = true),
        TABLE(unit, instrs, .is_code = true),
        TABLE(unit, operands, .is_code = true),
        TABLE(unit, cases, .is_code = false),
        TABLE(unit, integers, .is_code = true),
        {.items = unit->text, .count = unit->text_size, .size = 1},
    };

    memcpy(tables, all, sizeof(all));
}

/* ---- the hash ---- */

static uint64_t hash_files(const struct ir_unit *unit)
{
    uint64_t hash = hash_mix(0, unit->n_files);

    for (uint32_t i = 1; i < unit->n_files; i++)
        hash = hash_mix(hash_mix(hash, unit->files[i].path.offset), unit->files[i].is_system);
    return hash;
}

uint64_t ir_meaning(const struct ir_unit *unit)
{
    struct table tables[N_TABLES];
    uint64_t hash = hash_mix(hash_files(unit), unit->n_errors);

    list_tables(unit, tables);
    for (size_t i = 0; i < N_TABLES; i++)
        hash = hash_bytes(tables[i].items, tables[i].count * tables[i].size,
                          hash_mix(hash, tables[i].count));
    return hash != 0 ? hash : 1;
}

/* ---- moved ---- */

struct comparison {
    const struct ir_unit *before, *after;
    const struct ir_moves *moves;
};

static bool is_equal_operand(const struct comparison *comparison, struct ir_operand a,
                             struct ir_operand b)
{
    if (a.kind != b.kind)
        return false;
    if (a.kind == IR_OPERAND_INTEGER)
        return comparison->before->integers[a.index] == comparison->after->integers[b.index];
    return a.index == b.index;
}

static bool is_moved_place(const struct comparison *comparison, struct ir_location a,
                           struct ir_location b)
{
    return a.file == b.file && (a.line == 0) == (b.line == 0) &&
           (a.line == 0 || comparison->moves->place(comparison->moves->data, a, b));
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* Whether one of the call's arguments is the name of the file that the call stands in. */
static bool passes_file(const struct ir_unit *unit, const struct ir_instr *call)
{
    const char *file = last_part(ir_text(unit, unit->files[call->at.file].path));

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand operand = unit->operands[call->arguments.first + i];

        if (operand.kind == IR_OPERAND_STRING && *file &&
            strcmp(last_part(ir_text(unit, (struct ir_string){operand.index})), file) == 0)
            return true;
    }
    return false;
}

/* The line of the call where its last token stands, which is what __LINE__ says in a macro's arguments,
 * counted from its first line; MAX_CALL_LINES when it can't be that. */
static int64_t line_in_call(const struct ir_unit *unit, struct ir_operand operand,
                            const struct ir_instr *call)
{
    int64_t line = operand.kind == IR_OPERAND_INTEGER
                       ? unit->integers[operand.index] - (int64_t)call->at.line
                       : MAX_CALL_LINES;

    return line >= 0 && line < MAX_CALL_LINES ? line : MAX_CALL_LINES;
}

static bool is_moved_call(const struct comparison *comparison, const struct ir_instr *a,
                          const struct ir_instr *b)
{
    const struct ir_unit *before = comparison->before, *after = comparison->after;

    for (uint32_t i = 0; i < a->arguments.count; i++) {
        struct ir_operand one = before->operands[a->arguments.first + i];
        struct ir_operand other = after->operands[b->arguments.first + i];

        if (is_equal_operand(comparison, one, other))
            continue;
        int64_t line = line_in_call(before, one, a);
        if (line == MAX_CALL_LINES || line != line_in_call(after, other, b) ||
            !passes_file(before, a))
            return false;
        comparison->moves->line_number(comparison->moves->data, before->integers[one.index]);
    }
    return true;
}

/* Operands are compared by what they mean: the numbers of a unit are a table, and one that changed
 * moves others in it. */
static bool is_moved_instr(const struct comparison *comparison, const struct ir_instr *a,
                           const struct ir_instr *b)
{
    struct ir_instr one = *a, other = *b;

    if (!is_moved_place(comparison, a->at, b->at) || !is_equal_operand(comparison, a->a, b->a))
        return false;
    if (a->op == IR_COMPUTE && b->op == IR_COMPUTE) {
        if (!is_equal_operand(comparison, a->b, b->b))
            return false;
        one.b = other.b = (struct ir_operand){0, 0};
    }
    one.at = other.at = (struct ir_location){0, 0, 0};
    one.a = other.a = (struct ir_operand){0, 0};
    if (memcmp(&one, &other, sizeof(one)) != 0)
        return false;
    return a->op != IR_CALL || is_moved_call(comparison, a, b);
}

static bool is_moved_block(const struct comparison *comparison, const struct ir_block *a,
                           const struct ir_block *b)
{
    struct ir_block one = *a, other = *b;

    if (!is_moved_place(comparison, a->at, b->at) || !is_equal_operand(comparison, a->a, b->a) ||
        !is_equal_operand(comparison, a->b, b->b))
        return false;
    one.at = other.at = (struct ir_location){0, 0, 0};
    one.a = other.a = one.b = other.b = (struct ir_operand){0, 0};
    return memcmp(&one, &other, sizeof(one)) == 0;
}

static bool is_moved_code(const struct comparison *comparison)
{
    const struct ir_unit *a = comparison->before, *b = comparison->after;

    if (a->n_instrs != b->n_instrs || a->n_blocks != b->n_blocks || a->n_operands != b->n_operands)
        return false;
    for (uint32_t i = 0; i < a->n_blocks; i++)
        if (!is_moved_block(comparison, &a->blocks[i], &b->blocks[i]))
            return false;
    for (uint32_t i = 0; i < a->n_instrs; i++)
        if (!is_moved_instr(comparison, &a->instrs[i], &b->instrs[i]))
            return false;
    return true;
}

static struct ir_location place_of(const char *item, size_t offset)
{
    struct ir_location at;

    memcpy(&at, item + offset, sizeof(at));
    return at;
}

/* The item without its locations. */
static void copy_blank(char *copy, const char *item, const struct table *table)
{
    memcpy(copy, item, table->size);
    for (unsigned i = 0; i < table->n_places; i++)
        memset(copy + table->places[i], 0, sizeof(struct ir_location));
    if (table->hash != 0)
        memset(copy + table->hash, 0, sizeof(uint64_t));
}

static bool is_moved_item(const struct comparison *comparison, const struct table *table,
                          const char *a, const char *b)
{
    char one[LARGEST_ITEM], other[LARGEST_ITEM];

    copy_blank(one, a, table);
    copy_blank(other, b, table);
    if (memcmp(one, other, table->size) != 0)
        return false;
    for (unsigned i = 0; i < table->n_places; i++)
        if (!is_moved_place(comparison, place_of(a, table->places[i]),
                            place_of(b, table->places[i])))
            return false;
    return true;
}

static bool is_moved_table(const struct comparison *comparison, const struct table *a,
                           const struct table *b)
{
    const char *one = a->items, *other = b->items;

    if (a->count != b->count)
        return false;
    if (a->n_places == 0)
        return a->count == 0 || memcmp(one, other, a->count * a->size) == 0;
    for (uint32_t i = 0; i < a->count; i++, one += a->size, other += a->size)
        if (!is_moved_item(comparison, a, one, other))
            return false;
    return true;
}

bool ir_is_moved(const struct ir_unit *before, const struct ir_unit *after,
                 const struct ir_moves *moves)
{
    struct comparison comparison = {before, after, moves};
    struct table one[N_TABLES], other[N_TABLES];

    if (hash_files(before) != hash_files(after) || before->n_errors != after->n_errors)
        return false;
    list_tables(before, one);
    list_tables(after, other);
    for (size_t i = 0; i < N_TABLES; i++)
        if (!one[i].is_code && !is_moved_table(&comparison, &one[i], &other[i]))
            return false;
    return is_moved_code(&comparison);
}
