/* The project's baseline: its file, and the commands that change it. */
#include "findings/baseline.h"

#include "base/arena.h"
#include "base/hash.h"
#include "engine/analysis.h"
#include "engine/engine.h"
#include "engine/revision.h"
#include "findings/finding.h"
#include "findings/run.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#define FILE_NAME  ".stranded-baseline"
#define ATTRIBUTES ".gitattributes"

/* What a merge driver must do for it: keep the lines of both sides. */
#define ATTRIBUTE FILE_NAME " merge=union\n"

/* Bound on the file: some 100 bytes a line, and no project has that many. */
enum { MAX_BASELINE_BYTES = 256 << 20 };

/* ---- the file ---- */

/* Its text; *ret_text is NULL where there is none. */
static bool read_file(const char *path, char **ret_text, GError **error)
{
    g_autoptr(GError) cause = NULL;
    gsize size = 0;

    *ret_text = NULL;
    if (g_file_get_contents(path, ret_text, &size, &cause) && size <= MAX_BASELINE_BYTES)
        return true;
    if (g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return true;
    g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_INPUT, "%s: can't be read: %s: mend or remove it",
                path, cause ? cause->message : "larger than any baseline");
    return false;
}

static bool parse(const char *path, const char *text, struct arena *arena,
                  struct baseline *ret_baseline, uint64_t *ret_hash, GError **error)
{
    size_t line = 0;

    if (!baseline_parse(text, arena, ret_baseline, &line)) {
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_INPUT,
                    "%s: line %zu is no accepted finding: mend or remove it", path, line);
        return false;
    }
    *ret_hash = text ? hash_bytes(text, strlen(text), 0) : 0;
    return true;
}

bool load_baseline(const char *root, struct arena *arena, struct baseline *ret_baseline,
                   uint64_t *ret_hash, GError **error)
{
    g_autofree char *path = g_build_filename(root, FILE_NAME, NULL);
    g_autofree char *text = NULL;

    return read_file(path, &text, error) && parse(path, text, arena, ret_baseline, ret_hash, error);
}

bool is_baseline(const char *path)
{
    return g_str_has_suffix(path, "/" FILE_NAME);
}

bool load_requested_baseline(const struct engine_request *request, const char *root,
                             struct arena *arena, struct baseline *ret_baseline, uint64_t *ret_hash,
                             GError **error)
{
    g_autofree char *path = g_build_filename(root, FILE_NAME, NULL);

    for (size_t i = 0; i < request->n_baselines; i++) {
        const struct engine_overlay *given = &request->baselines[i];
        if (strcmp(given->path, path) == 0)
            return parse(path, arena_string(arena, given->contents, given->size), arena,
                         ret_baseline, ret_hash, error);
    }
    return load_baseline(root, arena, ret_baseline, ret_hash, error);
}

static bool write_file(const char *root, const char *name, const GString *text, GError **error)
{
    g_autofree char *path = g_build_filename(root, name, NULL);
    g_autoptr(GError) cause = NULL;

    if (g_file_set_contents_full(path, text->str, (gssize)text->len, G_FILE_SET_CONTENTS_CONSISTENT,
                                 0666, &cause))
        return true;
    g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_INPUT, "%s: can't be written: %s", path,
                cause->message);
    return false;
}

/* Has git keep the lines of both sides when it merges the file, unless somebody has decided already. Only
 * a convenience: where it fails, so does nothing else. */
static bool write_attribute(const char *root, GError **error)
{
    g_autofree char *path = g_build_filename(root, ATTRIBUTES, NULL);
    g_autofree char *before = NULL;
    g_autoptr(GString) text = NULL;

    if (!read_file(path, &before, error))
        return false;
    if (before && strstr(before, FILE_NAME))
        return true;
    text = g_string_new(before);
    if (text->len > 0 && text->str[text->len - 1] != '\n')
        g_string_append_c(text, '\n');
    g_string_append(text, ATTRIBUTE);
    return write_file(root, ATTRIBUTES, text, error);
}

static bool write_baseline(const char *root, const char **lines, size_t count, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);

    baseline_print(lines, count, text);
    return write_file(root, FILE_NAME, text, error);
}

/* ---- adding ---- */

/* Whether the finding is called so; `name` may leave out the scheme and be cut short. */
static bool is_called(const struct finding *finding, const char *name)
{
    const char *own = finding->fingerprint, *colon = strchr(own, ':');

    if (!strchr(name, ':') && colon)
        own = colon + 1;
    return *name && g_str_has_prefix(own, name);
}

/* The one finding of that name. */
static const struct finding *find_called(struct finding_list findings, const char *name,
                                         GError **error)
{
    const struct finding *found = NULL;
    size_t count = 0;

    for (size_t i = 0; i < findings.count; i++) {
        if (!is_called(&findings.items[i], name))
            continue;
        found = &findings.items[i];
        count++;
    }
    if (count == 1)
        return found;
    g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_INPUT,
                count ? "several findings are named '%s'…: give more of the fingerprint"
                      : "no finding is named '%s': 'stranded report --format json' shows the "
                        "fingerprints",
                name);
    return NULL;
}

static bool has_equals(struct finding_list findings, const struct finding *finding,
                       GHashTable *kinds)
{
    if (g_hash_table_size(kinds) == 0) {
        for (size_t i = 0; i < findings.count; i++) {
            uint64_t kind = finding_kind(&findings.items[i]);
            gpointer count = g_hash_table_lookup(kinds, &kind);

            g_hash_table_insert(kinds, g_memdup2(&kind, sizeof(kind)),
                                GUINT_TO_POINTER(GPOINTER_TO_UINT(count) + 1));
        }
    }
    uint64_t kind = finding_kind(finding);
    return GPOINTER_TO_UINT(g_hash_table_lookup(kinds, &kind)) > 1;
}

struct adding {
    struct engine_result *result;
    const char *reason, *author;
    const char **lines; /* room for all findings behind those that were there */
    size_t count;
    GHashTable *kinds;
};

static void add_line(struct adding *adding, const struct finding *finding)
{
    /* What is accepted already, or by a comment, needs no line. */
    if (finding->state == STATE_SUPPRESSED)
        return;
    bool is_one_of_several = has_equals(adding->result->findings, finding, adding->kinds);
    adding->lines[adding->count++] = baseline_line(finding, is_one_of_several, adding->reason,
                                                   adding->author, adding->result->arena);
}

static bool add_lines(struct adding *adding, const char *const *fingerprints, GError **error)
{
    struct finding_list findings = adding->result->findings;

    for (size_t i = 0; !fingerprints && i < findings.count; i++)
        add_line(adding, &findings.items[i]);
    for (; fingerprints && *fingerprints; fingerprints++) {
        const struct finding *finding = find_called(findings, *fingerprints, error);

        if (!finding)
            return false;
        add_line(adding, finding);
    }
    return true;
}

static size_t keep_lines(const struct baseline *baseline, bool only_used, const char **lines)
{
    size_t count = 0;

    for (size_t i = 0; i < baseline->count; i++)
        if (!only_used || baseline->items[i].is_used)
            lines[count++] = baseline->items[i].line;
    return count;
}

static bool add_to_baseline(struct engine_result *result, const char *const *fingerprints,
                            const char *reason, struct engine_baseline *change, GError **error)
{
    g_autoptr(GHashTable) kinds = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    g_autofree char *author = find_author(result->run.root);
    struct baseline baseline;
    uint64_t hash;
    size_t n_names = 0;

    if (!load_baseline(result->run.root, result->arena, &baseline, &hash, error))
        return false;
    while (fingerprints && fingerprints[n_names])
        n_names++;
    struct adding adding = {
        .result = result,
        .reason = reason,
        .author = author,
        .lines = ARENA_ARRAY(result->arena, const char *,
                             baseline.count + result->findings.count + n_names),
        .kinds = kinds,
    };
    size_t n_before = keep_lines(&baseline, false, adding.lines);
    adding.count = n_before;
    if (!add_lines(&adding, fingerprints, error))
        return false;
    change->n_changed = adding.count - n_before;
    change->n_all = adding.count;
    if (change->n_changed == 0)
        return true;
    return write_baseline(result->run.root, adding.lines, adding.count, error) &&
           (!is_in_git(result->run.root) || write_attribute(result->run.root, error));
}

bool engine_baseline_add(const struct engine_request *request, const char *const *fingerprints,
                         const char *reason, struct engine_baseline *ret_change, GError **error)
{
    struct engine_baseline change = {0};

    if (!engine_check(request, &change.result, error))
        return false;
    if (!add_to_baseline(&change.result, fingerprints, reason, &change, error)) {
        engine_result_deinit(&change.result);
        return false;
    }
    *ret_change = change;
    return true;
}

/* ---- removing what is gone ---- */

static bool shrink_baseline(struct engine_result *result, struct engine_baseline *change,
                            GError **error)
{
    struct baseline baseline;
    uint64_t hash;

    if (!load_baseline(result->run.root, result->arena, &baseline, &hash, error))
        return false;
    if (result->run.units_failed > 0 && baseline.count > 0) {
        g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_INPUT,
                    "%s: can't be analysed, and may hide findings that are accepted: mend it, or "
                    "edit " FILE_NAME " by hand",
                    result->run.failures[0].file);
        return false;
    }
    baseline_apply(&baseline, result->findings);
    const char **lines = ARENA_ARRAY(result->arena, const char *, baseline.count);
    size_t count = keep_lines(&baseline, true, lines);

    change->n_changed = baseline.count - count;
    change->n_all = count;
    return change->n_changed == 0 || write_baseline(result->run.root, lines, count, error);
}

bool engine_baseline_update(const struct engine_request *request,
                            struct engine_baseline *ret_change, GError **error)
{
    struct engine_baseline change = {0};

    if (!engine_check(request, &change.result, error))
        return false;
    if (!shrink_baseline(&change.result, &change, error)) {
        engine_result_deinit(&change.result);
        return false;
    }
    *ret_change = change;
    return true;
}
