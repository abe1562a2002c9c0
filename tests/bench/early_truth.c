/* Whether what is told early is there in the end: solves a project that is in its store with units left out by
 * chance, and compares what is said to be certain with what the whole program says.
 *
 * usage: early-truth PROJECT DB ROUNDS SEED
 *
 * Each round opens one file that has findings in the end, and leaves out a random part of the other units. Prints,
 * for each claim that the whole program takes back, a line; then "TOLD early, of KNOWN in those files in the end,
 * WRONG". Exits 1 when something was taken back. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/analysis.h"
#include "engine/engine.h"
#include "findings/finding.h"

struct counts {
    size_t told, known, partial, wrong;
};

static bool is_same(const struct finding *a, const struct finding *b)
{
    return strcmp(a->check, b->check) == 0 && strcmp(a->file, b->file) == 0 && a->line == b->line &&
           a->column == b->column;
}

static const struct finding *find(struct finding_list list, const struct finding *finding)
{
    for (size_t i = 0; i < list.count; i++)
        if (is_same(&list.items[i], finding))
            return &list.items[i];
    return NULL;
}

static size_t count_in(struct finding_list list, const char *file)
{
    size_t count = 0;

    for (size_t i = 0; i < list.count; i++)
        count += strcmp(list.items[i].file, file) == 0;
    return count;
}

static struct finding_list solve(struct analysis *analysis)
{
    g_autoptr(GError) error = NULL;
    struct finding_list list;
    struct run run = {0};

    if (!solve_units(analysis, &run, &list, &error)) {
        fprintf(stderr, "early-truth: %s\n", error->message);
        exit(2);
    }
    return list;
}

static void run_round(struct analysis *analysis, struct engine_request *request, const char *name,
                      struct finding_list all, GRand *random, struct counts *counts)
{
    bool *had = g_new0(bool, analysis->n_units);
    const char *open[] = {NULL, NULL};
    double part = g_rand_double_range(random, 0.05, 0.98);

    for (uint32_t i = 0; i < analysis->n_units; i++) {
        struct engine_unit *unit = &analysis->units[i];

        had[i] = unit->has_ir;
        if (strcmp(unit->name, name) == 0)
            open[0] = unit->file;
        else if (!unit->is_model && g_rand_double(random) < part)
            unit->has_ir = false;
    }
    request->notes_in = open;
    analysis->is_early = true;
    struct finding_list told = solve(analysis);
    counts->told += told.count;
    counts->known += count_in(all, name);
    for (size_t i = 0; i < told.count; i++) {
        const struct finding *finding = &told.items[i], *end = find(all, finding);
        if (end && end->confidence >= finding->confidence)
            continue;
        counts->wrong++;
        printf("%s:%u: %s: %s: %s\n", finding->file, finding->line, finding->check,
               end ? "less confident in the end" : "gone in the end", finding->message);
    }
    for (uint32_t i = 0; i < analysis->n_units; i++)
        analysis->units[i].has_ir = had[i];
    g_free(had);
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    struct engine_request request = {.place = {.project = argv[1], .db = argv[2]}, .cancel_fd = -1};
    struct analysis analysis = {.request = &request};
    g_autoptr(GError) error = NULL;
    struct counts counts = {0};

    if (!analysis_open(&analysis, &error) || !find_current_units(&analysis, &error) ||
        !load_units(&analysis, &error)) {
        fprintf(stderr, "early-truth: %s\n", error->message);
        return 2;
    }
    for (uint32_t i = 0; i < analysis.n_units; i++) {
        if (!analysis.units[i].has_ir && !analysis.units[i].is_current) {
            fprintf(stderr, "early-truth: the store is not up to date: run stranded check\n");
            return 2;
        }
    }
    request = *analysis.request;
    analysis.request = &request;
    struct finding_list all = solve(&analysis);
    GRand *random = g_rand_new_with_seed((guint32)atoi(argv[4]));
    for (int round = 0; round < atoi(argv[3]) && all.count > 0; round++) {
        const struct finding *finding = &all.items[g_rand_int_range(random, 0, (gint32)all.count)];
        run_round(&analysis, &request, finding->file, all, random, &counts);
    }
    g_rand_free(random);
    printf("%zu told early, of %zu in the end, %zu wrong\n", counts.told, counts.known,
           counts.wrong);
    analysis_close(&analysis);
    return counts.wrong > 0;
}
