/* A thread leaves by itself on a way from its entry to a return that takes no exit of a loop which
 * somebody else has to open: one that tests a flag, or what a function of the program's own says. The
 * end of its input, an error, a count that is reached, the end of a list open an exit without anybody's help.
 *
 * Requires contexts, holders. */
#include "program/leaving.h"

#include "program/conditions.h"
#include "program/elements.h"
#include "program/holders.h"
#include "program/model_control.h"
#include "program/model_uses.h"
#include "program/stop_region.h"
#include "program/value.h"

/* Own functions that are looked into for who opens an exit, and for what is written on the way out. */
enum { CALLEE_DEPTH = 3 };
/* Larger functions are no simple bodies, and asking of each of their edges takes too long; a body that
 * calls one of many is a wrapper for all. */
enum { BLOCKS_MOST = 400, TARGETS_MOST = 8 };

VECTOR_TYPE(element_list, uint32_t);

struct leaver {
    const struct program *program;
    uint32_t fn_number;
    const struct fn *fn;
    struct arena *scratch;
    const struct element_list *channels; /* what gets the ends of pipes */
    const struct thread_use *threads;
    struct bitset blocking; /* blocks that somebody else has to let go on */
    struct bitset closed;   /* block * 2 + edge: ways that somebody else has to open */
    struct bitset ways;     /* blocks on ways out that nobody has to open */
};

/* ---- who opens an exit ---- */

/* Whether the function itself waits for input, somewhere below. */
static bool waits_for_input(const struct program *program, uint32_t number, uint32_t depth)
{
    const struct fn *fn = &program->fns[number];

    if (fn->is_model)
        return model_waits(program, number);
    for (uint32_t i = 0; i < fn->n_calls && depth < CALLEE_DEPTH; i++)
        for (uint32_t k = 0; fn->calls[i].entity && k < fn->calls[i].targets.count; k++)
            if (waits_for_input(program, fn->calls[i].targets.items[k], depth + 1))
                return true;
    return false;
}

/* The parameter, from 1, that gets both ends of a channel which the call of the model makes; 0 = none does.
 * What comes out of one end, somebody of the program puts into the other, and its end is his to say. */
static uint32_t gets_ends(const struct program *program, uint32_t target)
{
    if (!program->fns[target].is_model)
        return 0;
    struct model_uses uses = model_uses(program, target);
    for (uint32_t i = 0; i < uses.count; i++)
        if (uses.items[i].kind == USE_ENDS && uses.items[i].parameter != MODEL_RESULT)
            return uses.items[i].parameter;
    return 0;
}

/* The places that get the ends of the program's channels. */
static void find_all_channels(const struct program *program, struct stop_facts *facts)
{
    facts->channels_known = true;
    for (uint32_t number = 1; number < program->n_fns; number++) {
        const struct fn *fn = &program->fns[number];
        for (uint32_t i = 0; i < fn->n_calls && !fn->is_model; i++) {
            const struct call_site *site = &fn->calls[i];
            const struct ir_instr *maker = &fn->unit->instrs[site->instr];
            uint32_t parameter =
                site->targets.count ? gets_ends(program, site->targets.items[0]) : 0;
            if (parameter && parameter <= maker->arguments.count)
                vector_push(
                    &facts->channels,
                    element_of_operand(program, number,
                                       fn->unit->operands[maker->arguments.first + parameter - 1]));
        }
    }
}

static void find_channels(const struct program *program, struct element_list *ret_channels)
{
    struct stop_facts *facts = program->stop_facts;

    if (!facts->channels_known)
        find_all_channels(program, facts);
    for (uint32_t i = 0; i < facts->channels.count; i++)
        vector_push(ret_channels, facts->channels.items[i]);
}

/* Whether the call reads what another part of the program writes: its descriptor is of a channel. */
static bool reads_own_channel(const struct leaver *leaver, const struct ir_instr *call)
{
    const struct program *program = leaver->program;

    if (!call->arguments.count)
        return false;
    uint32_t read = element_of_operand(program, leaver->fn_number,
                                       leaver->fn->unit->operands[call->arguments.first]);
    for (uint32_t i = 0; i < leaver->channels->count; i++)
        if (holders_same(program->holders, read, leaver->channels->items[i]))
            return true;
    return false;
}

/* Whether the result of the call tells of the world outside, and not of what others want. */
static bool tells_of_outside(const struct leaver *leaver, const struct ir_instr *call)
{
    const struct program *program = leaver->program;
    const struct call_site *site =
        &leaver->fn
             ->calls[graph_first_call(leaver->fn, (uint32_t)(call - leaver->fn->unit->instrs))];
    bool outside = site->targets.count > 0 && !site->unresolved;

    if (reads_own_channel(leaver, call))
        return false;

    if (!site->targets.count)
        return site->entity && program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;
    for (uint32_t i = 0; i < site->targets.count; i++) {
        uint32_t target = site->targets.items[i];
        outside &= program->fns[target].is_model || waits_for_input(program, target, 0);
    }
    return outside;
}

static bool opens_itself(const struct leaver *leaver, struct ir_operand operand, uint32_t depth);

/* `i = i + 1` says nothing new of i. */
static bool operand_opens_itself(const struct leaver *leaver, struct ir_operand operand,
                                 uint32_t place, uint32_t depth)
{
    bool is_same = operand.kind == IR_OPERAND_PLACE && operand.index == place;

    return is_same || operand.kind == IR_OPERAND_NONE || opens_itself(leaver, operand, depth);
}

/* All writes of a local: each must tell of nothing but the world outside and the thread's own. */
static bool local_opens_itself(const struct leaver *leaver, uint32_t place, uint32_t depth)
{
    const struct fn *fn = leaver->fn;
    bool opens = true, found = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count && opens; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count && opens; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            if (instr->dst.index != place)
                continue;
            found = true;
            switch ((enum ir_op)instr->op) {
            case IR_COPY:
                opens = opens_itself(leaver, instr->a, depth);
                break;
            case IR_COMPUTE:
                opens = operand_opens_itself(leaver, instr->a, place, depth) &&
                        operand_opens_itself(leaver, instr->b, place, depth);
                break;
            case IR_CALL:
                opens = tells_of_outside(leaver, instr);
                break;
            case IR_UNKNOWN:
                opens = false;
                break;
            }
        }
    }
    return opens && found;
}

static bool opens_itself(const struct leaver *leaver, struct ir_operand operand, uint32_t depth)
{
    if (operand.kind == IR_OPERAND_INTEGER || operand.kind == IR_OPERAND_NULL)
        return true;
    if (operand.kind != IR_OPERAND_PLACE || depth == CALLEE_DEPTH)
        return false;
    const struct ir_place *place =
        ir_place(leaver->fn->unit, leaver->fn->ir, (struct ir_place_id){operand.index});
    if (place->kind != IR_PLACE_LOCAL)
        return false;
    const struct ir_local *local =
        ir_local(leaver->fn->unit, leaver->fn->ir, (struct ir_local_id){place->argument});
    /* a local whose address is taken is filled by others: `recv(fd, &c, 1, 0); if (c == 'q')` */
    return !(local->flags & IR_LOCAL_ADDRESS_TAKEN) &&
           local_opens_itself(leaver, operand.index, depth + 1);
}

/* The constant that the instruction leaves in a shared place. */
static bool write_of(const struct leaver *leaver, const struct ir_instr *instr,
                     struct leaving *ret_leaving)
{
    struct constant_write write = conditions_write(leaver->program, leaver->fn_number, instr);

    *ret_leaving = (struct leaving){.element = write.element,
                                    .number = write.number,
                                    .counts_down = write.counts_down,
                                    .fn = leaver->fn_number,
                                    .at = instr->at};
    return write.element != 0;
}

/* Whether the thread opens that exit of the loop itself, by a write to what it tests. */
static bool is_opened_inside(const struct leaver *leaver, const struct loop *loop,
                             const struct condition_on *exit)
{
    const struct fn *fn = leaver->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; bitset_has(&loop->blocks, id) && i < block->instrs.count; i++) {
            struct leaving write;
            if (write_of(leaver, &fn->unit->instrs[block->instrs.first + i], &write) &&
                !write.counts_down && write.element == exit->element &&
                number_compare(write.number, exit->relation, exit->number))
                return true;
        }
    }
    return false;
}

/* Whether the loop comes to an end by itself, and nobody else changes what that branch looks at in each round. */
static bool ends_walk(const struct leaver *leaver, const struct loop *loop,
                      const struct ir_block *block)
{
    bool is_shared = (block->a.kind == IR_OPERAND_PLACE && !fn_local(leaver->fn, block->a)) ||
                     (block->end == IR_END_BRANCH && block->b.kind == IR_OPERAND_PLACE &&
                      !fn_local(leaver->fn, block->b));

    return !is_shared && contexts_loop_walks(leaver->program, leaver->fn_number, loop);
}

/* Whether the edge leaves an outermost loop because somebody else wants it to. */
static bool is_asked(const struct leaver *leaver, uint32_t from, uint32_t edge, uint32_t to)
{
    const struct fn *fn = leaver->fn;
    const struct ir_block *block = fn_block(fn, from);
    uint32_t number = fn->loop_of[from];

    while (number && fn->loops[number - 1].parent)
        number = fn->loops[number - 1].parent;
    if (!number || bitset_has(&fn->loops[number - 1].blocks, to) ||
        ends_walk(leaver, &fn->loops[number - 1], block))
        return false;
    struct condition_on exit = conditions_of_edge(leaver->program, leaver->fn_number, from, edge);
    if (exit.element && (is_opened_inside(leaver, &fn->loops[number - 1], &exit) ||
                         mode_is_switched_without(leaver->program, &exit, leaver->threads)))
        return false;
    return !opens_itself(leaver, block->a, 0) ||
           (block->end == IR_END_BRANCH && !opens_itself(leaver, block->b, 0));
}

static void find_ways(struct leaver *leaver, uint32_t depth);

/* Whether the function comes back though nobody tells it to. */
static bool comes_back(const struct leaver *caller, uint32_t number, uint32_t depth)
{
    struct leaver leaver = {.program = caller->program,
                            .fn_number = number,
                            .fn = &caller->program->fns[number],
                            .scratch = caller->scratch,
                            .channels = caller->channels,
                            .threads = caller->threads};

    if (leaver.fn->is_model)
        return !model_waits(caller->program, number);
    if (depth >= CALLEE_DEPTH || leaver.fn->ir->blocks.count > BLOCKS_MOST)
        return !leaver.fn->n_loops;
    find_ways(&leaver, depth + 1);
    for (uint32_t id = 1; id < leaver.fn->ir->blocks.count; id++)
        if (fn_block(leaver.fn, id)->end == IR_END_RETURN && bitset_has(&leaver.ways, id))
            return true;
    return false;
}

/* A block outside of all loops with a call that waits: who knows for what. */
static bool is_blocking(const struct leaver *leaver, uint32_t id, uint32_t depth)
{
    const struct fn *fn = leaver->fn;
    const struct ir_block *block = fn_block(fn, id);

    for (uint32_t i = graph_first_call(fn, block->instrs.first);
         !fn->loop_of[id] && i < fn->n_calls && fn->calls[i].block == id; i++) {
        bool waits = fn->calls[i].targets.count > 0;
        for (uint32_t k = 0; waits && k < fn->calls[i].targets.count; k++)
            waits = !comes_back(leaver, fn->calls[i].targets.items[k], depth);
        if (waits)
            return true;
    }
    return false;
}

/* ---- calls that do not come back ---- */

/* Whether one of the bodies, or what they call and does not come back either, ends the calling thread. */
static bool exits_thread(const struct program *program, const struct fn_list *bodies,
                         uint32_t depth)
{
    for (uint32_t i = 0; i < bodies->count; i++) {
        const struct fn *fn = &program->fns[bodies->items[i]];
        if (fn->exits_thread)
            return true;
        for (uint32_t k = 0; k < fn->n_calls && depth < CALLEE_DEPTH; k++)
            if (returns_never(program, fn, &fn->calls[k]) &&
                exits_thread(program, &fn->calls[k].targets, depth + 1))
                return true;
    }
    return false;
}

/* Whether control never comes back from that call. Of functions of one name in several programs, those
 * count that are in one with the caller and take what it gives. */
static bool never_comes_back(const struct leaver *leaver, const struct call_site *site)
{
    const struct program *program = leaver->program;
    uint32_t n_arguments = leaver->fn->unit->instrs[site->instr].arguments.count;
    uint32_t count = 0;

    if (returns_never(program, leaver->fn, site))
        return true;
    for (uint32_t i = 0; i < site->targets.count && !site->unresolved; i++) {
        const struct fn *target = &program->fns[site->targets.items[i]];
        bool takes =
            target->ir->n_parameters == n_arguments || target->ir->flags & IR_FUNCTION_VARIADIC;
        if (!takes || !members_share(program, leaver->fn->input, target->input))
            continue;
        if (!target->never_returns)
            return false;
        count++;
    }
    return count > 0;
}

/* How control goes on behind the block. Where the process ends, nothing is left that somebody misses. */
enum behind { GOES_ON, THREAD_ENDS, PROCESS_ENDS };
static enum behind find_behind(const struct leaver *leaver, uint32_t id)
{
    const struct fn *fn = leaver->fn;

    for (uint32_t i = graph_first_call(fn, fn_block(fn, id)->instrs.first);
         i < fn->n_calls && fn->calls[i].block == id; i++)
        if (never_comes_back(leaver, &fn->calls[i]))
            return exits_thread(leaver->program, &fn->calls[i].targets, 0) ? THREAD_ENDS
                                                                           : PROCESS_ENDS;
    return GOES_ON;
}

/* ---- the ways out ---- */

/* As is_asked(), found out once for the two ways of a branch. */
static bool is_closed(const struct leaver *leaver, uint32_t from, uint32_t edge, uint32_t to)
{
    return edge < 2 ? bitset_has(&leaver->closed, from * 2 + edge)
                    : is_asked(leaver, from, edge, to);
}

static void find_closed(struct leaver *leaver, uint32_t depth)
{
    const struct fn *fn = leaver->fn;

    leaver->blocking = bitset_new(leaver->scratch, fn->ir->blocks.count);
    leaver->closed = bitset_new(leaver->scratch, fn->ir->blocks.count * 2);
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (is_blocking(leaver, id, depth) || find_behind(leaver, id) == PROCESS_ENDS)
            bitset_add(&leaver->blocking, id);
        for (uint32_t edge = 0; edge < graph_n_successors(block) && edge < 2; edge++)
            if (is_asked(leaver, id, edge, graph_successor(fn, block, edge)))
                bitset_add(&leaver->closed, id * 2 + edge);
    }
}

/* Grows a set of blocks along the open edges: forward from the entry, or backward from the returns. */
enum direction { FORWARD, BACKWARD };
static bool spread(const struct leaver *leaver, struct bitset *set, enum direction direction)
{
    const struct fn *fn = leaver->fn;
    bool grown = false;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (bitset_has(&leaver->blocking, id))
            continue;
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t to = graph_successor(fn, block, edge);
            uint32_t have = direction == FORWARD ? id : to, get = direction == FORWARD ? to : id;
            if (bitset_has(set, have) && !bitset_has(set, get) && !is_closed(leaver, id, edge, to))
                grown |= bitset_add(set, get);
        }
    }
    return grown;
}

static void find_ways(struct leaver *leaver, uint32_t depth)
{
    const struct fn *fn = leaver->fn;
    struct bitset from = bitset_new(leaver->scratch, fn->ir->blocks.count);
    struct bitset to = bitset_new(leaver->scratch, fn->ir->blocks.count);

    find_closed(leaver, depth);
    bitset_add(&from, 1);
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        if (!bitset_has(&leaver->blocking, id) &&
            (fn_block(fn, id)->end == IR_END_RETURN || find_behind(leaver, id) == THREAD_ENDS))
            bitset_add(&to, id);
    while (spread(leaver, &from, FORWARD))
        ;
    while (spread(leaver, &to, BACKWARD))
        ;
    leaver->ways = bitset_new(leaver->scratch, fn->ir->blocks.count);
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++)
        if (bitset_has(&from, id) && bitset_has(&to, id))
            bitset_add(&leaver->ways, id);
}

/* The record that the call makes all zero: what the pointer is declared for. */
static uint32_t wiped_record(const struct leaver *leaver, const struct ir_instr *call)
{
    const struct fn *fn = leaver->fn;
    const struct call_site *site =
        &fn->calls[graph_first_call(fn, (uint32_t)(call - fn->unit->instrs))];

    if (!site->targets.count)
        return 0;
    uint32_t parameter = model_uses_zeroed(leaver->program, site->targets.items[0], fn, call);
    return parameter ? conditions_pointee(leaver->program, leaver->fn_number,
                                          fn->unit->operands[call->arguments.first + parameter - 1])
                     : 0;
}

/* Adds what the operand of the function may be, as numbers that the shared place then holds. A local is followed to
 * what it is set to on the ways out. */
static void add_numbers(const struct leaver *leaver, struct ir_operand operand,
                        struct leaving leaving, struct leaving_list *ret_list)
{
    const struct fn *fn = leaver->fn;
    uint32_t local = fn_local(fn, operand);

    if (fn_number(fn, operand, &leaving.number))
        vector_push(ret_list, leaving);
    for (uint32_t id = 1; local && id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            if (bitset_has(&leaver->ways, id) && instr->dst.index == operand.index &&
                instr->op == IR_COPY && fn_number(fn, instr->a, &leaving.number))
                vector_push(ret_list, leaving);
        }
    }
}

/* What the call hands to a function that puts it into a shared place as it is: set_state(worker, IDLE). */
static void collect_handed(const struct leaver *leaver, uint32_t instr, const struct leaver *callee,
                           struct leaving_list *ret_list)
{
    const struct fn *fn = callee->fn;
    const struct ir_instr *call = &leaver->fn->unit->instrs[instr];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first;
             bitset_has(&callee->ways, id) && i < instrs.first + instrs.count; i++) {
            const struct ir_instr *store = &fn->unit->instrs[i];
            uint32_t parameter = store->op == IR_COPY ? fn_local(fn, store->a) : 0;
            if (!parameter || parameter > call->arguments.count ||
                parameter > fn->ir->n_parameters || conditions_is_written(fn, store->a.index))
                continue;
            struct leaving leaving = {
                .element = conditions_shared(leaver->program, callee->fn_number, store->dst),
                .fn = leaver->fn_number,
                .at = call->at};
            if (leaving.element)
                add_numbers(leaver,
                            leaver->fn->unit->operands[call->arguments.first + parameter - 1],
                            leaving, ret_list);
        }
    }
}

static void collect(struct leaver *leaver, uint32_t depth, struct leaving_list *ret_list);

static void collect_call(struct leaver *leaver, uint32_t instr, uint32_t depth,
                         struct leaving_list *ret_list)
{
    const struct call_site *site = &leaver->fn->calls[graph_first_call(leaver->fn, instr)];

    for (uint32_t i = 0; depth < CALLEE_DEPTH && i < site->targets.count; i++) {
        struct leaver callee = {.program = leaver->program,
                                .fn_number = site->targets.items[i],
                                .fn = &leaver->program->fns[site->targets.items[i]],
                                .scratch = leaver->scratch,
                                .channels = leaver->channels,
                                .threads = leaver->threads};
        if (callee.fn->is_model || callee.fn->ir->blocks.count > BLOCKS_MOST ||
            site->targets.count > TARGETS_MOST)
            continue;
        find_ways(&callee, depth + 1);
        collect_handed(leaver, instr, &callee, ret_list);
        collect(&callee, depth + 1, ret_list);
    }
}

static void collect(struct leaver *leaver, uint32_t depth, struct leaving_list *ret_list)
{
    const struct fn *fn = leaver->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; bitset_has(&leaver->ways, id) && i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            struct leaving write;
            if (write_of(leaver, instr, &write))
                vector_push(ret_list, write);
            write.wiped = instr->op == IR_CALL ? wiped_record(leaver, instr) : 0;
            if (write.wiped)
                vector_push(ret_list, write);
            else if (instr->op == IR_CALL)
                collect_call(leaver, block->instrs.first + i, depth, ret_list);
        }
    }
}

void leaving_find(const struct program *program, uint32_t body, const struct thread_use *threads,
                  struct leaving_list *ret_list)
{
    struct element_list channels = {0};
    struct leaver leaver = {.program = program,
                            .fn_number = body,
                            .fn = &program->fns[body],
                            .scratch = arena_new(),
                            .channels = &channels,
                            .threads = threads};

    if (leaver.fn->ir->blocks.count <= BLOCKS_MOST && !leaver.fn->is_model) {
        find_channels(program, &channels);
        find_ways(&leaver, 0);
        collect(&leaver, 0, ret_list);
    }
    vector_deinit(&channels);
    arena_free(leaver.scratch);
}
