/* Clients of which each request makes its own: one more each time, or one that is closed again, when the next
 * request could have used it.
 *
 * No churn is what lasts longer than a request: a client that the next round of a loop finds, that is kept
 * for others, or that a thread of its own uses in a loop that takes work from elsewhere. Nor what is made and
 * closed unused, to see whether it can be made.
 *
 * Requires what ending.c requires. */
#include "program/clients.h"

#include "program/clients_rebuilt.h"
#include "program/conditions.h"
#include "program/ending.h"
#include "program/model_control.h"
#include "program/solver.h"
#include "program/stop_region.h"
#include "program/stops.h"
#include "program/stores.h"

/* Calls between an event and what it makes; longer ways are not followed. */
enum { WAY_MOST = 64 };

/* ---- a loop that the client is made for ---- */

static bool is_of_local(const struct fn *fn, struct ir_operand operand, uint32_t local)
{
    bool has_place = operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS;

    return has_place && fn_root_local(fn, operand.index) == local;
}

/* The first argument of the call that comes from the local, from 1; 0 = none does. */
static uint32_t argument_of_local(const struct fn *fn, const struct ir_instr *call, uint32_t local)
{
    for (uint32_t i = 0; i < call->arguments.count; i++)
        if (is_of_local(fn, fn->unit->operands[call->arguments.first + i], local))
            return i + 1;
    return 0;
}

/* The block, or the entry where it is 0, and what control reaches behind it. */
static struct bitset blocks_from(const struct fn *fn, uint32_t from, struct arena *scratch)
{
    uint32_t first = from ? from : 1;
    struct bitset blocks = conditions_reach(fn, first, scratch);

    bitset_add(&blocks, first);
    return blocks;
}

static bool call_waits(const struct program *program, const struct call_site *site)
{
    for (uint32_t i = 0; i < site->targets.count; i++)
        if (contexts_awaits(program, site->targets.items[i]))
            return true;
    return false;
}

/* The local and others that it is copied into, such as a struct pollfd around a descriptor. */
static struct bitset copies_of(const struct fn *fn, uint32_t local, struct arena *scratch)
{
    struct bitset copies = bitset_new(scratch, fn->ir->locals.count + 1);

    bitset_add(&copies, local);
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        for (uint32_t i = 0; i < fn_block(fn, id)->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[fn_block(fn, id)->instrs.first + i];
            if (instr->op == IR_COPY && instr->dst.index && is_of_local(fn, instr->a, local))
                bitset_add(&copies, fn_root_local(fn, instr->dst.index));
        }
    return copies;
}

/* Whether the operand lies in another field of the object that holds the client: `user->socket` beside `user->client`. */
static bool is_beside(const struct fn *fn, struct ir_operand operand, uint32_t client)
{
    const struct ir_place *place = fn_place(fn, operand.index), *its = fn_place(fn, client);

    return client && operand.kind == IR_OPERAND_PLACE && operand.index != client &&
           place->kind == IR_PLACE_FIELD && its->kind == IR_PLACE_FIELD &&
           place->parent.index == its->parent.index;
}

/* `client`: the place that gets it; 0 = not known. */
static bool is_handed_one_of(const struct fn *fn, const struct ir_instr *call,
                             const struct bitset *locals, uint32_t client)
{
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        bool has_place = operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS;
        uint32_t local = has_place ? fn_root_local(fn, operand.index) : 0;
        if (local && bitset_has(locals, local) && !is_beside(fn, operand, client))
            return true;
    }
    return false;
}

/* Whether the instruction puts the client, or (`other`) another one of its kind, where a local keeps several of them, as
 * an array of struct pollfd does. */
static bool puts_beside(const struct fn *fn, const struct ir_instr *instr, uint32_t array,
                        uint32_t client, bool other)
{
    return instr->op == IR_COPY && instr->dst.index && instr->a.kind == IR_OPERAND_PLACE &&
           fn_root_local(fn, instr->dst.index) == array &&
           fn_place(fn, instr->dst.index)->kind == IR_PLACE_FIELD &&
           (instr->a.index == client) != other;
}

/* Whether the local holds another one beside the client, in the same field of another element. */
static bool mixes(const struct fn *fn, uint32_t array, uint32_t client)
{
    bool has[2] = {false, false};
    uint32_t field = 0;

    for (uint32_t round = 0; client && round < 2; round++)
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
            for (uint32_t i = 0; i < fn_block(fn, id)->instrs.count; i++) {
                const struct ir_instr *instr =
                    &fn->unit->instrs[fn_block(fn, id)->instrs.first + i];
                if (!puts_beside(fn, instr, array, client, round == 1) ||
                    (round && fn_place(fn, instr->dst.index)->argument != field))
                    continue;
                has[round] = true;
                if (!round)
                    field = fn_place(fn, instr->dst.index)->argument;
            }
    return has[0] && has[1];
}

/* Whether the call gets an array in which there is another one beside the client. */
static bool is_handed_several(const struct fn *fn, const struct ir_instr *call, uint32_t client)
{
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        bool has_place = operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS;
        uint32_t local = has_place ? fn_root_local(fn, operand.index) : 0;
        if (local && mixes(fn, local, client))
            return true;
    }
    return false;
}

/* Whether the loop uses what the local leads to, and waits for something else, too. */
static bool serves(const struct program *program, const struct fn *fn, const struct loop *loop,
                   uint32_t local, uint32_t client)
{
    struct arena *scratch = arena_new();
    struct bitset its = copies_of(fn, local, scratch);
    bool uses = false, waits = false;

    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *site = &fn->calls[i];
        if (!bitset_has(&loop->blocks, site->block))
            continue;
        bool is_its = is_handed_one_of(fn, &fn->unit->instrs[site->instr], &its, client);
        uses |= is_its;
        waits |= (!is_its || is_handed_several(fn, &fn->unit->instrs[site->instr], client)) &&
                 call_waits(program, site);
    }
    arena_free(scratch);
    return uses && waits;
}

/* Functions below each other that are handed the client. */
enum { SERVE_DEPTH = 3 };

/* Whether a loop behind the call that makes the client, or anywhere in a function that is handed what the
 * local leads to (`record` NULL), serves others with it. Recursion is bounded by SERVE_DEPTH. */
static bool has_serving_loop(const struct program *program, uint32_t number, uint32_t local,
                             const struct creation_record *record, uint32_t depth)
{
    const struct fn *fn = &program->fns[number];
    struct arena *scratch = arena_new();
    uint32_t from = record ? record->block : 0;
    uint32_t client = record ? fn->unit->instrs[record->instr].dst.index : 0;
    struct bitset behind = blocks_from(fn, from, scratch);
    bool found = false;

    for (uint32_t i = 0; i < fn->n_loops && !found; i++)
        found = !(from && bitset_has(&fn->loops[i].blocks, from)) &&
                bitset_has(&behind, fn->loops[i].head) &&
                contexts_loop_source(program, number, &fn->loops[i], fn->loops[i].head) !=
                    SOURCE_NONE &&
                serves(program, fn, &fn->loops[i], local, client);
    for (uint32_t i = 0; i < fn->n_calls && !found && depth < SERVE_DEPTH; i++) {
        const struct call_site *site = &fn->calls[i];
        uint32_t argument = argument_of_local(fn, &fn->unit->instrs[site->instr], local);
        uint32_t target = site->entity && site->targets.count ? site->targets.items[0] : 0;
        found = argument && target && !program->fns[target].is_model &&
                !(record && site->instr == record->instr) &&
                argument <= program->fns[target].ir->n_parameters &&
                bitset_has(&behind, site->block) &&
                has_serving_loop(program, target, argument, NULL, depth + 1);
    }
    arena_free(scratch);
    return found;
}

/* ---- a socket that only knocks ---- */

/* Calls below each other in which data may pass. */
enum { EXCHANGE_DEPTH = 3 };

/* Whether the function sends or receives something. Recursion is bounded by EXCHANGE_DEPTH. */
static bool exchanges(const struct program *program, uint32_t number, uint32_t depth)
{
    const struct fn *fn = &program->fns[number];

    if (fn->is_model)
        return model_exchanges(program, number);
    for (uint32_t i = 0; i < fn->n_calls && depth < EXCHANGE_DEPTH; i++)
        for (uint32_t k = 0; k < fn->calls[i].targets.count; k++)
            if (exchanges(program, fn->calls[i].targets.items[k], depth + 1))
                return true;
    return false;
}

/* Whether data passes through what the local leads to, as far as its calls show: one that is connected and
 * closed at once only tells whether the other side is there. */
static bool is_used(const struct program *program, const struct fn *fn, uint32_t local)
{
    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *site = &fn->calls[i];
        if (!argument_of_local(fn, &fn->unit->instrs[site->instr], local))
            continue;
        for (uint32_t k = 0; k < site->targets.count; k++)
            if (exchanges(program, site->targets.items[k], 0))
                return true;
    }
    return false;
}

/* Locals through which the function reaches the client: the result of the call, or what it tells the call
 * where to put it. */
enum { HOLDERS_MOST = 4 };

struct client_holders {
    uint32_t locals[HOLDERS_MOST];
    uint32_t count;
};

static bool is_handed_on(const struct fn *fn, uint32_t local)
{
    for (uint32_t i = 0; i < fn->n_calls; i++)
        if (argument_of_local(fn, &fn->unit->instrs[fn->calls[i].instr], local))
            return true;
    return false;
}

static struct client_holders holders_of(const struct fn *fn, const struct creation_record *record)
{
    const struct ir_instr *call = &fn->unit->instrs[record->instr];
    uint32_t result = call->dst.index ? fn_root_local(fn, call->dst.index) : 0;
    struct client_holders holders = {0};

    if (result && is_handed_on(fn, result)) {
        holders.locals[holders.count++] = result;
        return holders;
    }
    for (uint32_t i = 0; i < call->arguments.count && holders.count < HOLDERS_MOST; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        bool has_place = operand.kind == IR_OPERAND_PLACE || operand.kind == IR_OPERAND_ADDRESS;
        uint32_t local = has_place ? fn_root_local(fn, operand.index) : 0;
        if (local)
            holders.locals[holders.count++] = local;
    }
    return holders;
}

/* ---- what each request does ---- */

/* The call with which the function around the record's call ends the client; NULL = none. */
static const struct end_point *own_end(const struct creation_record *record)
{
    for (uint32_t i = 0; i < record->ends.count; i++)
        if (record->ends.items[i].fn == record->fn)
            return &record->ends.items[i];
    return NULL;
}

/* Whether the function keeps it, or hands it on, on some way. */
static bool is_given_away(const struct program *program, const struct creation_record *record)
{
    return record->unknown || record->readable || record->passed_on || record->at_limit ||
           record->keepings.count || record->classes.count || record->ended_though_kept ||
           ending_is_guarded(program, record, clients_end(record), 0);
}

/* Whether the event's loop is around the call, and ends of the client lie behind the loop: what tries again
 * until it has one. */
static bool outlives_loop(const struct program *program, const struct creation_record *record)
{
    const struct fn *fn = &program->fns[record->fn];
    uint32_t loop = fn->loop_of[record->block];

    for (uint32_t i = 0; loop && i < record->ends.count; i++)
        if (record->ends.items[i].fn == record->fn &&
            !bitset_has(&fn->loops[loop - 1].blocks, record->ends.items[i].block))
            return true;
    return false;
}

/* Whether the function uses the client as one that is made for this occasion. */
static bool is_used_up(const struct program *program, const struct creation_record *record)
{
    const struct fn *fn = &program->fns[record->fn];
    struct client_holders holders = holders_of(fn, record);
    bool knocks = record->kind == OBJECT_SOCKET;

    for (uint32_t i = 0; i < holders.count; i++) {
        if (has_serving_loop(program, record->fn, holders.locals[i], record, 0))
            return false;
        knocks = knocks && !is_used(program, fn, holders.locals[i]);
    }
    return !knocks || !holders.count;
}

/* Whether the instruction looks into what the local is, or leads to. */
static bool looks_into(const struct fn *fn, const struct ir_instr *instr, uint32_t local)
{
    struct ir_operand dst = {instr->dst.index ? IR_OPERAND_PLACE : IR_OPERAND_NONE,
                             instr->dst.index};
    struct ir_operand b = {0};

    if (instr->op == IR_COMPUTE)
        b = instr->b;
    return (is_of_local(fn, dst, local) && !fn_local(fn, dst)) ||
           (instr->op != IR_CALL && is_of_local(fn, instr->a, local)) || is_of_local(fn, b, local);
}

/* Whether nothing but the call that makes the client, and those that end it, get it by that local. */
static bool only_opens_and_closes(const struct fn *fn, const struct creation_record *record,
                                  uint32_t local)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        for (uint32_t i = 0; i < fn_block(fn, id)->instrs.count; i++) {
            uint32_t number = fn_block(fn, id)->instrs.first + i;
            const struct ir_instr *instr = &fn->unit->instrs[number];
            bool ends = number == record->instr;
            for (uint32_t k = 0; k < record->ends.count; k++)
                ends |=
                    record->ends.items[k].fn == record->fn && record->ends.items[k].instr == number;
            if (!ends && (looks_into(fn, instr, local) ||
                          (instr->op == IR_CALL && argument_of_local(fn, instr, local))))
                return false;
        }
    return true;
}

static bool returns_something(const struct fn *fn)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        if (fn_block(fn, id)->end == IR_END_RETURN && fn_block(fn, id)->a.kind != IR_OPERAND_NONE)
            return true;
    return false;
}

/* Whether the client is made to see whether it can be, which is said to the caller, and no more: the next one asks
 * anew. */
static bool is_trial(const struct program *program, const struct creation_record *record)
{
    const struct fn *fn = &program->fns[record->fn];
    const struct ir_instr *call = &fn->unit->instrs[record->instr];
    uint32_t result = call->dst.index ? fn_root_local(fn, call->dst.index) : 0;
    bool is_held = result && stores_type_of_place(fn, call->dst)->kind == IR_TYPE_POINTER;

    if (is_held && !only_opens_and_closes(fn, record, result))
        return false;
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        uint32_t local =
            argument.kind == IR_OPERAND_ADDRESS ? fn_root_local(fn, argument.index) : 0;
        if (local && !only_opens_and_closes(fn, record, local))
            return false;
        is_held |= local != 0;
    }
    return is_held && returns_something(fn);
}

static bool churns_one(const struct program *program, const struct creation_record *record)
{
    /* a connection for one exchange is what many protocols want; what is built around one is meant to live */
    if (record->kind == OBJECT_SOCKET && !record->in_object)
        return false;
    return own_end(record) && !is_given_away(program, record) && !record->carried &&
           !outlives_loop(program, record) && is_used_up(program, record) &&
           !is_trial(program, record);
}

/* Of the clients that the call makes, the first that is closed again; NULL = none. */
static const struct creation_record *churning(const struct program *program,
                                              const struct creation_record *record)
{
    const struct creation_record *items = program->solution->creations.items.items;

    for (;; record = &items[record->next_here]) {
        if (churns_one(program, record))
            return record;
        if (!record->next_here)
            return NULL;
    }
}

/* Whether a thread is started on the way from what happens so often: who shares a function that starts threads
 * shares its loops in what is known of the way, and a thread may do many things. One for each connection is
 * told as such. */
static bool is_behind_thread(const struct program *program, const struct creation_record *record)
{
    struct context_source source = contexts_source(program, record->fn, record->block);
    uint32_t fn = record->fn;

    if (source.source == SOURCE_CONNECTION || source.source == SOURCE_ACCEPT_LOOP)
        return false;
    for (uint32_t up = 0; fn && fn != source.fn && up < WAY_MOST; up++) {
        struct context_origin origin = contexts_origin(program, fn);
        if (origin.kind == ROOT_THREAD)
            return true;
        fn = origin.from;
    }
    return false;
}

/* Whether what happens so often are requests, or their like: not the rounds of a loop that waits for nothing,
 * nor a request to read the configuration again. */
static bool is_per_request(const struct multiplicity *often)
{
    return multiplicity_is_steady(often) && often->source != SOURCE_ENDLESS_LOOP &&
           often->source != SOURCE_TICK_LOOP && often->source != SOURCE_UNIX_SIGNAL;
}

/* Whether the loop that is taken for an event's waits for nothing but what the client brings: then its rounds
 * are those of one errand, such as following links, and come from nobody. */
static bool is_own_errand(const struct program *program, const struct creation_record *record)
{
    struct context_source source = contexts_source(program, record->fn, record->block);
    bool waits_otherwise = false;

    if (!source.loop || source.fn == record->fn)
        return false;
    const struct fn *fn = &program->fns[source.fn];
    for (uint32_t i = 0; i < fn->n_calls && !waits_otherwise; i++) {
        const struct call_site *site = &fn->calls[i];
        waits_otherwise = bitset_has(&source.loop->blocks, site->block) &&
                          call_waits(program, site) &&
                          !functions_lead_to(stops_facts(program), site, record->fn);
    }
    return !waits_otherwise;
}

/* Whether control goes on from the block to a return of 0 and does nothing before. */
static bool ends_well(const struct fn *fn, uint32_t id)
{
    const struct ir_block *block = fn_block(fn, id);

    for (uint32_t jumps = 0; block->end == IR_END_JUMP && !block->instrs.count && jumps < WAY_MOST;
         jumps++)
        block = fn_block(fn, block->target[0].index);
    return block->end == IR_END_RETURN && !block->instrs.count &&
           block->a.kind == IR_OPERAND_INTEGER && fn->unit->integers[block->a.index] == 0;
}

/* Whether the loop is left, to end well, by what the call has returned. */
static bool leaves_by(const struct fn *fn, const struct loop *loop, const struct ir_instr *call)
{
    for (uint32_t id = bitset_next(&loop->blocks, 0); call->dst.index && id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1)) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end != IR_END_BRANCH || block->a.kind != IR_OPERAND_PLACE ||
            block->a.index != call->dst.index)
            continue;
        for (uint32_t edge = 0; edge < 2; edge++)
            if (!bitset_has(&loop->blocks, block->target[edge].index) &&
                ends_well(fn, block->target[edge].index))
                return true;
    }
    return false;
}

/* Whether the process has but one errand, and tries again with another client where the last one was of no use: main's
 * loop waits for nothing but what the client brings, and ends the process well by what came of it. */
static bool is_tried_again(const struct program *program, const struct creation_record *record)
{
    const struct fn *fn = &program->fns[record->fn];
    struct context_source source = contexts_source(program, record->fn, record->block);
    struct client_holders holders = holders_of(fn, record);
    bool leaves = false;

    if (!source.loop || source.fn != record->fn || !contexts_in_main(program, record->fn))
        return false;
    for (uint32_t i = 0; i < fn->n_calls; i++) {
        const struct call_site *site = &fn->calls[i];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        bool is_its = site->instr == record->instr;
        if (!bitset_has(&source.loop->blocks, site->block))
            continue;
        for (uint32_t k = 0; k < holders.count; k++)
            is_its |= argument_of_local(fn, call, holders.locals[k]) != 0;
        if (!is_its && call_waits(program, site))
            return false;
        leaves |= is_its && leaves_by(fn, source.loop, call);
    }
    return leaves;
}

/* Whether the call is made only where a place is empty that its function fills: then one is made when the last one is
 * gone, and not per request. What else becomes of it, client-leaked tells. */
static bool fills_empty_place(const struct program *program, const struct creation_record *record)
{
    const struct fn *fn = &program->fns[record->fn];
    uint32_t to = fn->unit->instrs[record->instr].dst.index;

    for (uint32_t id = 1; to && id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end == IR_END_BRANCH && block->a.kind == IR_OPERAND_PLACE &&
            block->a.index == to && fn_place(fn, to)->kind != IR_PLACE_LOCAL &&
            block->b.kind == IR_OPERAND_NULL &&
            graph_needs_edge(fn, record->block, id, block->relation == IR_EQ ? 0 : 1))
            return true;
    }
    return false;
}

struct client_trouble program_client_per_request(const struct program *program,
                                                 const struct creation *creation)
{
    const struct creation_record *record =
        &program->solution->creations.items.items[creation->number];
    struct client_trouble trouble = {.often = program_multiplicity(program, creation)};

    if (!is_per_request(&trouble.often) || is_own_errand(program, record) ||
        is_tried_again(program, record))
        return trouble;
    struct ending ending = program_ending(program, creation, EVENT_CLOSE);
    if (ending.verdict == ENDS_NEVER && !fills_empty_place(program, record)) {
        trouble.failure = CLIENT_PILES_UP;
        trouble.witness = ending.witness;
        trouble.assumption = ending.assumption;
    } else if (churning(program, record) && !is_behind_thread(program, record)) {
        const struct end_point *end = own_end(churning(program, record));
        const struct fn *fn = &program->fns[end->fn];
        trouble.failure = CLIENT_CHURNS;
        trouble.at = graph_place(program, fn, fn->unit->instrs[end->instr].at);
    } else if (!is_behind_thread(program, record) &&
               clients_rebuilt(program, record, &trouble.at)) {
        trouble.failure = CLIENT_CHURNS;
    } else if (clients_put_over(program, record)) {
        const struct fn *fn = &program->fns[record->fn];
        struct step *step = ARENA_NEW(program->run, struct step);
        step->at = graph_place(program, fn, fn->unit->instrs[record->instr].at);
        step->text = "the next one takes its place while it is still open";
        trouble.failure = CLIENT_PILES_UP;
        trouble.witness = (struct steps){step, 1};
    }
    return trouble;
}
