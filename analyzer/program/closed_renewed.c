/* A function that connects anew where it has noted that it has closed:
 *
 *     close(peer->sock);                if (peer->state < 0) {
 *     peer->state = -1;                     ...
 *                                           peer->sock = connect_to(peer);
 *
 * What comes behind has the new one, on whatever way the note was kept in between. Requires stores, conditions. */
#include "program/closed_renewed.h"

#include "program/conditions.h"
#include "program/elements.h"
#include "program/stops.h"
#include "program/value.h"
#include "program/ways.h"

/* Whether every way to the block has found the note. */
static bool finds_note(const struct program *program, uint32_t number, uint32_t block,
                       struct constant_write note)
{
    struct condition_list before = {0};
    bool finds = false;

    conditions_before(program, number, block, &before);
    for (uint32_t i = 0; i < before.count && !finds; i++)
        finds = before.items[i].element == note.element &&
                number_compare(note.number, before.items[i].relation, before.items[i].number);
    vector_deinit(&before);
    return finds;
}

/* Whether the field gets another value where the note is found: in the function, or below a call that it makes there. */
static bool is_renewed_by(const struct program *program, uint32_t number, uint32_t element,
                          struct constant_write note)
{
    const struct stop_facts *facts = stops_facts(program);
    const struct stores *stores = ways_stores(facts->ways);
    const struct fn *fn = &program->fns[number];
    struct store_span span = stores_to(stores, element);
    bool renewed = false;

    for (uint32_t i = span.first; i < span.end && !renewed; i++) {
        const struct store *store = &stores->items[i];
        const struct ir_instr *instr = &program->fns[store->fn].unit->instrs[store->instr];
        if (instr->op == IR_COPY && instr->a.kind == IR_OPERAND_INTEGER)
            continue; /* no channel */
        if (store->fn == number)
            renewed = finds_note(program, number, store->block, note);
        for (uint32_t c = 0; store->fn != number && c < fn->n_calls && !renewed; c++)
            renewed = functions_lead_to(facts, &fn->calls[c], store->fn) &&
                      finds_note(program, number, fn->calls[c].block, note);
    }
    return renewed;
}

bool closed_is_renewed(const struct program *program, uint32_t number, uint32_t instr,
                       uint32_t element)
{
    const struct fn *fn = &program->fns[number];
    uint32_t id = element ? conditions_block_of(fn, instr) : 0;

    if (!id)
        return false;
    const struct ir_range instrs = fn_block(fn, id)->instrs;
    for (uint32_t i = instr + 1; i < instrs.first + instrs.count; i++) {
        struct constant_write note = conditions_write(program, number, &fn->unit->instrs[i]);
        if (note.element && !note.counts_down && note.element != element &&
            is_renewed_by(program, number, element, note))
            return true;
    }
    return false;
}
