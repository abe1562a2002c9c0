#include "project/notices.h"

#include "project/project.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

struct collected {
    enum project_notice_kind kind;
    char *subject; /* owned, as the two below */
    char *reason;
    char *file;
    size_t count;
    size_t last_entry; /* the last that was counted */
};

struct notices {
    GHashTable *by_text; /* kind, subject and reason as one string -> struct collected */
    size_t entry;
    const char *file;
};

static void collected_free(void *memory)
{
    struct collected *collected = memory;

    g_free(collected->subject);
    g_free(collected->reason);
    g_free(collected->file);
    g_free(collected);
}

struct notices *notices_new(void)
{
    struct notices *notices = g_new0(struct notices, 1);

    notices->by_text = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, collected_free);
    notices->file = "";
    return notices;
}

void notices_free(struct notices *notices)
{
    if (notices == NULL)
        return;
    g_hash_table_destroy(notices->by_text);
    g_free(notices);
}

void notices_at(struct notices *notices, size_t number, const char *file)
{
    notices->entry = number;
    notices->file = file;
}

void notices_add(struct notices *notices, enum project_notice_kind kind, const char *subject,
                 const char *reason)
{
    char *key = g_strdup_printf("%d %s\n%s", (int)kind, subject, reason);
    struct collected *known = g_hash_table_lookup(notices->by_text, key);

    if (known == NULL) {
        known = g_new(struct collected, 1);
        *known = (struct collected){
            .kind = kind,
            .subject = g_strdup(subject),
            .reason = g_strdup(reason),
            .file = g_strdup(notices->file),
            .count = 1,
        };
        g_hash_table_insert(notices->by_text, key, known);
    } else {
        g_free(key);
        if (known->last_entry != notices->entry)
            known->count++;
        if (strcmp(notices->file, known->file) < 0) {
            g_free(known->file);
            known->file = g_strdup(notices->file);
        }
    }
    known->last_entry = notices->entry;
}

static int compare_notices(const void *a, const void *b)
{
    const struct project_notice *left = a;
    const struct project_notice *right = b;

    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    int order = strcmp(left->subject, right->subject);
    return order != 0 ? order : strcmp(left->reason, right->reason);
}

const struct project_notice *notices_list(const struct notices *notices, struct arena *arena,
                                          size_t *ret_count)
{
    size_t count = g_hash_table_size(notices->by_text);
    struct project_notice *list = ARENA_ARRAY(arena, struct project_notice, count);
    struct project_notice *next = list;
    GHashTableIter each;
    void *value;

    g_hash_table_iter_init(&each, notices->by_text);
    while (g_hash_table_iter_next(&each, NULL, &value)) {
        const struct collected *from = value;
        *next++ = (struct project_notice){
            .kind = from->kind,
            .subject = arena_string(arena, from->subject, strlen(from->subject)),
            .reason = arena_string(arena, from->reason, strlen(from->reason)),
            .file = arena_string(arena, from->file, strlen(from->file)),
            .count = from->count,
        };
    }
    qsort(list, count, sizeof(*list), compare_notices);
    *ret_count = count;
    return list;
}
