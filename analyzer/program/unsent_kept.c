/* A pipe that one function makes, together with the child that writes to it, and another function reads until its
 * end:
 *
 *     begin(c):  pipe(c->ends);              read_all(c):  while (read(c->ends[0], …) > 0)
 *                if (fork() == 0)                              …
 *                    … exec(…);              run():        begin(&c); read_all(&c);
 *
 * The process keeps the end that writes on every way from the one to the other. What is closed is known by element
 * (elements.h), so that any object of that type counts as closed where one is.
 *
 * Requires channels, ends. */
#include "program/below.h"
#include "program/conditions.h"
#include "program/elements.h"
#include "program/model_control.h"
#include "program/stops.h"
#include "program/stores.h"
#include "program/unsent_ends.h"

struct kept_end {
    const struct channels *channels;
    const struct program *program;
    const struct channel_use *wait;
    uint32_t read,
        made; /* the array of the ends: where it is received from, and where it is filled */
    uint32_t maker,
        end; /* where they lie in fields: the function that puts them there, and the end that is read */
    uint32_t field;       /* the field with the other one; 0 = it is put into none */
    uint32_t made_at;     /* the call that makes them */
    struct bitset givers; /* functions in or below which somebody gets the other end */
};

/* The place of somebody who has made the ends, or in or below whom they were made. */
struct kept_site {
    uint32_t fn;
    uint32_t instr;
    bool forked;                     /* a child was made since */
    const struct path_result *given; /* what the call has returned; NULL = anything */
};

static bool is_other_end(const struct kept_end *kept, uint32_t fn, struct ir_operand operand)
{
    uint32_t element = element_of_operand(kept->program, fn, operand);

    if (element && element == kept->field)
        return true;
    if (kept->maker && fn != kept->maker)
        return false;
    if (!element || (element != kept->read && element != kept->made))
        return false;
    return operand.kind == IR_OPERAND_ADDRESS ||
           channel_flow_index(&kept->program->fns[fn], (struct ir_place_id){operand.index}) !=
               kept->end;
}

/* Whether the instruction only puts the other end into its field, or makes both; or stands in a child. */
static bool is_harmless(const struct kept_end *kept, uint32_t number, uint32_t instr)
{
    const struct fn *fn = &kept->program->fns[number];
    const struct ir_instr *what = &fn->unit->instrs[instr];

    if (!kept->maker)
        return false;
    if (what->op == IR_COPY && number == kept->maker && what->dst.index &&
        element_of_named_place(kept->program, number, what->dst) == kept->field)
        return kept->field != 0;
    if (what->op == IR_CALL && number == kept->maker && instr == kept->made_at)
        return true;
    return contexts_in_child(kept->program, number, conditions_block_of(fn, instr));
}

/* Whether the instruction gives the other end to somebody: by a call, or by a copy. */
static bool gives(const struct kept_end *kept, uint32_t fn, uint32_t number)
{
    const struct ir_unit *unit = kept->program->fns[fn].unit;
    const struct ir_instr *instr = &unit->instrs[number];

    if (is_harmless(kept, fn, number))
        return false;
    if (instr->op != IR_CALL)
        return instr->dst.index && is_other_end(kept, fn, instr->a);
    for (uint32_t i = 0; i < instr->arguments.count; i++)
        if (is_other_end(kept, fn, unit->operands[instr->arguments.first + i]))
            return true;
    return false;
}

/* Whether code out of sight gets an object by the call: it may be the one with the ends. */
static bool hands_out(const struct kept_end *kept, uint32_t number, const struct call_site *site)
{
    const struct fn *fn = &kept->program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];

    if (site->targets.count)
        return false;
    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
            continue;
        const struct ir_type *type = stores_type_of_place(fn, (struct ir_place_id){operand.index});
        if (operand.kind == IR_OPERAND_PLACE && type->kind == IR_TYPE_POINTER)
            type = &fn->unit->types[type->element.index];
        if (type->kind == IR_TYPE_RECORD)
            return true;
    }
    return false;
}

static bool gives_in(const struct kept_end *kept, uint32_t number)
{
    const struct fn *fn = &kept->program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (hands_out(kept, number, &fn->calls[c]))
            return true;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++)
            if (gives(kept, number, block->instrs.first + i))
                return true;
        if (block->end == IR_END_RETURN && is_other_end(kept, number, block->a))
            return true;
    }
    return false;
}

static bool leads_to_giver(const struct kept_end *kept, const struct call_site *site)
{
    for (uint32_t t = 0; t < site->targets.count; t++)
        if (bitset_has(&kept->givers, site->targets.items[t]))
            return true;
    return site->unresolved;
}

/* Stops the query's ways where somebody gets the other end, but for the call itself from which they begin. */
static void mark_givers(const struct kept_end *kept, struct path_query *query, uint32_t from)
{
    const struct fn *fn = &kept->program->fns[query->fn];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range range = fn_block(fn, id)->instrs;
        for (uint32_t i = range.first; i < range.first + range.count; i++)
            if (i != from && gives(kept, query->fn, i))
                path_mark(query, i, PATH_STOP);
    }
    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (fn->calls[c].instr != from &&
            (leads_to_giver(kept, &fn->calls[c]) || hands_out(kept, query->fn, &fn->calls[c])))
            path_mark(query, fn->calls[c].instr, PATH_STOP);
}

/* Marks where the function comes to the wait, and nobody gets the other end on the way there. */
static bool mark_waits(const struct kept_end *kept, struct path_query *query, uint32_t from)
{
    const struct fn *fn = &kept->program->fns[query->fn];
    bool any = query->fn == kept->wait->fn;

    if (any)
        path_mark(query, kept->wait->instr, PATH_TO);
    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (fn->calls[c].instr != from && !leads_to_giver(kept, &fn->calls[c]) &&
            functions_lead_to(stops_facts(kept->program), &fn->calls[c], kept->wait->fn)) {
            path_mark(query, fn->calls[c].instr, PATH_TO);
            any = true;
        }
    return any;
}

/* A way on from the site on which nobody gets the other end: to that instruction; or (0) to the wait; or (`returned`)
 * back to the caller with such a result. */
static struct path_answer find_way(const struct kept_end *kept, const struct kept_site *site,
                                   uint32_t to, const struct path_result *returned)
{
    struct path_query query = {.program = kept->program,
                               .fn = site->fn,
                               .given = site->given,
                               .returned = returned,
                               .to_return = returned != NULL};
    struct path_answer answer = {.found = false};
    bool any = to || returned;

    path_mark(&query, site->instr, PATH_FROM);
    mark_givers(kept, &query, site->instr);
    if (to)
        path_mark(&query, to, PATH_TO);
    else if (!returned)
        any = mark_waits(kept, &query, site->instr);
    if (any)
        answer = path_find(&query);
    path_query_deinit(&query);
    return answer;
}

static struct path_answer find_above(const struct kept_end *kept, const struct kept_site *site,
                                     uint32_t up);

/* The way on from a site behind which a child has been made: to the wait, or back to a caller and to it from there. */
static struct path_answer find_behind(const struct kept_end *kept, const struct kept_site *site,
                                      uint32_t up) // NOLINT(misc-no-recursion): UP_MOST
{
    static const struct path_result results[] = {{IR_EQ, 0}, {IR_GT, 0}, {IR_LT, 0}};
    struct path_answer answer = {.found = false};

    if (site->forked)
        answer = find_way(kept, site, 0, NULL);
    for (uint32_t i = 0; i < 3 && !answer.found; i++)
        if (find_way(kept, site, 0, &results[i]).found) {
            struct kept_site below = *site;
            below.given = &results[i];
            answer = find_above(kept, &below, up);
        }
    return answer;
}

/* The same, and before a child may have to be made. */
static struct path_answer find_from(const struct kept_end *kept, const struct kept_site *site,
                                    uint32_t up) // NOLINT(misc-no-recursion): UP_MOST
{
    static const struct path_result is_parent = {IR_GT, 0};
    const struct fn *fn = &kept->program->fns[site->fn];
    struct path_answer answer = {.found = false};

    for (uint32_t c = 0; !site->forked && c < fn->n_calls && !answer.found; c++) {
        const struct call_site *call = &fn->calls[c];
        if (!call->targets.count || !model_forks(kept->program, call->targets.items[0]) ||
            !find_way(kept, site, call->instr, NULL).found)
            continue;
        struct kept_site fork = {site->fn, call->instr, true, &is_parent};
        answer = find_behind(kept, &fork, up);
    }
    return answer.found ? answer : find_behind(kept, site, up);
}

static struct path_answer find_above(const struct kept_end *kept, const struct kept_site *site,
                                     uint32_t up) // NOLINT(misc-no-recursion): UP_MOST
{
    enum { UP_MOST = 2, CALLERS_MOST = 20 };
    const struct fn *below = &kept->program->fns[site->fn];
    struct path_answer answer = {.found = false};

    if (up == UP_MOST || below->callers.count > CALLERS_MOST)
        return answer;
    for (uint32_t i = 0; i < below->callers.count && !answer.found; i++) {
        const struct fn *fn = &kept->program->fns[below->callers.items[i]];
        for (uint32_t c = 0; c < fn->n_calls && !answer.found; c++) {
            const struct call_site *call = &fn->calls[c];
            if (call->targets.count != 1 || call->unresolved || call->targets.items[0] != site->fn)
                continue;
            struct kept_site above = {below->callers.items[i], call->instr, site->forked,
                                      site->given};
            answer = find_from(kept, &above, up + 1);
        }
    }
    return answer;
}

/* The only call that makes both ends; NULL = there are several, or none. */
static const struct channel_use *only_made(const struct channels *channels,
                                           const struct channel *channel)
{
    const struct channel_use *made = NULL;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->kind != USE_ENDS)
            continue;
        if (made && (made->at_fn != use->at_fn || made->at_instr != use->at_instr))
            return NULL;
        made = use;
    }
    return made;
}

/* Whether the process that reads may send, too, such as from a signal handler: then it is not the end that it waits for. */
static bool sends_itself(const struct channels *channels, const struct channel *channel)
{
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        if (use->kind == USE_SEND && !contexts_in_child(channels->program, use->fn, use->block))
            return true;
    }
    return false;
}

/* A way from the site to the wait on which nobody gets the other end. */
static struct path_answer find_kept(struct kept_end *kept, const struct kept_site *site)
{
    struct arena *scratch = arena_new();

    kept->givers = bitset_new(scratch, kept->program->n_fns);
    for (uint32_t fn = 1; fn < kept->program->n_fns; fn++)
        if (!kept->program->fns[fn].is_model && gives_in(kept, fn))
            bitset_add(&kept->givers, fn);
    functions_add_above(kept->program, &kept->givers);
    struct path_answer answer = find_from(kept, site, 0);
    arena_free(scratch);
    return answer;
}

static bool tell_kept(struct kept_end *kept, const struct kept_site *site,
                      struct channel_trouble *trouble)
{
    struct path_answer answer = find_kept(kept, site);

    if (!answer.found)
        return false;
    struct step step = channels_step(kept->program, kept->wait->fn, kept->wait->instr,
                                     "here the end that writes is still open in this process");
    trouble->failure = WAIT_OWN_END;
    trouble->witness = channels_join_steps(kept->program, answer.decisions, step);
    return true;
}

bool unsent_kept_end(const struct channels *channels, const struct channel_use *wait,
                     struct channel_trouble *trouble)
{
    const struct program *program = channels->program;
    const struct channel *channel = channels_find(channels, wait);
    const struct channel_use *made = only_made(channels, channel);
    struct kept_end kept = {.channels = channels,
                            .program = program,
                            .wait = wait,
                            .read = wait->element,
                            .end = wait->end};

    if (!made || channel->is_awaited || sends_itself(channels, channel))
        return false;
    const struct fn *maker = &program->fns[made->at_fn];
    const struct ir_instr *call = &maker->unit->instrs[made->at_instr];
    if (call->op != IR_CALL || !call->arguments.count)
        return false;
    kept.made =
        element_of_operand(program, made->at_fn, maker->unit->operands[call->arguments.first]);
    if (!kept.made)
        return false;

    struct kept_site site = {made->at_fn, made->at_instr, false, NULL};
    return tell_kept(&kept, &site, trouble);
}

/* ---- ends in fields ---- */

/* Whether the copy puts an end of the pipe into a field: then which one, and which field. */
static bool puts_end(const struct kept_end *kept, const struct ir_instr *copy, uint32_t *ret_end,
                     uint32_t *ret_field)
{
    const struct program *program = kept->program;
    const struct fn *fn = &program->fns[kept->maker];

    if (copy->op != IR_COPY || !copy->dst.index || copy->a.kind != IR_OPERAND_PLACE ||
        element_of_operand(program, kept->maker, copy->a) != kept->made)
        return false;
    *ret_end = channel_flow_index(fn, (struct ir_place_id){copy->a.index});
    *ret_field = element_of_named_place(program, kept->maker, copy->dst);
    return (*ret_end == 1 || *ret_end == 2) && *ret_field && element_is_field(*ret_field);
}

/* Finds the fields into which the function that makes the pipe puts its ends: one of them is that which is read. */
static bool find_fields(struct kept_end *kept)
{
    const struct fn *fn = &kept->program->fns[kept->maker];
    uint32_t fields[3] = {0}, end, field;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            if (!puts_end(kept, &fn->unit->instrs[i], &end, &field))
                continue;
            if (fields[end] && fields[end] != field)
                return false;
            fields[end] = field;
            if (field == kept->wait->element)
                kept->end = end;
        }
    }
    kept->field = kept->end ? fields[3 - kept->end] : 0;
    return kept->end && kept->field != kept->wait->element;
}

bool unsent_kept_field(const struct channels *channels, const struct channel_use *wait,
                       struct channel_trouble *trouble)
{
    const struct program *program = channels->program;
    const struct channel *channel = channels_find(channels, wait);
    const struct channel_use *made = only_made(channels, channel);
    struct kept_end kept = {.channels = channels, .program = program, .wait = wait};

    if (!made || !made->place || channel->is_awaited || !element_is_field(wait->element) ||
        wait->element >= elements_named(program) || sends_itself(channels, channel) ||
        !model_control_forks(program, made->fn))
        return false;
    kept.maker = made->fn;
    kept.made = made->element;
    kept.made_at = made->instr;
    struct kept_site site = {made->fn, made->instr, false, NULL};
    if (!find_fields(&kept))
        return false;
    return tell_kept(&kept, &site, trouble);
}
