/* The early cut-off: when what was parsed says what it said before, only at other lines, the last run's
 * findings are given again at those lines, and nothing is solved.
 *
 * Requires the IR of the parsed units and what it was before; yields the findings. What the analysis reads
 * of a location is its order among others and whether two stand in one line, so both must be as they were,
 * in each file that changed. What a comment that asks for silence covers hangs on the distance to the next
 * line: with such a comment in a changed unit, all is solved. */
#include "base/arena.h"
#include "engine/analysis.h"
#include "findings/finding.h"
#include "ir/ir.h"
#include "ir/meaning.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DECIMAL = 10 };

/* A location of a file that changed. */
struct move {
    const char *file; /* of moving.files, so that equals are one pointer */
    uint32_t line, column;
    uint32_t new_line, new_column;
};

struct moving {
    struct analysis *analysis;
    const struct engine_unit *unit; /* at hand */
    GHashTable *files;              /* absolute path -> itself, of files whose content changed */
    GArray *moves;                  /* struct move; later sorted by file, line, column */
    GHashTable *numbers;            /* line numbers that calls passed on and that are others now */
};

static const char *changed_file(struct moving *moving, uint16_t file)
{
    const struct ir_unit *ir = &moving->unit->ir;

    return g_hash_table_lookup(moving->files, ir_text(ir, ir->files[file].path));
}

static bool add_move(void *data, struct ir_location before, struct ir_location after)
{
    struct moving *moving = data;
    const char *file = changed_file(moving, before.file);
    struct move move = {file, before.line, before.column, after.line, after.column};

    if (!file)
        return before.line == after.line && before.column == after.column;
    g_array_append_val(moving->moves, move);
    return true;
}

static void add_number(void *data, int64_t before)
{
    const struct moving *moving = data;

    g_hash_table_add(moving->numbers, GUINT_TO_POINTER((guint)before));
}

/* A table of names, each of which is its own value, so that equals are one pointer. */
static void add_file(GHashTable *files, const char *path)
{
    char *copy = g_strdup(path);

    if (g_hash_table_contains(files, path))
        g_free(copy);
    else
        g_hash_table_insert(files, copy, copy);
}

static void add_changed_files(struct moving *moving, const struct engine_unit *unit)
{
    for (uint32_t i = 1; i < unit->ir.n_files && i < unit->before->n_files; i++) {
        const struct ir_file *now = &unit->ir.files[i], *before = &unit->before->files[i];
        const char *path = ir_text(&unit->ir, now->path);

        if (now->hash != before->hash || now->size != before->size)
            add_file(moving->files, path);
    }
}

/* ---- order ---- */

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_moves(gconstpointer left, gconstpointer right)
{
    const struct move *a = left, *b = right;
    int order = a->file == b->file ? 0 : strcmp(a->file, b->file);

    if (order == 0)
        order = compare_numbers(a->line, b->line);
    if (order == 0)
        order = compare_numbers(a->column, b->column);
    if (order == 0)
        order = compare_numbers(a->new_line, b->new_line);
    return order != 0 ? order : compare_numbers(a->new_column, b->new_column);
}

/* Whether the order of locations and what stands in one line are as they were. */
static bool keeps_order(const GArray *moves)
{
    for (guint i = 1; i < moves->len; i++) {
        const struct move *a = &g_array_index(moves, struct move, i - 1);
        const struct move *b = &g_array_index(moves, struct move, i);

        if (a->file != b->file)
            continue;
        if ((a->line == b->line) != (a->new_line == b->new_line))
            return false;
        bool is_one = a->line == b->line && a->column == b->column;
        int order = compare_numbers(a->new_line, b->new_line);
        if (order == 0)
            order = compare_numbers(a->new_column, b->new_column);
        if (is_one ? order != 0 : order >= 0)
            return false;
    }
    return true;
}

/* ---- the findings ---- */

/* The file that a finding names, if it changed. */
static const char *find_changed(const struct moving *moving, const char *file)
{
    g_autofree char *path = g_canonicalize_filename(file, moving->analysis->project->root);

    return g_hash_table_lookup(moving->files, path);
}

static bool move_place(const struct moving *moving, const char *file, uint32_t *line,
                       uint32_t *column)
{
    struct move key = {find_changed(moving, file), *line, *column, 0, 0};

    if (!key.file)
        return true;
    guint low = 0, high = moving->moves->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (compare_moves(&g_array_index(moving->moves, struct move, middle), &key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == moving->moves->len)
        return false;
    const struct move *found = &g_array_index(moving->moves, struct move, low);
    if (found->file != key.file || found->line != *line || found->column != *column)
        return false;
    *line = found->new_line;
    *column = found->new_column;
    return true;
}

/* Whether the text shows one of those numbers: the call that passed it stands in the trace. */
static bool has_number(const struct moving *moving, const char *text)
{
    while (*text) {
        size_t digits = strspn(text, "0123456789");

        if (digits > 0 && g_hash_table_contains(moving->numbers, GUINT_TO_POINTER((guint)strtoul(
                                                                     text, NULL, DECIMAL))))
            return true;
        text += digits > 0 ? digits : 1;
    }
    return false;
}

static bool shows_number(const struct moving *moving, const struct finding *finding)
{
    const char *const texts[] = {finding->message, finding->multiplicity, finding->anchor,
                                 finding->object, finding->mend};

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        if (has_number(moving, texts[i]))
            return true;
    for (size_t i = 0; i < finding->n_trace; i++)
        if (has_number(moving, finding->trace[i].message))
            return true;
    return false;
}

/* In place; the list is the arena's. */
static bool move_finding(const struct moving *moving, struct finding *finding)
{
    struct finding_step *steps = arena_copy(moving->analysis->arena, finding->trace,
                                            finding->n_trace * sizeof(*finding->trace));

    if (shows_number(moving, finding) ||
        !move_place(moving, finding->file, &finding->line, &finding->column))
        return false;
    for (size_t i = 0; i < finding->n_trace; i++)
        if (!move_place(moving, steps[i].file, &steps[i].line, &steps[i].column))
            return false;
    finding->trace = steps;
    if (find_changed(moving, finding->file))
        finding->above = finding->below = 0; /* place_findings() finds them again */
    return true;
}

static int compare_findings(const void *left, const void *right)
{
    return finding_compare(left, right);
}

/* ---- all of it ---- */

static bool collect_moves(struct moving *moving)
{
    struct analysis *analysis = moving->analysis;
    struct ir_moves moves = {add_move, add_number, moving};

    for (uint32_t i = 0; i < analysis->n_units; i++)
        if (analysis->units[i].before)
            add_changed_files(moving, &analysis->units[i]);
    for (uint32_t i = 0; i < analysis->n_units; i++) {
        moving->unit = &analysis->units[i];
        if (moving->unit->before && (moving->unit->ir.n_suppressions > 1 ||
                                     !ir_is_moved(moving->unit->before, &moving->unit->ir, &moves)))
            return false;
    }
    g_array_sort(moving->moves, compare_moves);
    return keeps_order(moving->moves);
}

bool move_findings(struct analysis *analysis, struct finding_list findings)
{
    struct moving moving = {
        .analysis = analysis,
        .files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .moves = g_array_new(FALSE, FALSE, sizeof(struct move)),
        .numbers = g_hash_table_new(NULL, NULL),
    };
    bool is_good = collect_moves(&moving);

    for (size_t i = 0; is_good && i < findings.count; i++)
        is_good = move_finding(&moving, &findings.items[i]);
    if (is_good && findings.count > 1)
        qsort(findings.items, findings.count, sizeof(*findings.items), compare_findings);
    g_array_unref(moving.moves);
    g_hash_table_unref(moving.numbers);
    g_hash_table_unref(moving.files);
    return is_good;
}
