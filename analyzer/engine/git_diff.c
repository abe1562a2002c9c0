#include "engine/git_diff.h"

#include "engine/engine.h"

#include <stdlib.h>
#include <string.h>

static const char submodule_mode[] = "160000";
static const char file_mode_prefix[] = "100";

/* ---- files that differ ---- */

/* A record: `:OLDMODE NEWMODE OLDBLOB NEWBLOB STATUS`, then one path or two, each ended by a NUL. */
struct record {
    const char *old_mode, *new_mode, *old_blob;
    char status;
};

static char *join(const struct git *git, const char *path, struct arena *arena)
{
    g_autofree char *joined = g_build_filename(git->top, path, NULL);

    return arena_copy(arena, joined, strlen(joined) + 1);
}

static enum git_kind kind_of(const struct record *record)
{
    bool has_old = record->status != 'A', has_new = record->status != 'D';

    if ((has_old && g_str_has_prefix(record->old_mode, submodule_mode)) ||
        (has_new && g_str_has_prefix(record->new_mode, submodule_mode)))
        return GIT_SUBMODULE;
    if ((has_old && !g_str_has_prefix(record->old_mode, file_mode_prefix)) ||
        (has_new && !g_str_has_prefix(record->new_mode, file_mode_prefix)))
        return GIT_OTHER;
    switch (record->status) {
    case 'A':
        return GIT_ADDED;
    case 'D':
        return GIT_DELETED;
    case 'R':
        return GIT_RENAMED;
    case 'M':
        return GIT_CHANGED;
    default: /* git's letters, of which there may be more */
        return GIT_OTHER;
    }
}

/* False where it is no record. */
static bool parse_record(char *text, struct record *ret_record)
{
    char *fields[5];

    if (*text++ != ':')
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
        char *blank = strchr(text, ' ');

        fields[i] = text;
        if (!blank && i + 1 < G_N_ELEMENTS(fields))
            return false;
        if (blank) {
            *blank = '\0';
            text = blank + 1;
        }
    }
    *ret_record = (struct record){fields[0], fields[1], fields[2], fields[4][0]};
    return true;
}

static bool fail_to_read(GError **error)
{
    g_set_error_literal(error, ENGINE_ERROR, ENGINE_ERROR_PROCESS,
                        "git's list of changes is not understood: use a git from 2.25 on");
    return false;
}

static char *next_text(char **at, const char *end)
{
    char *text = *at, *nul = text < end ? memchr(text, '\0', (size_t)(end - text)) : NULL;

    if (!nul)
        return NULL;
    *at = nul + 1;
    return text;
}

static bool parse_changes(const struct git *git, GString *output, struct arena *arena,
                          struct git_changes *out, GError **error)
{
    char *at = output->str, *end = output->str + output->len;

    while (at < end) {
        char *head = next_text(&at, end);
        struct record record;

        if (!head || !parse_record(head, &record))
            return fail_to_read(error);
        const char *path = next_text(&at, end);
        bool has_two = record.status == 'R' || record.status == 'C';
        const char *second = has_two ? next_text(&at, end) : path;
        if (!path || !second)
            return fail_to_read(error);
        vector_push(out,
                    (struct git_change){
                        .kind = kind_of(&record),
                        .path = join(git, second, arena),
                        .old_path = join(git, path, arena),
                        .old_blob = arena_string(arena, record.old_blob, strlen(record.old_blob)),
                    });
    }
    return true;
}

static char **make_arguments(const char *command, const char *const *fixed,
                             const char *const *arguments)
{
    GPtrArray *words = g_ptr_array_new();

    g_ptr_array_add(words, g_strdup(command));
    for (; *fixed; fixed++)
        g_ptr_array_add(words, g_strdup(*fixed));
    for (; *arguments; arguments++)
        g_ptr_array_add(words, g_strdup(*arguments));
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

bool git_diff(const struct git *git, const char *command, const char *const *arguments,
              struct arena *arena, struct git_changes *out, GError **error)
{
    static const char *const fixed[] = {
        "--raw", "-z", "--no-abbrev", "--no-ext-diff", "--ignore-submodules=dirty", NULL};
    g_auto(GStrv) words = make_arguments(command, fixed, arguments);
    GString *output = NULL;

    if (!git_run(git, (const char *const *)words, NULL, &output, error))
        return false;
    bool is_good = parse_changes(git, output, arena, out, error);
    g_string_free(output, TRUE);
    return is_good;
}

/* ---- contents ---- */

static bool has_old_content(const struct git_change *change)
{
    return change->kind == GIT_CHANGED || change->kind == GIT_DELETED ||
           change->kind == GIT_RENAMED;
}

/* One answer of `cat-file --batch`: `NAME blob SIZE`, a newline, the bytes, a newline. */
static bool take_blob(char **at, const char *end, struct git_change *change, struct arena *arena)
{
    char *newline = memchr(*at, '\n', (size_t)(end - *at));

    if (!newline)
        return false;
    *newline = '\0';
    char *size_text = strrchr(*at, ' ');
    *at = newline + 1;
    if (!size_text || !g_ascii_isdigit(size_text[1])) /* NAME missing: a clone without it */
        return true;
    size_t size = strtoull(size_text + 1, NULL, 10);
    if (size >= (size_t)(end - *at))
        return false;
    char *bytes = arena_alloc(arena, size + 1);
    memcpy(bytes, *at, size);
    bytes[size] = '\0';
    change->old_bytes = bytes;
    change->old_size = size;
    *at += size + 1;
    return true;
}

bool git_read_blobs(const struct git *git, struct git_changes *changes,
                    bool (*wants)(void *data, const struct git_change *change), void *data,
                    struct arena *arena, GError **error)
{
    static const char *const batch[] = {"cat-file", "--batch", NULL};
    g_autoptr(GString) names = g_string_new(NULL);
    g_autoptr(GPtrArray) wanted = g_ptr_array_new();
    GString *output = NULL;
    struct git_change *change;
    bool is_good = true;

    vector_each(change, changes)
    {
        if (change->old_bytes || !has_old_content(change) || !wants(data, change))
            continue;
        g_ptr_array_add(wanted, change);
        g_string_append_printf(names, "%s\n", change->old_blob);
    }
    if (wanted->len == 0)
        return true;
    if (!git_run(git, batch, names, &output, error))
        return false;
    char *at = output->str;
    for (guint i = 0; i < wanted->len && is_good; i++)
        is_good = take_blob(&at, output->str + output->len, g_ptr_array_index(wanted, i), arena);
    g_string_free(output, TRUE);
    return is_good || fail_to_read(error);
}

/* ---- lines ---- */

struct hunk_reading {
    const struct git *git;
    struct arena *arena;
    struct git_hunks *out;
    const char *file;
    GString *text;         /* of the hunk that is open */
    bool is_open;          /* a hunk is */
    uint64_t n_old, n_new; /* lines of it that are still to come */
};

static void close_hunk(struct hunk_reading *reading)
{
    if (reading->is_open)
        reading->out->items[reading->out->count - 1].text =
            arena_string(reading->arena, reading->text->str, reading->text->len);
    reading->is_open = false;
    g_string_truncate(reading->text, 0);
}

/* `--- a/PATH` and `+++ b/PATH`; a path that has blanks ends with a tab; /dev/null is no path. */
static void take_file(struct hunk_reading *reading, const char *path)
{
    g_autofree char *plain = g_strndup(path, strcspn(path, "\t"));

    if (strcmp(plain, "/dev/null") == 0 || plain[0] == '\0' || plain[1] != '/')
        return;
    reading->file = join(reading->git, plain + 2, reading->arena);
}

/* `@@ -LINE[,COUNT] +LINE[,COUNT] @@` */
static void open_hunk(struct hunk_reading *reading, const char *line)
{
    uint64_t old_line, new_line;
    char *at;

    old_line = g_ascii_strtoull(line + strlen("@@ -"), &at, 10);
    (void)old_line;
    reading->n_old = *at == ',' ? g_ascii_strtoull(at + 1, &at, 10) : 1;
    while (*at == ' ' || *at == '+')
        at++;
    new_line = g_ascii_strtoull(at, &at, 10);
    reading->n_new = *at == ',' ? g_ascii_strtoull(at + 1, &at, 10) : 1;
    if (!reading->file || new_line > UINT32_MAX || reading->n_new > UINT32_MAX)
        return;
    reading->is_open = true;
    vector_push(reading->out,
                (struct git_hunk){reading->file, (uint32_t)new_line, (uint32_t)reading->n_new, ""});
}

static void take_line(struct hunk_reading *reading, const char *line)
{
    bool is_inside = reading->n_old > 0 || reading->n_new > 0;

    if (is_inside && (*line == '-' || *line == '+')) {
        uint64_t *left = *line == '-' ? &reading->n_old : &reading->n_new;

        *left -= *left > 0;
        g_string_append(reading->text, line + 1);
        g_string_append_c(reading->text, '\n');
        return;
    }
    close_hunk(reading);
    if (g_str_has_prefix(line, "diff --git "))
        reading->file = NULL;
    else if (g_str_has_prefix(line, "--- ") || g_str_has_prefix(line, "+++ "))
        take_file(reading, line + 4);
    else if (g_str_has_prefix(line, "@@ -"))
        open_hunk(reading, line);
}

bool git_find_hunks(const struct git *git, const char *const *arguments, struct arena *arena,
                    struct git_hunks *out, GError **error)
{
    static const char *const fixed[] = {"-U0",
                                        "--inter-hunk-context=0",
                                        "--no-color",
                                        "--no-ext-diff",
                                        "--no-textconv",
                                        "--src-prefix=a/",
                                        "--dst-prefix=b/",
                                        "--no-relative",
                                        "-M",
                                        "--ignore-submodules=dirty",
                                        NULL};
    g_auto(GStrv) words = make_arguments("diff", fixed, arguments);
    GString *output = NULL;

    if (!git_run(git, (const char *const *)words, NULL, &output, error))
        return false;
    struct hunk_reading reading = {
        .git = git, .arena = arena, .out = out, .text = g_string_new(NULL)};
    for (char *line = output->str, *newline; *line; line = newline + 1) {
        newline = strchr(line, '\n');
        if (!newline)
            break;
        *newline = '\0';
        take_line(&reading, line);
    }
    close_hunk(&reading);
    g_string_free(reading.text, TRUE);
    g_string_free(output, TRUE);
    return true;
}
