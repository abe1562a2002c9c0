/* Whether what tells a thread to stop also wakes it where it waits. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/failed_starts.h"
#include "program/model_control.h"
#include "program/solver.h"
#include "program/stops_inside.h"

/* ---- waiting while it is told ---- */

/* Whether a branch in the loop tests the flag. */
static bool loop_tests(const struct question *question, uint32_t number, const struct loop *loop,
                       uint32_t flag)
{
    for (uint32_t id = bitset_next(&loop->blocks, 1); id < loop->blocks.size;
         id = bitset_next(&loop->blocks, id + 1))
        if (ways_flag_of_edge(question->facts->ways, number, id) == flag)
            return true;
    return false;
}

/* Whether some loop around the block looks at the flag. */
static bool in_flag_loop(const struct question *question, uint32_t number, uint32_t block,
                         uint32_t flag)
{
    const struct fn *fn = &question->program->fns[number];

    for (uint32_t loop = fn->loop_of[block]; loop; loop = fn->loops[loop - 1].parent)
        if (loop_tests(question, number, &fn->loops[loop - 1], flag))
            return true;
    return false;
}

/* Whether the innermost loop around the block looks at the flag. */
static bool looks_at(const struct question *question, uint32_t number, uint32_t block,
                     uint32_t flag)
{
    const struct fn *fn = &question->program->fns[number];
    uint32_t loop = fn->loop_of[block];

    return loop && loop_tests(question, number, &fn->loops[loop - 1], flag);
}

/* The blocks in loops that look at the flag. */
static struct bitset blocks_in_flag_loops(const struct question *question, uint32_t number,
                                          uint32_t flag)
{
    const struct fn *fn = &question->program->fns[number];
    struct bitset blocks = bitset_new(question->scratch, fn->is_model ? 1 : fn->ir->blocks.count);

    for (uint32_t loop = 0; !fn->is_model && loop < fn->n_loops; loop++)
        if (loop_tests(question, number, &fn->loops[loop], flag))
            bitset_add_all(&blocks, &fn->loops[loop].blocks);
    return blocks;
}

/* Functions that are called in the loops that the flag ends. */
static struct bitset called_in_loops(const struct question *question, uint32_t flag)
{
    const struct program *program = question->program;
    struct bitset called = bitset_new(question->scratch, program->n_fns);

    for (uint32_t f = bitset_next(question->below, 1); f < program->n_fns;
         f = bitset_next(question->below, f + 1)) {
        const struct fn *fn = &program->fns[f];
        struct bitset looped = blocks_in_flag_loops(question, f, flag);
        for (uint32_t c = 0; !fn->is_model && c < fn->n_calls; c++) {
            if (!bitset_has(&looped, fn->calls[c].block))
                continue;
            for (uint32_t k = 0; k < fn->calls[c].targets.count; k++) {
                const struct bitset *below =
                    functions_below(question->facts, fn->calls[c].targets.items[k]);
                bitset_add_all(&called, below);
            }
        }
    }
    return called;
}

/* Whether receiving from the channel was given a time-out somewhere. */
static bool has_timeout(const struct question *question, const struct use *wait)
{
    const struct uses *uses = question->facts->unwrapped;

    for (uint32_t i = 0; i < uses->timeouts.count; i++)
        if (region_same(question->facts, uses->timeouts.items[i].element, wait->element))
            return true;
    return false;
}

/* Whether the wait, for one descriptor or for several, goes on as time passes: one of them is a timer. Which ones a set has,
 * is not asked. */
static bool ticks(const struct question *question, const struct use *wait)
{
    const struct uses *uses = question->facts->unwrapped;
    const struct program *program = question->program;
    bool is_set = region_is_descriptor_set(question->facts, wait);

    for (uint32_t i = 0; i < uses->items.count && wait->kind == USE_RECEIVE; i++) {
        const struct use *timer = &uses->items.items[i];
        if (timer->kind == USE_TICKS && contexts_reached(program, timer->fn) &&
            members_share(program, program->fns[timer->fn].input, program->fns[wait->fn].input) &&
            (is_set || region_same(question->facts, timer->element, wait->element)))
            return true;
    }
    return false;
}

/* Whether it reads what it has just opened, anew each time, and no socket: a file, whose end comes by itself. */
static bool is_of_file(const struct question *question, const struct use *wait)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[wait->fn];
    const struct ir_instr *call = &fn->unit->instrs[wait->instr];
    struct ir_operand first = fn->unit->operands[call->arguments.first];

    if (wait->kind != USE_RECEIVE || !call->arguments.count || first.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_instr *write = conditions_only_write(fn, first.index);
    if (!write || write->op != IR_CALL)
        return false;
    uint32_t instr = (uint32_t)(write - fn->unit->instrs);
    const struct call_site *site = &fn->calls[graph_first_call(fn, instr)];
    bool each_time = fn->loop_of[site->block] == fn->loop_of[wait->block] &&
                     (fn->loop_of[site->block] || wait->fn != question->start->body);
    return each_time && site->targets.count == 1 && program->fns[site->targets.items[0]].is_model &&
           !model_waits(program, site->targets.items[0]) &&
           !creations_find(&program->solution->creations, wait->fn, instr, OBJECT_SOCKET, 0);
}

/* What the body does in the loops that the flag ends: where it waits, and where it waits not without end. */
struct waits {
    VECTOR(const struct use *) endless, timed;
};

static struct waits find_waits(const struct question *question, uint32_t flag)
{
    const struct uses *uses = question->facts->unwrapped;
    struct bitset called = called_in_loops(question, flag);
    struct waits waits = {0};

    for (uint32_t i = uses_in(uses, question->below, 0); i < uses->items.count;
         i = uses_in(uses, question->below, i + 1)) {
        const struct use *use = &uses->items.items[i];
        if ((use->kind != USE_RECEIVE && use->kind != USE_WAIT) ||
            (!bitset_has(&called, use->fn) && !in_flag_loop(question, use->fn, use->block, flag)) ||
            is_of_file(question, use))
            continue;
        if (!use->forever || (use->kind == USE_RECEIVE && has_timeout(question, use)) ||
            ticks(question, use))
            vector_push(&waits.timed, use);
        else
            vector_push(&waits.endless, use);
    }
    return waits;
}

/* Whether the wait is for any of several descriptors, as by poll(), and no read of one. */
static bool is_set(const struct question *question, const struct use *wait)
{
    const struct fn *fn = &question->program->fns[wait->fn];
    const struct ir_instr *call = &fn->unit->instrs[wait->instr];
    struct ir_operand first = fn->unit->operands[call->arguments.first];

    if (!region_is_descriptor_set(question->facts, wait))
        return false;
    return !wait->used || !call->arguments.count || first.kind != IR_OPERAND_PLACE ||
           stores_type_of_place(fn, (struct ir_place_id){first.index})->kind != IR_TYPE_INTEGER;
}

/* Whether the field or global points to structs of the program's own: to work, and not to a time to wait until. */
static bool points_to_work(const struct question *question, uint32_t element)
{
    const struct stores *stores = ways_stores(question->facts->ways);
    struct store_span span = stores_to(stores, element);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct fn *fn = &question->program->fns[stores->items[i].fn];
        const struct ir_type *type =
            stores_type_of_place(fn, fn->unit->instrs[stores->items[i].instr].dst);
        const struct ir_type *pointee =
            type->kind == IR_TYPE_POINTER ? &fn->unit->types[type->element.index] : type;
        if (type->kind == IR_TYPE_POINTER && pointee->kind == IR_TYPE_RECORD &&
            !(fn->unit->records[pointee->record.index].flags & IR_RECORD_SYSTEM))
            return true;
    }
    return false;
}

/* Whether it waits there where there is nothing to do, and with a time-out only where there is something: the head of a
 * list of timers decides which of the two. */
static bool is_idle_beside(const struct question *question, const struct use *wait,
                           const struct use *timed)
{
    struct condition_list idle = {0}, busy = {0};
    bool is_beside = false;

    if (wait->fn != timed->fn)
        return false;
    conditions_before(question->program, wait->fn, wait->block, &idle);
    conditions_before(question->program, timed->fn, timed->block, &busy);
    for (uint32_t i = 0; i < idle.count; i++)
        is_beside |= idle.items[i].relation == IR_EQ && idle.items[i].number == 0 &&
                     conditions_exclude(&busy, idle.items[i].element, 0) &&
                     points_to_work(question, idle.items[i].element);
    vector_deinit(&idle);
    vector_deinit(&busy);
    return is_beside;
}

/* Whether the thread does not come to wait without end there, because it waits for the same with a time-out:
 * poll() before read(), one of two waits for a condition. A read that does not wait at all says nothing of
 * the poll() before it. */
static bool is_guarded(const struct question *question, const struct use *wait,
                       const struct waits *waits)
{
    bool set = is_set(question, wait);

    for (uint32_t i = 0; i < waits->timed.count; i++) {
        const struct use *timed = waits->timed.items[i];
        /* what was given a time-out is one descriptor, and no other */
        bool is_of_other = wait->kind == USE_RECEIVE && timed->forever &&
                           !region_same(question->facts, timed->element, wait->element);
        if (timed->kind != wait->kind || is_of_other || is_idle_beside(question, wait, timed))
            continue;
        if (wait->kind == USE_WAIT ? region_same(question->facts, timed->element, wait->element)
                                   : !set || is_set(question, timed))
            return true;
    }
    return false;
}

/* Whether the function of the wait, which the flag's loop calls, looks at the flag as well: it is meant to be told
 * there. */
static bool tests_beside(const struct question *question, const struct use *wait, uint32_t flag)
{
    const struct fn *fn = &question->program->fns[wait->fn];

    for (uint32_t id = 1; bitset_has(&question->own, wait->fn) && id < fn->ir->blocks.count; id++)
        if (ways_flag_of_edge(question->facts->ways, wait->fn, id) == flag)
            return true;
    return false;
}

/* The one call in which the body waits without end while the flag may be set; NULL: none, or it wakes by
 * itself now and then. */
static const struct use *search_wait(const struct question *question, const struct told *told)
{
    struct waits waits = find_waits(question, told->flag);
    const struct use *found = NULL;
    int found_rank = 0;

    /* where it waits with a time-out, or beside such a wait, in the loop that looks at the flag, it means to be stopped
     * there: what it waits for further down is answered */
    for (uint32_t i = 0; i < waits.timed.count; i++)
        if (waits.timed.items[i]->kind == USE_WAIT &&
            in_flag_loop(question, waits.timed.items[i]->fn, waits.timed.items[i]->block,
                         told->flag))
            found_rank = 1;

    for (uint32_t i = 0; i < waits.endless.count; i++) {
        const struct use *use = waits.endless.items[i];
        /* a body that may end otherwise must at least look at the flag where it waits; and where it
         * does so somewhere, that is where it means to be stopped */
        int rank = looks_at(question, use->fn, use->block, told->flag)       ? 3
                   : in_flag_loop(question, use->fn, use->block, told->flag) ? 2
                   : told->needed || tests_beside(question, use, told->flag) ? 1
                                                                             : 0;
        if (rank > found_rank && !is_guarded(question, use, &waits)) {
            found = use;
            found_rank = rank;
        }
    }
    vector_deinit(&waits.endless);
    vector_deinit(&waits.timed);
    return found;
}

/* The same, whoever starts the body. */
static const struct use *find_wait(const struct question *question, const struct told *told)
{
    if (!told->known_wait->is_known)
        *told->known_wait = (struct known_wait){true, search_wait(question, told)};
    return told->known_wait->wait;
}

/* Whether the body's threads wake each other. */
static bool passes_on(const struct question *question, const struct use *wait)
{
    const struct uses *uses = question->facts->unwrapped;

    for (uint32_t i = uses_in(uses, question->below, 0); i < uses->items.count;
         i = uses_in(uses, question->below, i + 1)) {
        const struct use *use = &uses->items.items[i];
        if ((use->kind == USE_SIGNAL || use->kind == USE_BROADCAST || use->kind == USE_SEND ||
             use->kind == USE_CLOSE || use->kind == USE_FINISH) &&
            region_same(question->facts, use->element, wait->element))
            return true;
    }
    return false;
}

/* Whether the flag is set in a handler, or by the thread itself. A unix signal may wake who waits in a
 * system call, but nobody who waits for a condition. */
static bool is_told_otherwise(const struct question *question, const struct told *told,
                              const struct use *wait)
{
    for (uint32_t i = 0; i < told->stores.count; i++)
        if ((wait->kind != USE_WAIT && !told->is_one_place &&
             contexts_in_handler(question->program, told->stores.items[i].fn)) ||
            bitset_has(&question->own, told->stores.items[i].fn))
            return true;
    return false;
}

static enum stop_failure failure_in(const struct question *question, const struct told *told,
                                    struct region *region, const struct use *wait)
{
    const struct start *start = question->start;
    enum waking waking = region_wakes(region, wait);
    bool several = question->program->fns[start->fn].loop_of[start->block] != 0;

    if (waking == WAKES_NOT)
        return stops_is_relayed(question, told->flag, wait) ? STOP_UNKNOWN : STOP_NOT_WOKEN;
    if (stops_waits_on(question, region, wait, told->flag))
        return STOP_NOT_SEEN;
    if (waking == WAKES_ONE && several && !passes_on(question, wait))
        return STOP_ONE_WOKEN;
    return stops_wake_is_lost(question, told, region, wait);
}

/* States where it waits, where it is told, and who waits for it. */
static void add_witness(struct question *question, const struct told *told, const struct use *wait)
{
    const struct program *program = question->program;
    const struct fn *waiter = &program->fns[wait->fn];
    const struct ir_instr *call = &waiter->unit->instrs[wait->instr];
    struct point store = told->stores.items[0], join = told->joins.items[0];
    const struct fn *setter = &program->fns[store.fn], *joiner = &program->fns[join.fn];
    const char *flag = question_name(program, told->flag);
    struct step steps[] = {
        question_step(program, wait->fn, call->at,
                      arena_printf(program->run, "%s() waits here, without end", waiter->name)),
        question_step(program, store.fn, setter->unit->instrs[store.instr].at,
                      arena_printf(program->run, "%s() sets '%s'", setter->name, flag)),
        question_step(program, join.fn, joiner->unit->instrs[join.instr].at,
                      arena_printf(program->run, "%s() waits for its end", joiner->name)),
    };

    question->answer.flag = flag;
    question->answer.waits =
        program->entities[waiter->calls[graph_first_call(waiter, wait->instr)].entity].name;
    question_add_steps(question, steps, 3);
}

/* Whether the joins are in a wrapper that so many call that what runs around them is much of the program. */
static bool is_shared(const struct program *program, const struct points *joins)
{
    enum { CALLS_MOST = 64 };
    struct points calls = region_calls_of(program, joins);
    bool shared = calls.count > CALLS_MOST;

    vector_deinit(&calls);
    return shared;
}

/* Whether what ends the loop is the work itself: a pointer, such as the head of a queue, that the thread
 * changes too. */
static bool is_work(const struct question *question, const struct told *told)
{
    const struct stores *stores = ways_stores(question->facts->ways);

    for (uint32_t i = stores->first[told->flag]; i < stores->first[told->flag + 1]; i++) {
        const struct store *store = &stores->items[i];
        const struct fn *fn = &question->program->fns[store->fn];
        struct ir_place_id place = fn->unit->instrs[store->instr].dst;
        if (bitset_has(&question->own, store->fn) &&
            stores_type_of_place(fn, place)->kind == IR_TYPE_POINTER)
            return true;
    }
    return false;
}

/* Whether control comes to the block only where the flag does not hold what the thread ends by: what is done there is
 * about another value of it. */
static bool is_about_another(const struct question *question, const struct condition_on *exit,
                             uint32_t number, uint32_t block)
{
    struct condition_list before = {0};
    bool excluded = false;

    conditions_before(question->program, number, block, &before);
    for (uint32_t i = 0; i < before.count; i++) {
        const struct condition_on *known = &before.items[i];
        if (known->element != exit->element || known->stays)
            continue;
        excluded |= exit->relation == IR_EQ &&
                    !number_compare(exit->number, known->relation, known->number);
        excluded |= known->relation == IR_EQ &&
                    !number_compare(known->number, exit->relation, exit->number);
    }
    vector_deinit(&before);
    return excluded;
}

/* Whether the thread sets the flag back itself behind its wait: it takes what it has waited for, such as the
 * place in a box of one, and that is no stop. */
static bool takes_flag(const struct question *question, const struct told *told,
                       const struct use *wait)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[wait->fn];
    struct store_span span = stores_to(ways_stores(question->facts->ways), told->flag);
    struct bitset behind = conditions_reach(fn, wait->block, question->scratch);
    struct condition_on exit =
        conditions_of_edge(program, told->fn, told->way.block, told->way.edge);

    for (uint32_t i = span.first; i < span.end && exit.element == told->flag; i++) {
        const struct store *store = &ways_stores(question->facts->ways)->items[i];
        bool is_behind =
            store->fn == wait->fn && (bitset_has(&behind, store->block) ||
                                      (store->block == wait->block && store->instr > wait->instr));
        if (!is_behind)
            continue;
        struct constant_write write =
            conditions_write(program, store->fn, &fn->unit->instrs[store->instr]);
        if (write.element == told->flag && !write.counts_down &&
            !number_compare(write.number, exit.relation, exit.number) &&
            !is_about_another(question, &exit, store->fn, store->block))
            return true;
    }
    return false;
}

/* The blocks of the function that starts the thread that are reached once it is there. */
static struct bitset find_started(const struct question *question)
{
    const struct start *start = question->start;
    const struct fn *fn = &question->program->fns[start->fn];
    const struct ir_block *block = fn_block(fn, start->block);
    struct bitset started = bitset_new(question->scratch, fn->ir->blocks.count);
    uint32_t failure = failed_start(question->program, start);

    bitset_add(&started, start->block);
    for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
        uint32_t to = graph_successor(fn, block, edge);
        if (to == failure)
            continue;
        struct bitset behind = conditions_reach(fn, to, question->scratch);
        bitset_add(&started, to);
        bitset_add_all(&started, &behind);
    }
    return started;
}

void stops_judge_waking(struct question *question, const struct told *told)
{
    const struct use *wait = find_wait(question, told);

    /* a cancel in the function that both tells and joins counts as what wakes */
    if (!wait || !told->joins.count || is_work(question, told) ||
        takes_flag(question, told, wait) || is_told_otherwise(question, told, wait) ||
        (!told->is_one_place && question_is_cancelled(question)))
        return;
    if (is_shared(question->program, &told->joins))
        return;
    struct region *region =
        region_around(question->program->stop_facts, &told->stores, &told->joins, &told->untold);
    struct bitset interrupts = question_interrupts_of_others(question);
    struct bitset started = find_started(question);
    region->interrupts = &interrupts;
    region->start_fn = question->start->fn;
    region->started = &started;
    question->answer.failure = failure_in(question, told, region, wait);
    region->interrupts = region->started = NULL;
    region->start_fn = 0;
    if (question->answer.failure)
        add_witness(question, told, wait);
}
