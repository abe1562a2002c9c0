/* Remedies as edits. Requires sealed findings; yields `fix`. */
#include "engine/fixes.h"

#include <stranded/check.h>

#include "base/arena.h"
#include "base/vector.h"
#include "engine/analysis.h"
#include "engine/engine.h"
#include "engine/overlays.h"
#include "engine/source_text.h"
#include "findings/finding.h"

#include <glib.h>

#include <stdlib.h>
#include <string.h>

/* Bound on a source that is read for its edits. */
enum { MAX_SOURCE_BYTES = 32 << 20 };

struct fixing {
    struct analysis *analysis;
    GHashTable *texts; /* absolute path -> struct source_text in the arena */
};

/* ---- sources ---- */

static struct source_text read_text(struct fixing *fixing, const char *path)
{
    const struct engine_overlay *overlay = find_overlay(fixing->analysis->request, path);
    g_autofree char *bytes = NULL;
    gsize size = 0;

    if (overlay)
        return (struct source_text){overlay->contents, overlay->size};
    if (!g_file_get_contents(path, &bytes, &size, NULL) || size > MAX_SOURCE_BYTES)
        return (struct source_text){"", 0};
    return (struct source_text){arena_string(fixing->analysis->arena, bytes, size), size};
}

static struct source_text find_text(struct fixing *fixing, const char *path)
{
    struct source_text *text = g_hash_table_lookup(fixing->texts, path);

    if (!text) {
        struct source_text read = read_text(fixing, path);
        text = arena_copy(fixing->analysis->arena, &read, sizeof(read));
        g_hash_table_insert(fixing->texts, g_strdup(path), text);
    }
    return *text;
}

static char *absolute(const struct fixing *fixing, const char *file)
{
    return g_path_is_absolute(file) ? g_strdup(file)
                                    : g_build_filename(fixing->analysis->project->root, file, NULL);
}

/* Only what lies in the project is changed. */
static bool is_ours(const char *file)
{
    return !g_path_is_absolute(file) && !g_str_has_prefix(file, "../");
}

/* ---- edits ---- */

static int compare_changes(const void *left, const void *right)
{
    const struct source_change *a = left, *b = right;

    return (a->begin > b->begin) - (a->begin < b->begin);
}

static void set_fix(struct fixing *fixing, struct finding *finding, const char *file,
                    const char *title, struct source_text text, struct source_changes *changes)
{
    struct arena *arena = fixing->analysis->arena;
    struct finding_edit *edits = ARENA_ARRAY(arena, struct finding_edit, changes->count);
    struct finding_fix *fix = ARENA_NEW(arena, struct finding_fix);

    qsort(changes->items, changes->count, sizeof(*changes->items), compare_changes);
    for (uint32_t i = 0; i < changes->count; i++) {
        const struct source_change *change = &changes->items[i];
        edits[i].file = file;
        edits[i].text = change->text;
        source_place_of(text, change->begin, &edits[i].line, &edits[i].column);
        source_place_of(text, change->end, &edits[i].end_line, &edits[i].end_column);
    }
    *fix = (struct finding_fix){title, edits, changes->count};
    finding->fix = fix;
}

/* ---- waking all ---- */

static const char *name_of_all(struct source_text text, size_t at)
{
#define DETACHES(start, code)
#define TIMES_OUT(call, code)
#define WAKES_ALL(one, all)                                                                        \
    if (source_is_word(text, at, #one))                                                            \
        return #all;
#include "models/remedies.def"
#undef DETACHES
#undef TIMES_OUT
#undef WAKES_ALL
    return NULL;
}

/* The last name in the call's first argument: of `&crew->wake` it is `wake`. NULL = it is no call. */
static const char *last_name(struct source_text text, size_t at, struct arena *arena)
{
    size_t bracket = source_skip(text, source_word_end(text, at));

    if (bracket >= text.size || text.bytes[bracket] != '(')
        return NULL;
    struct source_span argument = source_first_argument(text, bracket);
    argument.begin = source_word_begin(text, argument.end);
    return argument.begin < argument.end ? source_copy(text, argument, arena) : NULL;
}

/* Those that are waited for in the trace. */
static bool is_waited_for(struct fixing *fixing, const struct finding *finding, const char *name)
{
    for (size_t i = 0; i < finding->n_trace; i++) {
        const struct finding_step *step = &finding->trace[i];
        g_autofree char *path = absolute(fixing, step->file);
        struct source_text text = find_text(fixing, path);
        size_t at = source_offset(text, step->line, step->column);
        const char *waited = last_name(text, at, fixing->analysis->arena);

        if (waited && strcmp(waited, name) == 0)
            return true;
    }
    return false;
}

/* From the place on to where its function ends: at a bracket that begins a line. */
static void wake_all_behind(struct fixing *fixing, const struct finding *finding,
                            struct source_text text, size_t at, struct source_changes *changes)
{
    size_t begin = at;

    for (; at < text.size; at++) {
        const char *all = at > begin ? name_of_all(text, at) : NULL;
        const char *name = all ? last_name(text, at, fixing->analysis->arena) : NULL;
        bool is_over = text.bytes[at] == '}' && at > 0 && text.bytes[at - 1] == '\n';

        if (is_over)
            return;
        if (name && is_waited_for(fixing, finding, name))
            vector_push(changes, (struct source_change){at, source_word_end(text, at), all});
    }
}

static void fix_wake_all(struct fixing *fixing, struct finding *finding)
{
    for (size_t i = finding->n_trace; i > 0 && !finding->fix; i--) {
        const struct finding_step *step = &finding->trace[i - 1];
        g_autofree char *path = absolute(fixing, step->file);
        struct source_text text = find_text(fixing, path);
        struct source_changes changes = {0};

        if (is_ours(step->file))
            wake_all_behind(fixing, finding, text, source_offset(text, step->line, step->column),
                            &changes);
        if (changes.count > 0)
            set_fix(fixing, finding, step->file, "wake all that wait", text, &changes);
        vector_deinit(&changes);
    }
}

/* ---- edits around one place ---- */

size_t fix_find_call(struct source_text text, size_t at,
                     const char *code_for(struct source_text text, size_t at))
{
    size_t bracket = source_skip(text, source_word_end(text, at)), found = text.size;

    if (code_for(text, at))
        return at;
    if (bracket >= text.size || text.bytes[bracket] != '(')
        return text.size;
    size_t end = source_match(text, bracket);
    for (at = source_skip(text, bracket + 1); at < end; at = source_skip(text, at + 1)) {
        if (!code_for(text, at))
            continue;
        if (found < text.size)
            return text.size;
        found = at;
    }
    return found;
}

/* The text's size = it does not lie in the file. */
static size_t place_in(const char *path, struct source_text text, struct source_place place)
{
    if (!place.file || strcmp(place.file, path) != 0)
        return text.size;
    return source_offset(text, place.line, place.column);
}

/* The title of what is done; NULL = the source has no form that is understood. */
static const char *change_text(struct fixing *fixing, const struct finding *finding,
                               const char *path, struct source_text text,
                               struct source_changes *changes)
{
    size_t at = source_offset(text, finding->line, finding->column);
    const struct remedy *remedy = &finding->remedy;
    struct arena *arena = fixing->analysis->arena;

    switch (remedy->kind) {
    case REMEDY_DETACH:
        return fix_detach(text, at, place_in(path, text, remedy->at), arena, changes)
                   ? "detach the thread"
                   : NULL;
    case REMEDY_TIME_OUT:
        return fix_time_out(text, at, arena, changes) ? "give it a time-out of 30 seconds" : NULL;
    case REMEDY_END_THERE:
        if (strcmp(remedy->at.file, path) != 0 || strcmp(remedy->like.file, path) != 0 ||
            !fix_end_there(text, source_offset(text, remedy->at.line, remedy->at.column),
                           source_offset(text, remedy->like.line, remedy->like.column), arena,
                           changes))
            return NULL;
        return "end it on this path, too";
    case REMEDY_WAKE_ALL:
    case REMEDY_NONE:
        break;
    }
    return NULL;
}

static void fix_place(struct fixing *fixing, struct finding *finding)
{
    g_autofree char *path = absolute(fixing, finding->file);
    struct source_text text = find_text(fixing, path);
    struct source_changes changes = {0};
    const char *title =
        is_ours(finding->file) ? change_text(fixing, finding, path, text, &changes) : NULL;

    if (title)
        set_fix(fixing, finding, finding->file, title, text, &changes);
    vector_deinit(&changes);
}

void add_fixes(struct analysis *analysis, struct finding_list findings)
{
    struct fixing fixing = {analysis, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};

    for (size_t i = 0; i < findings.count; i++) {
        struct finding *finding = &findings.items[i];

        switch (finding->remedy.kind) {
        case REMEDY_DETACH:
        case REMEDY_TIME_OUT:
        case REMEDY_END_THERE:
            fix_place(&fixing, finding);
            break;
        case REMEDY_WAKE_ALL:
            fix_wake_all(&fixing, finding);
            break;
        case REMEDY_NONE:
            break;
        }
    }
    g_hash_table_unref(fixing.texts);
}
