#include "findings/baseline.h"

#include "base/arena.h"
#include "base/vector.h"
#include "findings/finding.h"

#include <glib.h>

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char head[] =
    "# Findings that are accepted, one a line; made by 'stranded baseline add'.\n";

enum { NAME_DIGITS = 16, HEX = 16 };

/* ---- reading ---- */

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static int compare_lines(const void *left, const void *right)
{
    return strcmp(((const struct baseline_entry *)left)->line,
                  ((const struct baseline_entry *)right)->line);
}

/* `1:4eae5064111a626b`, and `/` with 16 more digits where it has equals. */
static bool parse_name(const char *line, size_t length, struct arena *arena,
                       struct baseline_entry *entry)
{
    const char *slash = memchr(line, '/', length);
    const char *colon = memchr(line, ':', length);
    size_t name_length = slash ? (size_t)(slash - line) : length;
    const char *digits = slash ? slash + 1 : colon ? colon + 1 : line;

    if (!colon || colon == line || colon > line + name_length ||
        strspn(colon + 1, "0123456789abcdef") != NAME_DIGITS ||
        strspn(digits, "0123456789abcdef") != NAME_DIGITS || digits + NAME_DIGITS != line + length)
        return false;
    entry->name = arena_string(arena, line, name_length);
    entry->kind = strtoull(digits, NULL, HEX);
    return true;
}

static bool parse_line(const char *line, struct arena *arena, struct baseline_entry *entry)
{
    size_t length = strcspn(line, " ");
    const char *reason = strstr(line + length, ": ");

    *entry = (struct baseline_entry){.line = line, .reason = reason ? reason + 2 : ""};
    return *entry->reason != '\0' && parse_name(line, length, arena, entry);
}

bool baseline_parse(const char *text, struct arena *arena, struct baseline *ret_baseline,
                    size_t *ret_line)
{
    VECTOR(struct baseline_entry) entries = {0};
    size_t number = 0, count = 0;
    bool is_good = true;

    while (is_good && text && *text) {
        size_t length = strcspn(text, "\n");
        g_autofree char *plain = g_strchomp(g_strndup(text, length));
        struct baseline_entry entry;

        number++;
        text += length + (text[length] == '\n');
        if (*plain == '\0' || *plain == '#')
            continue;
        is_good = parse_line(arena_string(arena, plain, strlen(plain)), arena, &entry);
        if (is_good)
            vector_push(&entries, entry);
    }
    if (entries.count > 1)
        qsort(entries.items, entries.count, sizeof(*entries.items), compare_lines);
    for (uint32_t i = 0; i < entries.count; i++)
        if (count == 0 || strcmp(entries.items[count - 1].line, entries.items[i].line) != 0)
            entries.items[count++] = entries.items[i];
    if (is_good)
        *ret_baseline = (struct baseline){
            arena_copy(arena, entries.items, count * sizeof(*entries.items)), count};
    else
        *ret_line = number;
    vector_deinit(&entries);
    return is_good;
}

/* ---- applying ---- */

static void accept(struct baseline_entry *entry, struct finding *finding)
{
    entry->is_used = true;
    if (finding->state == STATE_SUPPRESSED)
        return;
    finding->state = STATE_SUPPRESSED;
    finding->reason = entry->reason;
}

/* The entry of that name that is not used yet; the table maps names to their first entries, which
 * stand together since they are sorted. */
static struct baseline_entry *find_named(struct baseline *baseline, GHashTable *by_name,
                                         const char *name)
{
    struct baseline_entry *entry = g_hash_table_lookup(by_name, name);
    const struct baseline_entry *end = baseline->items + baseline->count;

    for (; entry && entry < end && strcmp(entry->name, name) == 0; entry++)
        if (!entry->is_used)
            return entry;
    return NULL;
}

/* Two branches may have accepted one finding for two reasons: both lines mean it. */
static bool apply_name(struct baseline *baseline, GHashTable *by_name, const char *name,
                       struct finding *finding)
{
    struct baseline_entry *entry;
    bool is_accepted = false;

    while ((entry = find_named(baseline, by_name, name))) {
        accept(entry, finding);
        is_accepted = true;
    }
    return is_accepted;
}

static bool apply_by_name(struct baseline *baseline, GHashTable *by_name, struct finding *finding)
{
    bool is_accepted = apply_name(baseline, by_name, finding->fingerprint, finding);

    for (const char *const *former = finding->former; former && *former && !is_accepted; former++)
        is_accepted = apply_name(baseline, by_name, *former, finding);
    return is_accepted;
}

static void apply_by_kind(struct baseline *baseline, struct finding_list findings,
                          const bool *is_accepted)
{
    g_autoptr(GHashTable) by_kind = g_hash_table_new(g_int64_hash, g_int64_equal);

    for (size_t i = baseline->count; i-- > 0;)
        if (!baseline->items[i].is_used)
            g_hash_table_replace(by_kind, &baseline->items[i].kind, &baseline->items[i]);
    for (size_t i = 0; i < findings.count && g_hash_table_size(by_kind) > 0; i++) {
        uint64_t kind = finding_kind(&findings.items[i]);
        struct baseline_entry *entry = is_accepted[i] ? NULL : g_hash_table_lookup(by_kind, &kind);

        while (entry && entry < baseline->items + baseline->count &&
               (entry->is_used || entry->kind != kind))
            entry++;
        if (entry && entry < baseline->items + baseline->count)
            accept(entry, &findings.items[i]);
    }
}

void baseline_apply(struct baseline *baseline, struct finding_list findings)
{
    g_autoptr(GHashTable) by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree bool *is_accepted = g_new0(bool, findings.count);

    if (baseline->count == 0)
        return;
    for (size_t i = baseline->count; i-- > 0;)
        g_hash_table_replace(by_name, g_strdup(baseline->items[i].name), &baseline->items[i]);
    for (size_t i = 0; i < findings.count; i++)
        is_accepted[i] = apply_by_name(baseline, by_name, &findings.items[i]);
    apply_by_kind(baseline, findings, is_accepted);
}

/* ---- writing ---- */

/* A text that stays on its line. */
static void append_plain(GString *out, const char *text)
{
    for (; *text; text++)
        g_string_append_c(out, (unsigned char)*text < ' ' || *text == 0x7f ? ' ' : *text);
}

const char *baseline_line(const struct finding *finding, bool has_equals, const char *reason,
                          const char *author, struct arena *arena)
{
    g_autoptr(GString) line = g_string_new(finding->fingerprint);

    if (has_equals)
        g_string_append_printf(line, "/%016" PRIx64, finding_kind(finding));
    g_string_append_c(line, ' ');
    append_plain(line, finding->check);
    g_string_append_c(line, ' ');
    append_plain(line, finding->file);
    g_string_append_c(line, ' ');
    append_plain(line, finding->function);
    g_string_append(line, "(): ");
    append_plain(line, reason);
    if (author && *author) {
        g_string_append(line, " (");
        append_plain(line, author);
        g_string_append_c(line, ')');
    }
    return arena_string(arena, line->str, line->len);
}

void baseline_print(const char **lines, size_t count, GString *out)
{
    g_string_append(out, head);
    if (count > 1)
        qsort(lines, count, sizeof(*lines), compare_texts);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && strcmp(lines[i], lines[i - 1]) == 0)
            continue;
        g_string_append(out, lines[i]);
        g_string_append_c(out, '\n');
    }
}
