/* Where in its function each finding stands. Requires everybody's IR and the sealed findings; yields
 * their `above` and `below`, by which equals are told apart when the store meets them again. */
#include "base/arena.h"
#include "engine/analysis.h"
#include "findings/finding.h"
#include "ir/ir.h"

#include <stdint.h>
#include <string.h>

/* The findings of one file: a run of the list. */
struct file_findings {
    size_t first, end;
};

static struct file_findings find_file(struct finding_list findings, const char *file)
{
    size_t low = 0, high = findings.count, end;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(findings.items[middle].file, file) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < findings.count && strcmp(findings.items[end].file, file) == 0; end++)
        ;
    return (struct file_findings){low, end};
}

/* Of nested functions, the inner one comes first in the IR and is kept. */
static void place_in_function(struct finding_list findings, struct file_findings in,
                              const struct ir_function *fn)
{
    for (size_t i = in.first; i < in.end; i++) {
        struct finding *finding = &findings.items[i];

        if (finding->line < fn->at.line || finding->line > fn->end.line || finding->above != 0 ||
            finding->below != 0)
            continue;
        finding->above = finding->line - fn->at.line;
        finding->below = fn->end.line - finding->line;
    }
}

void place_findings(const struct analysis *analysis, struct finding_list findings)
{
    for (uint32_t i = 0; i < analysis->n_units && findings.count > 0; i++) {
        const struct engine_unit *unit = &analysis->units[i];
        const struct ir_unit *ir = &unit->ir;

        if (!unit->has_ir || unit->is_model)
            continue;
        struct file_findings *files =
            ARENA_ARRAY(analysis->arena, struct file_findings, ir->n_files);
        for (uint32_t file = 1; file < ir->n_files; file++)
            files[file] = find_file(
                findings, relative_to(analysis->project->root, ir_text(ir, ir->files[file].path)));
        for (uint32_t fn = 1; fn < ir->n_functions; fn++)
            if (!(ir->functions[fn].flags & IR_FUNCTION_INIT) &&
                ir->functions[fn].at.file == ir->functions[fn].end.file)
                place_in_function(findings, files[ir->functions[fn].at.file], &ir->functions[fn]);
    }
}
