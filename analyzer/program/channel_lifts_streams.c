/* A stream over a descriptor, `FILE *in = fdopen(ends[0], "r")`: who reads from it, receives from the channel. Only where one
 * function does both, and the stream is a local that is nothing else. */
#include "program/channel_lifts_inside.h"
#include "program/model_control.h"

/* The descriptor over which the call opens a stream; kind none = it opens none. */
static struct ir_operand descriptor_under(const struct program *program, const struct fn *fn,
                                          const struct call_site *site)
{
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    uint32_t parameter =
        site->targets.count == 1 ? model_stream_over(program, site->targets.items[0]) : 0;

    return parameter && parameter <= call->arguments.count
               ? fn->unit->operands[call->arguments.first + parameter - 1]
               : (struct ir_operand){0};
}

/* Whether the local holds what the call returns, or NULL, and nothing else. */
static bool is_only_result(const struct fn *fn, uint32_t local, uint32_t call)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *write = &fn->unit->instrs[i];
            bool is_null = write->op == IR_COPY && write->a.kind == IR_OPERAND_NULL;
            if (write->dst.index == local && i != call && !is_null)
                return false;
        }
    }
    return true;
}

/* Whether the call reads from the stream. */
static bool reads_from(const struct program *program, const struct fn *fn,
                       const struct call_site *site, uint32_t stream)
{
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    if (site->targets.count != 1 || !model_reads(program, site->targets.items[0]))
        return false;
    for (uint32_t k = 0; k < call->arguments.count; k++) {
        struct ir_operand given = fn->unit->operands[call->arguments.first + k];
        if (given.kind == IR_OPERAND_PLACE && given.index == stream)
            return true;
    }
    return false;
}

static void add_reads(struct lifting *lifting, uint32_t number, struct ir_operand descriptor,
                      uint32_t stream)
{
    const struct program *program = lifting->channels->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        if (!reads_from(program, fn, site, stream))
            continue;
        struct channel_use pending = {.kind = USE_RECEIVE,
                                      .at_fn = number,
                                      .at_block = site->block,
                                      .at_instr = site->instr,
                                      .forever = true,
                                      .outside = true};
        vector_push(&lifting->pending, pending);
        lifting_place(lifting, lifting->pending.count - 1, number, site->block, site->instr,
                      channel_flow_root(lifting->channels->flow, number, descriptor));
    }
}

void lifting_add_streams(struct lifting *lifting)
{
    const struct program *program = lifting->channels->program;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t c = 0; !fn->is_model && c < fn->n_calls; c++) {
            const struct call_site *site = &fn->calls[c];
            struct ir_operand descriptor = descriptor_under(program, fn, site);
            struct ir_operand stream = {IR_OPERAND_PLACE, fn->unit->instrs[site->instr].dst.index};
            if (descriptor.kind == IR_OPERAND_PLACE && stream.index && fn_local(fn, stream) &&
                is_only_result(fn, stream.index, site->instr))
                add_reads(lifting, number, descriptor, stream.index);
        }
    }
}
