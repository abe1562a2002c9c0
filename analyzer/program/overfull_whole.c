/* Sends that go on until all of something is sent, of a size that the function has from its caller:
 *
 *     while (size > 0) {
 *         n = write(fd, data, size);
 *         ...
 *         data += n, size -= n;
 *     }
 *
 * Who writes so does not take it for granted that there is room. Requires channels, loops. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/known.h"
#include "program/overfull.h"
#include "program/stops.h"
#include "program/threads.h"

/* Bytes that surely have room in a pipe. */
enum { FITS_MOST = 1 << 16 };

/* The local at the root of the place, also where another one is a copy of it. `ret_behind`: the place lies behind what that
 * points to. */
static uint32_t root_of(const struct fn *fn, uint32_t place, bool *ret_behind)
{
    enum { COPIES_MOST = 3 };

    *ret_behind = false;
    for (uint32_t copies = 0; copies < COPIES_MOST; copies++) {
        for (; fn_place(fn, place)->parent.index; place = fn_place(fn, place)->parent.index)
            *ret_behind |= fn_place(fn, place)->kind == IR_PLACE_DEREF;
        const struct ir_place *root = fn_place(fn, place);
        if (root->kind != IR_PLACE_LOCAL)
            return 0;
        const struct ir_instr *write =
            root->argument > fn->ir->n_parameters ? conditions_only_write(fn, place) : NULL;
        if (!write || write->op != IR_COPY || write->a.kind != IR_OPERAND_PLACE)
            return root->argument;
        place = write->a.index;
    }
    return 0;
}

/* What the function puts into the local's field; none where there are several things. */
static struct ir_operand stored_in(const struct program *program, uint32_t number, uint32_t local,
                                   uint32_t element)
{
    const struct fn *fn = &program->fns[number];
    struct ir_operand stored = {.kind = IR_OPERAND_NONE};

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            bool is_behind;
            if (!instr->dst.index ||
                element_of_named_place(program, number, instr->dst) != element ||
                root_of(fn, instr->dst.index, &is_behind) != local || is_behind)
                continue;
            if (instr->op != IR_COPY || stored.kind != IR_OPERAND_NONE)
                return (struct ir_operand){.kind = IR_OPERAND_NONE};
            stored = instr->a;
        }
    }
    return stored;
}

/* The size as the caller has it, who makes that call. */
static struct ir_operand size_above(const struct program *program, const struct whole *below,
                                    uint32_t caller, uint32_t instr)
{
    const struct fn *fn = &program->fns[caller];
    const struct ir_instr *call = &fn->unit->instrs[instr];
    struct ir_operand none = {.kind = IR_OPERAND_NONE};
    bool is_behind = false;
    uint32_t parameter = below->size.kind == IR_OPERAND_PLACE
                             ? root_of(&program->fns[below->fn], below->size.index, &is_behind)
                             : 0;

    if (!parameter || parameter > program->fns[below->fn].ir->n_parameters ||
        parameter > call->arguments.count)
        return none;
    struct ir_operand given = fn->unit->operands[call->arguments.first + parameter - 1];
    if (!is_behind)
        return given;
    bool dummy;
    uint32_t local = given.kind == IR_OPERAND_ADDRESS ? root_of(fn, given.index, &dummy) : 0;
    uint32_t element =
        element_of_named_place(program, below->fn, (struct ir_place_id){below->size.index});
    return local && element ? stored_in(program, caller, local, element) : none;
}

/* What the call says that it sends. */
static struct ir_operand size_of(const struct program *program, const struct channel_use *send)
{
    const struct uses *uses = stops_uses(program);
    const struct fn *fn = &program->fns[send->at_fn];
    const struct ir_instr *call = &fn->unit->instrs[send->at_instr];

    for (uint32_t i = uses->first[send->at_fn]; i < uses->first[send->at_fn + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind == USE_SIZE && use->instr == send->at_instr && use->room.parameter &&
            use->room.parameter <= call->arguments.count)
            return fn->unit->operands[call->arguments.first + use->room.parameter - 1];
    }
    return (struct ir_operand){.kind = IR_OPERAND_NONE};
}

bool overfull_whole_first(const struct overfull *question, struct whole *ret_whole)
{
    const struct program *program = question->program;
    const struct channel_use *send = question->use;
    struct sending sending = {send->at_fn, send->at_block, send->at_instr, 0, true};
    struct whole whole = {send->at_fn, send->at_block, send->at_instr, size_of(program, send)};

    if (whole.size.kind != IR_OPERAND_PLACE || !overfull_sends_rest(question, &sending))
        return false;
    if (send->fn != send->at_fn) {
        const struct fn *fn = &program->fns[send->fn];
        uint32_t c = graph_first_call(fn, send->instr);
        if (c >= fn->n_calls || !call_reaches(&fn->calls[c], send->at_fn))
            return false;
        struct ir_operand size = size_above(program, &whole, send->fn, send->instr);
        whole = (struct whole){send->fn, send->block, send->instr, size};
    }
    *ret_whole = whole;
    return whole.size.kind == IR_OPERAND_PLACE;
}

bool overfull_whole_above(const struct program *program, struct whole *whole)
{
    const struct fn *below = &program->fns[whole->fn];
    const uint32_t *run_by = threads_run_by(program);
    struct whole above = {0};

    for (uint32_t i = 0; i < below->n_called_at; i++) {
        uint32_t caller = below->called_at[i].fn;
        const struct call_site *site = &program->fns[caller].calls[below->called_at[i].call];
        if (program->fns[caller].is_model)
            continue;
        if (above.fn || site->in_coroutine)
            return false;
        above = (struct whole){caller, site->block, site->instr, whole->size};
    }
    if (!above.fn || run_by[above.fn] != run_by[whole->fn])
        return false;
    above.size = size_above(program, whole, above.fn, above.instr);
    *whole = above;
    return above.size.kind == IR_OPERAND_PLACE;
}

bool overfull_whole_is_given(const struct program *program, const struct whole *whole)
{
    const struct fn *fn = &program->fns[whole->fn];
    bool is_behind = false;
    uint32_t root = root_of(fn, whole->size.index, &is_behind);
    struct known_numbers known = known_numbers_of(program, whole->fn, whole->size);
    bool is_small = known.count && !known.others;

    for (uint32_t i = 0; i < known.count; i++)
        is_small &= known.items[i] <= FITS_MOST;
    return root && root <= fn->ir->n_parameters && !is_small;
}
