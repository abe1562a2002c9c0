/* How often a function sends that is given the channel, each time that it is called.
 *
 * Requires channels, loops. */
#include "program/overfull.h"

#include "program/stops.h"

void overfull_multiply(struct amount *amount, struct amount by)
{
    amount->count *= by.count;
    amount->endless |= by.endless;
    amount->assumed |= by.assumed;
    amount->is_open |= by.is_open;
}

/* Goes on from a call that is given the channel to the one in the callee that gives it on to who sends; false where
 * that is the sender already, or where there is not one such call. */
static bool descend(const struct overfull *question, struct sending *sending)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[sending->fn];
    const struct ir_instr *call = &fn->unit->instrs[sending->instr];
    const struct call_site *site = &fn->calls[graph_first_call(fn, sending->instr)];
    uint32_t parameter = 0, n = 0;

    if (call->op != IR_CALL || site->targets.count != 1 || site->unresolved)
        return false;
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        bool is_place = operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS;
        if (is_place && operand.index == sending->place)
            parameter = i + 1;
    }
    uint32_t callee = site->targets.items[0];
    const struct fn *below = &program->fns[callee];
    if (!parameter || callee == question->use->at_fn || below->is_model)
        return false;
    for (uint32_t c = 0; c < below->n_calls; c++) {
        const struct ir_instr *next = &below->unit->instrs[below->calls[c].instr];
        if (!call_reaches(&below->calls[c], question->use->at_fn) &&
            !functions_lead_to(stops_facts(program), &below->calls[c], question->use->at_fn))
            continue;
        for (uint32_t i = 0; i < next->arguments.count; i++) {
            struct ir_operand operand = below->unit->operands[next->arguments.first + i];
            struct rooted root = channel_flow_object(question->channels->flow, callee, operand);
            if (root.root != ROOTED_PARAMETER || root.parameter != parameter)
                continue;
            *sending = (struct sending){callee, below->calls[c].block, below->calls[c].instr,
                                        operand.index, false};
            n++;
        }
    }
    return n == 1;
}

/* Who sends, with the channel as he has it; one that he always has where that is not known. */
static struct sending sender_of(const struct overfull *question)
{
    const struct channel_use *send = question->use;
    const struct uses *uses = stops_uses(question->program);
    const struct fn *fn = &question->program->fns[send->at_fn];
    const struct ir_instr *call = &fn->unit->instrs[send->at_instr];
    struct sending sender = {send->at_fn, send->at_block, send->at_instr, 0, true};

    for (uint32_t i = uses->first[send->at_fn]; i < uses->first[send->at_fn + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        if (use->kind != send->kind || use->instr != send->at_instr || use->field || !use->used ||
            use->used > call->arguments.count)
            continue;
        struct ir_operand channel = fn->unit->operands[call->arguments.first + use->used - 1];
        if (channel.kind == IR_OPERAND_PLACE || channel.kind == IR_OPERAND_ADDRESS) {
            sender.place = channel.index;
            sender.is_fixed = false;
        }
    }
    return sender;
}

struct amount overfull_amount_below(const struct overfull *question)
{
    enum { LEVELS_MOST = 8 };
    const struct channel_use *use = question->use;
    struct sending sender = sender_of(question);
    struct sending sending = overfull_first_sending(question);
    struct amount amount = {.count = 1};
    uint32_t loop;

    if (use->at_fn == use->fn && use->at_instr == use->instr)
        return amount;
    struct amount sent = overfull_amount(question, &sender, &loop);
    amount.is_open = sent.is_open;
    if (sender.place && !sent.endless) {
        amount.count = sent.count;
        amount.assumed = sent.assumed;
    }
    for (uint32_t i = 0; i < LEVELS_MOST && descend(question, &sending); i++)
        overfull_multiply(&amount, overfull_amount(question, &sending, &loop));
    return amount;
}
