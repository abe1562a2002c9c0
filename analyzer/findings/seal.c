/* Ends the collecting of findings: from drafts to plain data. */
#include "base/arena.h"
#include "findings/collect.h"
#include "findings/finding.h"
#include "findings/fingerprint.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The file relative to the root if it lies in it. */
static const char *relative_file(const char *file, const char *root, size_t root_length)
{
    if (strncmp(file, root, root_length) == 0 && file[root_length] == '/')
        return file + root_length + 1;
    return file;
}

static struct finding_step *seal_steps(const struct draft *draft, const struct draft_steps *steps,
                                       const char *root, struct finding_step *sealed)
{
    size_t root_length = strlen(root);

    for (const struct draft_step *step = steps->first; step != NULL; step = step->next) {
        bool has_place = step->at.file[0] != '\0';
        struct source_place own = {draft->finding.file, draft->finding.line, draft->finding.column};
        struct source_place at = has_place ? step->at : own;

        *sealed++ = (struct finding_step){relative_file(at.file, root, root_length), at.line,
                                          at.column, step->text};
    }
    return sealed;
}

static struct finding seal_draft(const struct draft *draft, const char *root)
{
    struct finding finding = draft->finding;
    size_t n_trace = draft->chain.count + draft->steps.count;
    struct finding_step *trace = ARENA_ARRAY(draft->arena, struct finding_step, n_trace);

    seal_steps(draft, &draft->steps, root, seal_steps(draft, &draft->chain, root, trace));
    finding.trace = trace;
    finding.n_trace = n_trace;
    finding.file = relative_file(finding.file, root, strlen(root));
    return finding;
}

/* Whether both say the same of the same statement. Without a place, the words have to do. */
static bool is_same_anchor(const struct finding *a, const struct finding *b)
{
    if (strcmp(a->check, b->check) != 0 || strcmp(a->file, b->file) != 0 || a->line != b->line ||
        a->column != b->column)
        return false;
    return a->line != 0 || (strcmp(a->function, b->function) == 0 &&
                            strcmp(a->object, b->object) == 0 && strcmp(a->anchor, b->anchor) == 0);
}

static int compare_traces(const struct finding *a, const struct finding *b)
{
    /* The shorter story of two is the better one. */
    if (a->n_trace != b->n_trace)
        return a->n_trace < b->n_trace ? -1 : 1;
    for (size_t i = 0; i < a->n_trace; i++) {
        const struct finding_step *left = &a->trace[i], *right = &b->trace[i];
        int order = strcmp(left->file, right->file);

        if (order == 0)
            order = (left->line > right->line) - (left->line < right->line);
        if (order == 0)
            order = strcmp(left->message, right->message);
        if (order != 0)
            return order;
    }
    return 0;
}

/* Same anchors stand together, the one that stays first. The order takes in all that may differ, so
 * that it does not depend on the order in which the findings were made. */
static int compare_for_merging(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;
    int order = finding_compare(a, b);

    if (order == 0 && a->line == 0)
        order = strcmp(a->function, b->function);
    if (order == 0 && a->line == 0)
        order = strcmp(a->object, b->object);
    if (order == 0 && a->line == 0)
        order = strcmp(a->anchor, b->anchor);
    if (order == 0)
        order = (int)b->severity - (int)a->severity;
    if (order == 0)
        order = (int)b->confidence - (int)a->confidence;
    if (order == 0)
        order = strcmp(a->message, b->message);
    if (order == 0)
        order = compare_traces(a, b);
    if (order == 0)
        order = strcmp(a->object, b->object);
    if (order == 0)
        order = strcmp(a->function, b->function);
    return order;
}

static size_t merge_same_anchors(struct finding *findings, size_t count)
{
    size_t n_kept = 0;

    for (size_t i = 0; i < count; i++)
        if (n_kept == 0 || !is_same_anchor(&findings[n_kept - 1], &findings[i]))
            findings[n_kept++] = findings[i];
    return n_kept;
}

static int compare_sealed(const void *left, const void *right)
{
    return finding_compare(left, right);
}

struct finding_list findings_seal(struct findings *findings, const char *root)
{
    assert(!findings->is_sealed);
    findings->is_sealed = true;

    struct finding_list list = {ARENA_ARRAY(findings->arena, struct finding, findings->count), 0};
    /* A root that ends in a slash ("/") means the same without it. */
    size_t length = strlen(root);
    if (length > 0 && root[length - 1] == '/')
        root = arena_string(findings->arena, root, length - 1);

    for (const struct draft *draft = findings->first; draft != NULL; draft = draft->next)
        list.items[list.count++] = seal_draft(draft, root);
    qsort(list.items, list.count, sizeof(*list.items), compare_for_merging);
    list.count = merge_same_anchors(list.items, list.count);
    findings_name(list.items, list.count, findings->arena);
    qsort(list.items, list.count, sizeof(*list.items), compare_sealed);
    return list;
}
