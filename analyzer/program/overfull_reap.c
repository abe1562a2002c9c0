/* Sends of a process, or of a coroutine, whose end somebody waits for before he receives. What a forked process
 * does stands in the function that forks, on a branch of its own, as what a coroutine does.
 *
 * Requires channels. */
#include "program/overfull.h"

#include "ir/print.h"
#include "program/creations.h"
#include "program/elements.h"
#include "program/model_control.h"
#include "program/solver.h"
#include "program/stops.h"

bool reap_is_made(const struct program *program, uint32_t number, uint32_t instr)
{
    const struct uses *uses = stops_uses(program);

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++)
        if (uses->items.items[i].kind == USE_REAP &&
            (!instr || uses->items.items[i].instr == instr))
            return true;
    return false;
}

/* Whether the call waits for the end of a process or coroutine. */
static bool reaps(const struct program *program, uint32_t number, const struct call_site *site)
{
    if (reap_is_made(program, number, site->instr))
        return true;
    for (uint32_t k = 0; k < site->targets.count; k++) {
        const struct bitset *below = functions_below(stops_facts(program), site->targets.items[k]);
        for (uint32_t fn = bitset_next(below, 0); fn < below->size; fn = bitset_next(below, fn + 1))
            if (!program->fns[fn].is_model && reap_is_made(program, fn, 0))
                return true;
    }
    return false;
}

static bool forks(const struct program *program, const struct call_site *site)
{
    return site->targets.count == 1 && model_forks(program, site->targets.items[0]);
}

/* Whether all who make room do so behind the wait only, once the process or coroutine is started: in the first round,
 * where one is waited for after the other. */
static bool all_come_behind(const struct overfull *question, uint32_t number, uint32_t start,
                            const struct call_site *wait, uint32_t *ret_receive)
{
    struct reliefs reliefs = {0};
    struct points waits = {0};
    bool behind = overfull_reliefs(question, number, &reliefs) && reliefs.count;

    vector_push(&waits, (struct point){number, wait->block, wait->instr});
    for (uint32_t i = 0; i < reliefs.count && behind; i++) {
        uint32_t relief = reliefs.items[i].instr;
        behind = !reliefs.items[i].starts && relief != wait->instr && relief != start &&
                 !overfull_comes_before(question->program, number, start, relief, &waits) &&
                 overfull_comes_before(question->program, number, wait->instr, relief, NULL);
    }
    *ret_receive = behind ? reliefs.items[0].instr : 0;
    vector_deinit(&reliefs);
    vector_deinit(&waits);
    return behind;
}

bool overfull_is_reaped(const struct overfull *question, uint32_t number, uint32_t instr,
                        uint32_t *ret_wait, uint32_t *ret_receive)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[number];
    uint32_t fork = 0;

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (forks(program, &fn->calls[c])) {
            if (fork)
                return false; /* several processes: who is who is not followed */
            fork = fn->calls[c].instr;
        }
    if (!fork || !overfull_comes_before(program, number, fork, instr, NULL))
        return false;
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        uint32_t wait = fn->calls[c].instr;
        if (wait == instr || !reaps(program, number, &fn->calls[c]) ||
            !overfull_comes_before(program, number, fork, wait, NULL) ||
            overfull_comes_before(program, number, instr, wait, NULL) ||
            overfull_comes_before(program, number, wait, instr, NULL))
            continue;
        *ret_wait = wait;
        if (all_come_behind(question, number, fork, &fn->calls[c], ret_receive))
            return true;
    }
    return false;
}

/* Whether the function makes one process, which sends at that call, and comes back in the other one. */
static bool is_start(const struct program *program, uint32_t number, uint32_t instr)
{
    const struct fn *fn = &program->fns[number];
    uint32_t fork = 0, n_forks = 0;

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (forks(program, &fn->calls[c])) {
            fork = fn->calls[c].instr;
            n_forks++;
        }
    return n_forks == 1 && overfull_comes_before(program, number, fork, instr, NULL);
}

/* Whether a caller of the function waits for the end of the process before he receives. */
static bool is_reaped_by(const struct overfull *question, uint32_t caller, uint32_t number,
                         uint32_t *ret_wait, uint32_t *ret_receive)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[caller];

    for (uint32_t c = 0; c < fn->n_calls; c++)
        for (uint32_t w = 0; call_reaches(&fn->calls[c], number) && w < fn->n_calls; w++) {
            *ret_wait = fn->calls[w].instr;
            if (w != c && reaps(program, caller, &fn->calls[w]) &&
                overfull_comes_before(program, caller, fn->calls[c].instr, *ret_wait, NULL) &&
                all_come_behind(question, caller, fn->calls[c].instr, &fn->calls[w], ret_receive))
                return true;
        }
    return false;
}

bool overfull_is_reaped_above(const struct overfull *question, uint32_t number, uint32_t instr,
                              uint32_t *ret_fn, uint32_t *ret_wait, uint32_t *ret_receive)
{
    const struct fn_list *callers = &question->program->fns[number].callers;

    for (uint32_t i = 0; is_start(question->program, number, instr) && i < callers->count; i++) {
        *ret_fn = callers->items[i];
        if (!question->program->fns[*ret_fn].is_model &&
            is_reaped_by(question, *ret_fn, number, ret_wait, ret_receive))
            return true;
    }
    return false;
}

/* Whether the first argument of the call, what it waits for, is given to another call as well: to the one that
 * starts the coroutine in its name. */
static bool is_named_elsewhere(const struct fn *fn, const struct call_site *wait)
{
    const struct ir_instr *call = &fn->unit->instrs[wait->instr];

    for (uint32_t c = 0; c < fn->n_calls && call->arguments.count; c++) {
        const struct ir_instr *other = &fn->unit->instrs[fn->calls[c].instr];
        struct ir_operand what = fn->unit->operands[call->arguments.first];
        for (uint32_t i = 0; other != call && i < other->arguments.count; i++) {
            struct ir_operand operand = fn->unit->operands[other->arguments.first + i];
            if (operand.kind == what.kind && operand.index == what.index &&
                what.kind == IR_OPERAND_PLACE)
                return true;
        }
    }
    return false;
}

static bool starts_and_reaps(const struct overfull *question, uint32_t number, uint32_t body,
                             uint32_t *ret_wait, uint32_t *ret_receive)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        bool starts = false;
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
            starts |= fn->calls[c].in_coroutine && fn->calls[c].targets.items[k] == body;
        for (uint32_t w = 0; starts && w < fn->n_calls; w++) {
            *ret_wait = fn->calls[w].instr;
            if (reap_is_made(program, number, *ret_wait) && is_named_elsewhere(fn, &fn->calls[w]) &&
                overfull_comes_before(program, number, fn->calls[c].instr, *ret_wait, NULL) &&
                all_come_behind(question, number, fn->calls[c].instr, &fn->calls[w], ret_receive))
                return true;
        }
    }
    return false;
}

bool overfull_coroutine_is_reaped(const struct overfull *question, uint32_t body, uint32_t *ret_fn,
                                  uint32_t *ret_wait, uint32_t *ret_receive)
{
    const struct fn_list *callers = &question->program->fns[body].callers;

    for (uint32_t i = 0; i < callers->count; i++) {
        *ret_fn = callers->items[i];
        if (!question->program->fns[*ret_fn].is_model &&
            starts_and_reaps(question, *ret_fn, body, ret_wait, ret_receive))
            return true;
    }
    return false;
}

/* ---- a program that writes ---- */

/* Whether the operand is that end of the pipe (index from 1), or (0) has to do with any of them. */
static bool is_end(const struct program *program, const struct channel_use *use,
                   struct ir_operand operand, uint32_t end)
{
    const struct fn *fn = &program->fns[use->fn];

    if (element_of_operand(program, use->fn, operand) != use->element)
        return false;
    return operand.kind == IR_OPERAND_ADDRESS ||
           channel_flow_index(fn, (struct ir_place_id){operand.index}) == end;
}

/* Whether the call gives a descriptor, its argument `given`, the number of an output: 1 or 2. */
static bool redirects(const struct fn *fn, const struct ir_instr *call, uint32_t given)
{
    int64_t number = 0;

    for (uint32_t i = 0; i < call->arguments.count; i++)
        if (i != given && fn_number(fn, fn->unit->operands[call->arguments.first + i], &number) &&
            (number == 1 || number == 2))
            return true;
    return false;
}

/* Whether the place is the parameter; or, of one that points to both ends, that end. */
static bool is_end_of_parameter(const struct fn *fn, uint32_t place, uint32_t parameter,
                                uint32_t end)
{
    const struct ir_place *root = fn_place(fn, place);

    if (end && channel_flow_index(fn, (struct ir_place_id){place}) != end)
        return false;
    while (end && root->parent.index)
        root = fn_place(fn, root->parent.index);
    return root->kind == IR_PLACE_LOCAL && root->argument == parameter;
}

/* Whether the function makes its parameter (from 1), or that end (0 = it is no array), an output of the program that it
 * becomes. */
static bool becomes_output(const struct channels *channels, uint32_t number, uint32_t parameter,
                           uint32_t end)
{
    const struct fn *fn = &channels->program->fns[number];

    for (uint32_t c = 0; bitset_has(&channels->inherits, number) && c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
            if (operand.kind == IR_OPERAND_PLACE &&
                is_end_of_parameter(fn, operand.index, parameter, end) && redirects(fn, call, i))
                return true;
        }
    }
    return false;
}

bool reap_is_output(const struct channels *channels, const struct channel_use *use)
{
    const struct program *program = channels->program;
    const struct fn *fn = &program->fns[use->fn];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
            bool is_array = operand.kind == IR_OPERAND_ADDRESS;
            if (!is_end(program, use, operand, 3 - use->end))
                continue;
            if (!is_array && bitset_has(&channels->inherits, use->fn) && redirects(fn, call, i))
                return true;
            for (uint32_t k = 0; k < site->targets.count; k++)
                if (becomes_output(channels, site->targets.items[k], i + 1,
                                   is_array ? 3 - use->end : 0))
                    return true;
        }
    }
    return false;
}

/* The local that the operand is, lies in, or is the address of; 0 = none. */
static uint32_t root_local(const struct fn *fn, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
        return 0;
    const struct ir_place *place = fn_place(fn, operand.index);
    while (place->parent.index)
        place = fn_place(fn, place->parent.index);
    return place->kind == IR_PLACE_LOCAL ? place->argument : 0;
}

/* Whether the call gets the set of channels which that other one waits for: it may receive from each. */
static bool gets_set(const struct fn *fn, const struct ir_instr *await, const struct ir_instr *call)
{
    for (uint32_t i = 0; i < await->arguments.count; i++) {
        uint32_t set = root_local(fn, fn->unit->operands[await->arguments.first + i]);
        for (uint32_t k = 0; set && k < call->arguments.count; k++)
            if (root_local(fn, fn->unit->operands[call->arguments.first + k]) == set)
                return true;
    }
    return false;
}

/* A way from where the program is started to where its end is waited for, on which nobody gets the end that is
 * received from. */
static struct path_answer find_undrained(const struct program *program,
                                         const struct channel_use *receive)
{
    static const struct path_result is_parent = {IR_GT, 0};
    const struct fn *fn = &program->fns[receive->fn];
    struct path_query query = {.program = program, .fn = receive->fn, .given = &is_parent};
    uint32_t n_forks = 0;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        if (forks(program, site) || functions_lead_to_fork(program, site)) {
            path_mark(&query, site->instr, PATH_FROM);
            n_forks++;
            continue;
        }
        for (uint32_t i = 0; i < call->arguments.count; i++)
            if (is_end(program, receive, fn->unit->operands[call->arguments.first + i],
                       receive->end))
                path_mark(&query, site->instr, PATH_STOP);
        if (receive->kind == USE_AWAIT_EACH &&
            gets_set(fn, &fn->unit->instrs[receive->instr], call))
            path_mark(&query, site->instr, PATH_STOP);
        if (reap_is_made(program, receive->fn, site->instr))
            path_mark(&query, site->instr, PATH_TO);
    }
    struct path_answer answer = {.found = false};
    if (n_forks == 1)
        answer = path_find(&query);
    path_query_deinit(&query);
    return answer;
}

void reap_state(const struct program *program, const struct channel_use *receive,
                const struct creation *creation, const struct path_answer *answer,
                struct channel_trouble *trouble)
{
    const struct fn *fn = &program->fns[receive->fn];
    const struct ir_instr *reap = &fn->unit->instrs[answer->to_instr];
    struct creation *anchor = ARENA_NEW(program->run, struct creation);
    struct step step = channels_step(program, receive->fn, receive->instr,
                                     "what the program writes is received only here");

    *anchor = *creation;
    anchor->at = graph_place(program, fn, reap->at);
    anchor->anchor = ir_print_call(fn->unit, fn->ir, reap, program->run);
    trouble->failure = FULL_PROGRAM_REAPED;
    trouble->anchor = anchor;
    trouble->other = fn->name;
    trouble->assumption = "that the program writes more than the pipe has room for";
    trouble->witness = channels_join_steps(program, answer->decisions, step);
    trouble->often = contexts_multiplicity(program, receive->fn, answer->to_block);
}

static bool is_reaped(const struct channels *channels, const struct channel_use *receive,
                      const struct creation *creation, struct channel_trouble *trouble)
{
    const struct program *program = channels->program;

    if (!receive->place || (receive->end != 1 && receive->end != 2) ||
        receive->element < elements_named(program) || !reap_is_output(channels, receive))
        return false;
    struct path_answer answer = find_undrained(program, receive);
    if (!answer.found || answer.around ||
        !overfull_comes_before(program, receive->fn, answer.to_instr, receive->instr, NULL))
        return false;
    reap_state(program, receive, creation, &answer, trouble);
    return true;
}

bool overfull_program_is_reaped(const struct channels *channels, const struct channel_use *receive,
                                const struct creation *creation, struct channel_trouble *trouble)
{
    uint32_t fn = receive->fn;

    if (receive->kind == USE_RECEIVE)
        return is_reaped(channels, receive, creation, trouble) ||
               overfull_object_is_reaped(channels, receive, creation, trouble);
    if (receive->kind != USE_AWAIT_EACH)
        return false;
    /* all channels that the one call waits for: any of them may be the program's output */
    for (uint32_t i = channels->first_of_fn[fn]; i < channels->first_of_fn[fn + 1]; i++) {
        const struct channel_use *each = &channels->uses.items[channels->by_fn.items[i]];
        if (each->kind == USE_AWAIT_EACH && each->group == receive->group &&
            is_reaped(channels, each, creation, trouble))
            return true;
    }
    return false;
}
