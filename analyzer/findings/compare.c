#include "findings/compare.h"

#include "base/arena.h"
#include "findings/finding.h"

#include <glib.h>

#include <string.h>

/* Parts of what a finding is. */
enum part {
    PART_FINGERPRINT = 1 << 0,
    PART_FILE = 1 << 1,
    PART_FUNCTION = 1 << 2,
    PART_OBJECT = 1 << 3,
    PART_ANCHOR = 1 << 4,
};

/* What must be equal beside the check, pass by pass. Behind the fingerprint, where equals are told apart by
 * what may change: the same statement; a function that got another name; another file; a statement that was
 * written in another way. */
static const unsigned passes[] = {
    PART_FILE | PART_FUNCTION | PART_OBJECT | PART_ANCHOR,
    PART_FUNCTION | PART_OBJECT | PART_ANCHOR,
    PART_FILE | PART_OBJECT | PART_ANCHOR,
    PART_FILE | PART_FUNCTION | PART_OBJECT,
    PART_FILE | PART_FUNCTION | PART_ANCHOR,
    PART_OBJECT | PART_ANCHOR,
    PART_FUNCTION | PART_OBJECT,
};

/* A finding that has no partner yet. */
struct single {
    const struct finding *finding;
    size_t number;
};

struct singles {
    struct single *items;
    size_t count;
};

static int compare_texts(const char *left, const char *right)
{
    return strcmp(left ? left : "", right ? right : "");
}

static int compare_parts(const struct finding *a, const struct finding *b, unsigned parts)
{
    int order = compare_texts(a->check, b->check);

    if (order == 0 && (parts & PART_FINGERPRINT))
        order = compare_texts(a->fingerprint, b->fingerprint);
    if (order == 0 && (parts & PART_FILE))
        order = compare_texts(a->file, b->file);
    if (order == 0 && (parts & PART_FUNCTION))
        order = compare_texts(a->function, b->function);
    if (order == 0 && (parts & PART_OBJECT))
        order = compare_texts(a->object, b->object);
    if (order == 0 && (parts & PART_ANCHOR))
        order = compare_texts(a->anchor, b->anchor);
    return order;
}

static int compare_singles(const void *left, const void *right, void *data)
{
    const struct single *a = left, *b = right;
    int order = compare_parts(a->finding, b->finding, GPOINTER_TO_UINT(data));

    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

static void sort_singles(struct singles *singles, unsigned parts)
{
    g_qsort_with_data(singles->items, (gint)singles->count, sizeof(*singles->items),
                      compare_singles, GUINT_TO_POINTER(parts));
}

/* Pairs those that are equal in these parts, in their order, and takes them out of both lists. */
static void pair(struct singles *now, struct singles *before, unsigned parts, bool *is_old)
{
    size_t n_now = 0, n_before = 0, i = 0, k = 0;

    if (now->count == 0 || before->count == 0)
        return;
    sort_singles(now, parts);
    sort_singles(before, parts);
    while (i < now->count || k < before->count) {
        int order = i == now->count ? 1
                    : k == before->count
                        ? -1
                        : compare_parts(now->items[i].finding, before->items[k].finding, parts);
        if (order == 0) {
            is_old[now->items[i++].number] = true;
            k++;
        } else if (order < 0) {
            now->items[n_now++] = now->items[i++];
        } else {
            before->items[n_before++] = before->items[k++];
        }
    }
    now->count = n_now;
    before->count = n_before;
}

static struct singles make_singles(struct arena *arena, struct finding_list list, const bool *skip)
{
    struct singles singles = {ARENA_ARRAY(arena, struct single, list.count), 0};

    for (size_t i = 0; i < list.count; i++) {
        if (!skip || !skip[i])
            singles.items[singles.count++] = (struct single){&list.items[i], i};
    }
    return singles;
}

void findings_compare(struct finding_list now, struct finding_list before, bool *is_old)
{
    struct arena *scratch = arena_new();
    bool *is_taken = ARENA_ARRAY(scratch, bool, now.count);
    struct singles all = make_singles(scratch, now, NULL);
    struct singles left = make_singles(scratch, before, NULL);

    /* What is old already keeps its partner from the others. */
    pair(&all, &left, PART_FINGERPRINT, is_taken);
    for (size_t i = 0; i < now.count; i++)
        is_old[i] = is_old[i] || is_taken[i];
    struct singles open = make_singles(scratch, now, is_old);
    for (size_t pass = 0; pass < G_N_ELEMENTS(passes); pass++)
        pair(&open, &left, passes[pass], is_old);
    arena_free(scratch);
}
