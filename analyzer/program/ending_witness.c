/* The way to a loss, told step by step.
 *
 * Requires what ending.c requires. */
#include "program/ending_inside.h"

#include "program/decisions.h"
#include "program/solver.h"

/* Decisions shown before the loss: enough to see which path, few enough to read. */
enum { WITNESS_DECISIONS = 3 };

static struct step loss_step(const struct program *program, const struct loss_record *loss)
{
    const struct fn *fn = &program->fns[loss->fn];
    const char *holder = loss->holder && *loss->holder
                             ? arena_printf(program->run, "'%s'", loss->holder)
                             : "its handle";
    const char *text = "";

    switch (loss->loss) {
    case LOSS_DROPPED:
        text = "the handle that the call returns is not kept";
        break;
    case LOSS_RETURN:
        text = arena_printf(program->run, "%s() returns here, and %s goes out of scope", fn->name,
                            holder);
        break;
    case LOSS_OVERWRITTEN:
        text = arena_printf(program->run, "%s is overwritten here by the next one", holder);
        break;
    case LOSS_FREED:
        text = "the object that holds the handle is freed here";
        break;
    case LOSS_PART:
        text = arena_printf(program->run, "%s() returns here, and only a part of %s was ended",
                            fn->name, holder);
        break;
    case LOSS_WRONG_END:
        text = "its memory is freed here, and what it holds stays open";
        break;
    case LOSS_REPLACES:
        text = arena_printf(
            program->run, "%s still holds the one before, which nobody can close any more", holder);
        break;
    }
    return (struct step){graph_place(program, fn, loss->at), text};
}

static bool is_behind(struct ir_location at, struct ir_location start)
{
    return at.line > start.line || (at.line == start.line && at.column > start.column);
}

struct steps ending_witness(const struct program *program, const struct creation_record *record,
                            const struct loss_record *loss)
{
    const struct fn *fn = &program->fns[loss->fn];
    struct step steps[WITNESS_DECISIONS + 2];
    const uint32_t last = WITNESS_DECISIONS + 1;
    uint32_t count = 1, line = 0;

    steps[last] = loss_step(program, loss);
    for (const struct trail *at = loss->trail; at && count <= WITNESS_DECISIONS; at = at->before) {
        const struct ir_block *block = ir_block(fn->unit, fn->ir, (struct ir_block_id){at->block});
        bool shown = block->end == IR_END_BRANCH && at->at.line != line &&
                     is_behind(at->at, loss->made_at) && is_behind(loss->at, at->at);
        if (!shown)
            continue;
        line = at->at.line;
        steps[last - count++] = (struct step){graph_place(program, fn, at->at),
                                              decisions_text(program, fn, block, at->taken)};
    }
    if (loss->fn != record->fn)
        steps[last - count++] =
            (struct step){graph_place(program, fn, loss->made_at),
                          arena_printf(program->run, "%s() gets it here", fn->name)};
    return (struct steps){
        arena_copy(program->run, steps + last + 1 - count, count * sizeof(*steps)), count};
}

const char *ending_loss_words(enum loss loss)
{
    switch (loss) {
    case LOSS_DROPPED:
        return "is started and its handle is thrown away";
    case LOSS_RETURN:
        return NULL;
    case LOSS_OVERWRITTEN:
        return "is forgotten when the next one takes its variable";
    case LOSS_FREED:
        return "is forgotten when the object that holds it is freed";
    case LOSS_PART:
        return "is one of several of which only a part is ended";
    case LOSS_WRONG_END:
    case LOSS_REPLACES:
        break;
    }
    return NULL;
}
