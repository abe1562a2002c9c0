#include "cli/patch.h"

#include "cli/message.h"
#include "findings/finding.h"

#include <glib.h>
#include <glib/gstdio.h>

#include <string.h>
#include <sys/stat.h>

/* Lines around a change that a diff shows. */
enum { CONTEXT_LINES = 3 };

/* An edit by bytes of the file. */
struct patch_edit {
    size_t begin, end;
    const char *text;
};

/* One file, and what becomes of it. */
struct patch_file {
    const char *name; /* relative to the root */
    char *path;
    char *bytes;
    gsize size;
    GArray *edits; /* of struct patch_edit, sorted */
};

static void free_file(void *data)
{
    struct patch_file *file = data;

    g_free(file->path);
    g_free(file->bytes);
    g_array_unref(file->edits);
    g_free(file);
}

static size_t offset_of(const struct patch_file *file, uint32_t line, uint32_t column)
{
    const char *at = file->bytes, *end = file->bytes + file->size;

    for (; line > 1 && at; line--) {
        at = memchr(at, '\n', (size_t)(end - at));
        at = at ? at + 1 : NULL;
    }
    if (!at || column == 0 || column - 1 > (size_t)(end - at))
        return file->size;
    return (size_t)(at - file->bytes) + column - 1;
}

static struct patch_edit edit_of(const struct patch_file *file, const struct finding_edit *edit)
{
    size_t begin = offset_of(file, edit->line, edit->column);

    return (struct patch_edit){begin, MAX(begin, offset_of(file, edit->end_line, edit->end_column)),
                               edit->text};
}

static bool overlaps(const struct patch_file *file, struct patch_edit edit)
{
    for (guint i = 0; i < file->edits->len; i++) {
        struct patch_edit other = g_array_index(file->edits, struct patch_edit, i);
        if (edit.begin <= other.end && other.begin <= edit.end)
            return true;
    }
    return false;
}

static gint compare_edits(gconstpointer left, gconstpointer right)
{
    const struct patch_edit *a = left, *b = right;

    return (a->begin > b->begin) - (a->begin < b->begin);
}

/* NULL after a message. */
static struct patch_file *find_file(GPtrArray *files, const char *root, const char *name)
{
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < files->len; i++) {
        struct patch_file *file = g_ptr_array_index(files, i);
        if (strcmp(file->name, name) == 0)
            return file;
    }
    struct patch_file *file = g_new0(struct patch_file, 1);
    file->name = name;
    file->path = g_build_filename(root, name, NULL);
    file->edits = g_array_new(FALSE, FALSE, sizeof(struct patch_edit));
    g_ptr_array_add(files, file);
    if (g_file_get_contents(file->path, &file->bytes, &file->size, &error))
        return file;
    print_message("%s", error->message);
    return NULL;
}

/* Adds the edits of a finding, all or none. False after a message. */
static bool add_finding(GPtrArray *files, const char *root, const struct finding *finding,
                        bool *ret_is_added)
{
    const struct finding_fix *fix = finding->fix;

    *ret_is_added = false;
    for (size_t i = 0; i < fix->n_edits; i++) {
        const struct patch_file *file = find_file(files, root, fix->edits[i].file);
        if (!file)
            return false;
        if (overlaps(file, edit_of(file, &fix->edits[i])))
            return true;
    }
    for (size_t i = 0; i < fix->n_edits; i++) {
        struct patch_file *file = find_file(files, root, fix->edits[i].file);
        struct patch_edit edit = edit_of(file, &fix->edits[i]);
        g_array_append_val(file->edits, edit);
        g_array_sort(file->edits, compare_edits);
    }
    *ret_is_added = true;
    return true;
}

/* The files with their edits; NULL after a message. */
static GPtrArray *collect(struct finding_list findings, const char *root,
                          const struct patch_choice *choice, GString *told, size_t *ret_count)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(free_file);

    *ret_count = 0;
    for (size_t i = 0; i < findings.count; i++) {
        const struct finding *finding = &findings.items[i];
        bool is_added;

        if (!finding->fix || !choice->wants(choice->data, finding))
            continue;
        if (!add_finding(files, root, finding, &is_added))
            return NULL;
        if (!is_added)
            continue;
        ++*ret_count;
        g_string_append_printf(told, "%s:%u:%u: mended: %s [%s]\n", finding->file, finding->line,
                               finding->column, finding->fix->title, finding->check);
    }
    return g_steal_pointer(&files);
}

/* ---- writing ---- */

static GString *patched(const struct patch_file *file)
{
    GString *text = g_string_sized_new(file->size);
    size_t at = 0;

    for (guint i = 0; i < file->edits->len; i++) {
        struct patch_edit edit = g_array_index(file->edits, struct patch_edit, i);
        g_string_append_len(text, file->bytes + at, (gssize)(edit.begin - at));
        g_string_append(text, edit.text);
        at = edit.end;
    }
    g_string_append_len(text, file->bytes + at, (gssize)(file->size - at));
    return text;
}

bool patch_apply(struct finding_list findings, const char *root, const struct patch_choice *choice,
                 GString *told, size_t *ret_count)
{
    g_autoptr(GPtrArray) files = collect(findings, root, choice, told, ret_count);

    for (guint i = 0; files && i < files->len; i++) {
        const struct patch_file *file = g_ptr_array_index(files, i);
        g_autoptr(GString) text = patched(file);
        g_autoptr(GError) error = NULL;
        struct stat status;
        int mode = g_stat(file->path, &status) == 0 ? (int)(status.st_mode & 07777) : 0644;

        if (g_file_set_contents_full(file->path, text->str, (gssize)text->len,
                                     G_FILE_SET_CONTENTS_CONSISTENT, mode, &error))
            continue;
        print_message("%s", error->message);
        return false;
    }
    return files != NULL;
}

/* ---- showing ---- */

static size_t line_begin(const struct patch_file *file, size_t at, int back)
{
    for (; at > 0; at--) {
        if (file->bytes[at - 1] == '\n' && back-- <= 0)
            break;
    }
    return at;
}

/* Behind the end of the line, and of so many further ones. */
static size_t line_end(const struct patch_file *file, size_t at, int further)
{
    for (; at < file->size; at++) {
        if (file->bytes[at] == '\n' && further-- <= 0)
            return at + 1;
    }
    return at;
}

static size_t append_lines(GString *out, char mark, const char *text, size_t size)
{
    size_t count = 0;

    for (size_t at = 0; at < size; count++) {
        const char *newline = memchr(text + at, '\n', size - at);
        size_t end = newline ? (size_t)(newline - text) + 1 : size;

        g_string_append_c(out, mark);
        g_string_append_len(out, text + at, (gssize)(end - at));
        if (!newline)
            g_string_append(out, "\n\\ No newline at end of file\n");
        at = end;
    }
    return count;
}

static size_t count_lines(const char *text, size_t size)
{
    g_autoptr(GString) none = g_string_new(NULL);

    return append_lines(none, ' ', text, size);
}

/* Bytes of whole lines that both begin with. */
static size_t common_lines(const char *old, size_t n_old, const GString *new)
{
    size_t common = 0;

    for (size_t i = 0; i < n_old && i < new->len &&old[i] == new->str[i]; i++) {
        if (old[i] == '\n')
            common = i + 1;
    }
    return common;
}

/* Whole lines that change, and what they become. */
struct patch_change {
    size_t begin, end;
    GString *after;
};

/* The change that the edits from `*next` on make to lines that they share; moves behind them. */
static struct patch_change change_at(const struct patch_file *file, guint *next)
{
    const struct patch_edit *edits = &g_array_index(file->edits, struct patch_edit, 0);
    size_t begin = line_begin(file, edits[*next].begin, 0), at = begin, end;
    GString *after = g_string_new(NULL);

    do {
        const struct patch_edit *edit = &edits[(*next)++];
        g_string_append_len(after, file->bytes + at, (gssize)(edit->begin - at));
        g_string_append(after, edit->text);
        at = edit->end;
        end = line_end(file, at, 0);
    } while (*next < file->edits->len && edits[*next].begin < end);
    g_string_append_len(after, file->bytes + at, (gssize)(end - at));
    size_t common = common_lines(file->bytes + begin, end - begin, after);
    g_string_erase(after, 0, (gssize)common);
    return (struct patch_change){begin + common, end, after};
}

/* The edits from `next` on whose contexts meet; returns the first behind them. */
static guint append_hunk(const struct patch_file *file, guint next, long *shift, GString *out)
{
    struct patch_change change = change_at(file, &next);
    size_t begin = line_begin(file, change.begin, CONTEXT_LINES), at = begin, end;
    g_autoptr(GString) body = g_string_new(NULL);
    size_t n_old = 0, n_new = 0, same;

    for (;;) {
        same = append_lines(body, ' ', file->bytes + at, change.begin - at);
        n_old +=
            same + append_lines(body, '-', file->bytes + change.begin, change.end - change.begin);
        n_new += same + append_lines(body, '+', change.after->str, change.after->len);
        g_string_free(change.after, TRUE);
        at = change.end;
        end = at > 0 ? line_end(file, at - 1, CONTEXT_LINES) : at;
        if (next == file->edits->len ||
            line_begin(file, g_array_index(file->edits, struct patch_edit, next).begin,
                       CONTEXT_LINES) > end)
            break;
        change = change_at(file, &next);
    }
    same = append_lines(body, ' ', file->bytes + at, end - at);
    size_t line = count_lines(file->bytes, begin) + 1;
    g_string_append_printf(out, "@@ -%zu,%zu +%ld,%zu @@\n%s", line, n_old + same,
                           (long)line + *shift, n_new + same, body->str);
    *shift += (long)n_new - (long)n_old;
    return next;
}

bool patch_show(struct finding_list findings, const char *root, const struct patch_choice *choice,
                GString *out)
{
    g_autoptr(GString) told = g_string_new(NULL);
    size_t count;
    g_autoptr(GPtrArray) files = collect(findings, root, choice, told, &count);

    for (guint i = 0; files && i < files->len; i++) {
        const struct patch_file *file = g_ptr_array_index(files, i);
        long shift = 0;

        if (file->edits->len == 0)
            continue;
        g_string_append_printf(out, "--- a/%s\n+++ b/%s\n", file->name, file->name);
        for (guint first = 0; first < file->edits->len;)
            first = append_hunk(file, first, &shift, out);
    }
    return files != NULL;
}
