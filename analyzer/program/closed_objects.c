/* A function that ends something of an object, and then hands the object to what sends:
 *
 *     close(monitor->commands);             pthread_join(index->writer, NULL);
 *     monitor_command(monitor, FLUSH);      index_commit(index);
 *
 * The send is followed up through the functions that are given the object, to one which has ended before, for the
 * same object, the end that the send goes to, or the only thread that receives. A send behind a test of the object
 * may know of its end.
 *
 * Requires channels, threads. */
#include "program/closed_objects.h"

#include "ir/print.h"
#include "program/closed_calls.h"
#include "program/closed_renewed.h"
#include "program/conditions.h"
#include "program/creations.h"
#include "program/elements.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/stores.h"
#include "program/ways.h"

/* Bounds: functions above the send; calls of each; calls down to what ends the object. */
enum { OBJECT_FNS_MOST = 40, OBJECT_DEPTH = 4, ENDS_DEPTH = 2 };

/* A call, or the send itself, in a function that has got the object as that parameter. */
struct given {
    uint32_t fn, block, instr;
    uint32_t parameter; /* from 1 */
    uint32_t depth;
};

struct asking {
    const struct channels *channels;
    const struct program *program;
    const struct channel_use *send;
    const struct creation *creation;
    uint32_t receiver; /* the only thread that receives; 0 = none */
    uint32_t end;      /* the field that is sent to, as an element; 0 = it is no field */
    struct channel_trouble *trouble;
    VECTOR(struct given) todo;
    struct bitset seen;
};

/* ---- objects ---- */

/* The object that the place is a part of: the pointer that leads there, or its address. */
static struct ir_operand object_of(const struct fn *fn, uint32_t id)
{
    while (id && fn_place(fn, id)->kind != IR_PLACE_DEREF && fn_place(fn, id)->parent.index)
        id = fn_place(fn, id)->parent.index;
    if (!id)
        return (struct ir_operand){IR_OPERAND_NONE, 0};
    if (fn_place(fn, id)->kind == IR_PLACE_DEREF)
        return (struct ir_operand){IR_OPERAND_PLACE, fn_place(fn, id)->parent.index};
    return (struct ir_operand){IR_OPERAND_ADDRESS, id};
}

/* The object, as a function knows it. */
struct known_object {
    uint32_t fn;
    struct ir_operand operand; /* the pointer to it, or its address */
    uint32_t parameter;        /* or the parameter, from 1, that points to it; 0 = none */
};

/* The parameter, from 1, that the operand's value is; 0 = none. */
static uint32_t parameter_of(const struct fn *fn, struct ir_operand operand)
{
    for (uint32_t copies = 0; copies < 3; copies++) {
        uint32_t local = fn_local(fn, operand);
        const struct ir_instr *write = local ? conditions_only_write(fn, operand.index) : NULL;
        if (local && !write && local <= fn->ir->n_parameters)
            return local;
        if (!write || write->op != IR_COPY)
            return 0;
        operand = write->a;
    }
    return 0;
}

static bool is_same(const struct program *program, const struct known_object *object,
                    struct ir_operand operand)
{
    if (object->parameter)
        return parameter_of(&program->fns[object->fn], operand) == object->parameter;
    return operand.kind == object->operand.kind && operand.index == object->operand.index &&
           operand.kind != IR_OPERAND_NONE;
}

/* ---- the send ---- */

/* Whether the way to the block tests a field or global: whoever tests may know of the end. */
static bool is_guarded(const struct program *program, uint32_t fn, uint32_t block)
{
    struct condition_list before = {0};

    conditions_before(program, fn, block, &before);
    bool guarded = before.count != 0;
    vector_deinit(&before);
    return guarded;
}

static void add(struct asking *asking, struct given given)
{
    if (asking->todo.count < OBJECT_FNS_MOST &&
        !is_guarded(asking->program, given.fn, given.block) && bitset_add(&asking->seen, given.fn))
        vector_push(&asking->todo, given);
}

/* The parameter that leads to the end of a queue that is written: `*queue->tail = node`, `queue->last->next = node`. */
static uint32_t parameter_behind(const struct fn *fn, uint32_t id)
{
    enum { POINTERS_MOST = 3 };
    uint32_t parameter = 0;

    for (uint32_t i = 0; i < POINTERS_MOST && id && !parameter; i++) {
        struct ir_operand object = object_of(fn, id);
        parameter = parameter_of(fn, object);
        id = object.kind == IR_OPERAND_PLACE ? object.index : 0;
    }
    return parameter;
}

/* The function that sends, and the parameter in which it gets the object. */
static void add_send(struct asking *asking)
{
    const struct channel_use *send = asking->send;
    const struct fn *fn = &asking->program->fns[send->at_fn];
    const struct ir_instr *instr = &fn->unit->instrs[send->at_instr];
    struct given given = {send->at_fn, send->at_block, send->at_instr, 0, 0};

    if (instr->op != IR_CALL && instr->dst.index)
        given.parameter = parameter_behind(fn, instr->dst.index);
    for (uint32_t i = 1; instr->op == IR_CALL && i <= instr->arguments.count; i++) {
        struct ir_operand argument = fn_argument(fn, send->at_instr, i);
        if (argument.kind != IR_OPERAND_PLACE || given.parameter)
            continue;
        const struct ir_place *place = fn_place(fn, argument.index);
        bool is_field = place->kind == IR_PLACE_FIELD;
        bool is_of_pair = place->kind == IR_PLACE_INDEX &&
                          fn_place(fn, place->parent.index)->kind == IR_PLACE_FIELD;
        if (!is_field && !is_of_pair)
            continue;
        given.parameter = parameter_of(fn, object_of(fn, argument.index));
        uint32_t element =
            element_of_place(asking->program, send->at_fn, (struct ir_place_id){argument.index});
        if (is_field && element == send->element)
            asking->end = element;
    }
    if (given.parameter)
        add(asking, given);
}

/* ---- ends ---- */

/* Marks where the function closes that field of the object; whether it does. */
static bool closes(const struct asking *asking, const struct known_object *object,
                   enum path_mark mark, struct path_query *query)
{
    const struct channels *channels = asking->channels;
    uint32_t number = object->fn;
    const struct fn *fn = &asking->program->fns[number];
    bool any = false;

    for (uint32_t i = channels->first_of_fn[number]; i < channels->first_of_fn[number + 1]; i++) {
        const struct channel_use *close = &channels->uses.items[channels->by_fn.items[i]];
        bool is_it = close->kind == USE_CLOSE && close->place && close->element == asking->end &&
                     fn_place(fn, close->place)->kind == IR_PLACE_FIELD &&
                     is_same(asking->program, object, object_of(fn, close->place));
        if (is_it)
            path_mark(query, close->instr, mark);
        any |= is_it;
    }
    return any;
}

/* Whether that call starts the receiver, with its handle in that field. */
static bool starts_in(const struct asking *asking, const struct start *start, uint32_t field)
{
    const struct program *program = asking->program;
    const struct fn *fn = &program->fns[start->fn];
    const struct ir_instr *call = &fn->unit->instrs[start->instr];

    if (call->op != IR_CALL || start->body != asking->receiver)
        return false;
    if (element_of_place(program, start->fn, call->dst) == field)
        return true;
    for (uint32_t i = 0; i < call->arguments.count; i++)
        if (element_of_operand(program, start->fn, fn->unit->operands[call->arguments.first + i]) ==
            field)
            return true;
    return false;
}

/* Whether what lies in the field is the handle of the receiver, and of nobody else. */
static bool is_handle(const struct asking *asking, uint32_t field)
{
    const struct creations *all = &asking->program->solution->creations;
    bool is = false;

    for (uint32_t i = 1; i < all->items.count; i++) {
        const struct creation_record *record = &all->items.items[i];
        for (uint32_t s = 0; s < record->starts.count; s++)
            is |= record->body_fns.count == 1 && starts_in(asking, &record->starts.items[s], field);
    }
    return is;
}

/* Marks where the function joins the receiver, whose handle lies in the object; whether it does. */
static bool joins(const struct asking *asking, const struct known_object *object,
                  enum path_mark mark, struct path_query *query)
{
    const struct program *program = asking->program;
    const struct uses *uses = stops_uses(program);
    uint32_t number = object->fn;
    const struct fn *fn = &program->fns[number];
    bool any = false;

    for (uint32_t i = uses->first[number]; asking->receiver && i < uses->first[number + 1]; i++) {
        const struct use *join = &uses->items.items[i];
        struct ir_operand handle = fn_argument(fn, join->instr, join->used);
        if (join->kind != USE_JOIN || handle.kind != IR_OPERAND_PLACE ||
            fn_place(fn, handle.index)->kind != IR_PLACE_FIELD ||
            !is_same(program, object, object_of(fn, handle.index)) ||
            !is_handle(asking, element_of_operand(program, number, handle)))
            continue;
        path_mark(query, join->instr, mark);
        any = true;
    }
    return any;
}

static bool ends(const struct asking *asking, const struct known_object *object, bool closed,
                 enum path_mark mark, uint32_t depth, struct path_query *query);

/* Whether what is called with the object as that argument ends it on each of its ways. Recursion: ENDS_DEPTH. */
static bool always_ends(const struct asking *asking, const struct call_site *site,
                        uint32_t argument, bool closed,
                        uint32_t depth) // NOLINT(misc-no-recursion): ENDS_DEPTH
{
    const struct program *program = asking->program;
    uint32_t callee = site->targets.count == 1 && !site->unresolved ? site->targets.items[0] : 0;

    if (!callee || program->fns[callee].is_model ||
        argument > program->fns[callee].ir->n_parameters)
        return false;
    struct known_object given = {.fn = callee, .parameter = argument};
    struct path_query query = {
        .program = program, .fn = callee, .from_entry = true, .to_return = true};
    bool always = ends(asking, &given, closed, PATH_STOP, depth, &query);
    if (always)
        always = !path_find(&query).found;
    path_query_deinit(&query);
    return always;
}

/* Marks where the function ends the object by itself, or calls, with the object, what does; whether there is such. */
static bool ends(const struct asking *asking, const struct known_object *object, bool closed,
                 enum path_mark mark, uint32_t depth,
                 struct path_query *query) // NOLINT(misc-no-recursion): ENDS_DEPTH
{
    const struct fn *fn = &asking->program->fns[object->fn];
    bool any = closed ? closes(asking, object, mark, query) : joins(asking, object, mark, query);

    for (uint32_t c = 0; depth && c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        for (uint32_t i = 1; i <= call->arguments.count; i++) {
            if (!is_same(asking->program, object, fn_argument(fn, fn->calls[c].instr, i)) ||
                !always_ends(asking, &fn->calls[c], i, closed, depth - 1))
                continue;
            path_mark(query, fn->calls[c].instr, mark);
            any = true;
        }
    }
    return any;
}

/* Marks what gives the field another value, or may do so; or (`end` 0) starts the thread anew. */
static void mark_renewals(const struct asking *asking, uint32_t end, struct path_query *query)
{
    const struct program *program = asking->program;
    const struct stop_facts *facts = stops_facts(program);
    const struct stores *stores = ways_stores(facts->ways);
    const struct fn *fn = &program->fns[query->fn];
    struct store_span span = stores_to(stores, end);

    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        if (store->fn == query->fn)
            path_mark(query, store->instr, PATH_STOP);
        for (uint32_t c = 0; store->fn != query->fn && c < fn->n_calls; c++)
            if (functions_lead_to(facts, &fn->calls[c], store->fn))
                path_mark(query, fn->calls[c].instr, PATH_STOP);
    }
    if (end)
        return;
    const struct creations *all = &program->solution->creations;
    for (uint32_t i = 1; i < program->n_fns; i++)
        for (uint32_t k = all->first_start[i]; k < all->first_start[i + 1]; k++)
            for (uint32_t c = 0; all->starts_in[k].body == asking->receiver && c < fn->n_calls; c++)
                if (functions_lead_to(facts, &fn->calls[c], all->starts_in[k].fn))
                    path_mark(query, fn->calls[c].instr, PATH_STOP);
}

/* ---- the answer ---- */

static void state(const struct asking *asking, uint32_t number, const struct path_answer *answer,
                  bool closed)
{
    const struct program *program = asking->program;
    const struct fn *fn = &program->fns[number];
    struct channel_trouble *trouble = asking->trouble;
    struct creation *anchor = ARENA_NEW(program->run, struct creation);
    const char *name = closed ? NULL : program->fns[asking->receiver].name;
    struct step *steps = ARENA_ARRAY(program->run, struct step, answer->decisions.count + 1);

    steps[0] = channels_step(
        program, number, answer->from_instr,
        closed ? "closed here"
               : arena_printf(program->run, "%s(), which receives, has ended here", name));
    for (size_t i = 0; i < answer->decisions.count; i++)
        steps[i + 1] = answer->decisions.items[i];
    *anchor = *asking->creation;
    anchor->at = graph_place(program, fn, fn->unit->instrs[answer->to_instr].at);
    anchor->function = fn->name;
    anchor->anchor =
        ir_print_call(fn->unit, fn->ir, &fn->unit->instrs[answer->to_instr], program->run);
    trouble->failure = closed ? SEND_AFTER_CLOSE : SEND_AFTER_JOIN;
    trouble->other = name;
    trouble->anchor = anchor;
    trouble->often = contexts_multiplicity(program, number, answer->to_block);
    trouble->witness = (struct steps){steps, answer->decisions.count + 1};
}

/* Whether the function ends it before that call, which gets the object. */
static bool is_ended_before(const struct asking *asking, uint32_t number,
                            const struct call_site *site, struct ir_operand object)
{
    const struct fn *fn = &asking->program->fns[number];

    for (uint32_t closed = 0; closed < 2; closed++) {
        struct path_query query = {.program = asking->program, .fn = number};
        struct known_object it = {.fn = number, .operand = object};
        bool any =
            (!closed || asking->end) && ends(asking, &it, closed, PATH_FROM, ENDS_DEPTH, &query);
        const uint32_t *mark = intmap_find(&query.marks, site->instr);
        struct path_answer answer = {.found = false};
        if (any && !(mark && *mark)) {
            mark_renewals(asking, closed ? asking->end : 0, &query);
            if (object.kind == IR_OPERAND_PLACE && fn_local(fn, object))
                query.kept = (struct ir_place_id){object.index};
            path_mark(&query, site->instr, PATH_TO);
            answer = path_find(&query);
        }
        path_query_deinit(&query);
        bool is_renewed =
            closed && answer.found &&
            closed_is_renewed(asking->program, number, answer.from_instr, asking->end);
        if (answer.found && !answer.around && answer.to_instr == site->instr && !is_renewed) {
            state(asking, number, &answer, closed);
            return true;
        }
    }
    return false;
}

/* The calls of the function: they end it before, or are in a function that is given the object as well. */
static bool climb(struct asking *asking, const struct given *given)
{
    const struct program *program = asking->program;
    const struct fn_list *callers = &program->fns[given->fn].callers;

    for (uint32_t i = 0; i < callers->count; i++) {
        uint32_t caller = callers->items[i];
        const struct fn *fn = &program->fns[caller];
        if (fn->is_model || !contexts_reached(program, caller))
            continue;
        for (uint32_t c = 0; c < fn->n_calls; c++) {
            const struct call_site *site = &fn->calls[c];
            if (!call_reaches(site, given->fn) || site->targets.count != 1)
                continue;
            struct ir_operand object = fn_argument(fn, site->instr, given->parameter);
            if (is_ended_before(asking, caller, site, object))
                return true;
            uint32_t parameter = parameter_of(fn, object);
            if (parameter && given->depth < OBJECT_DEPTH)
                add(asking,
                    (struct given){caller, site->block, site->instr, parameter, given->depth + 1});
        }
    }
    return false;
}

bool closed_by_objects(const struct channels *channels, const struct channel *channel,
                       const struct channel_use *send, const struct creation *creation,
                       struct channel_trouble *trouble)
{
    struct arena *scratch = arena_new();
    struct asking asking = {
        .channels = channels,
        .program = channels->program,
        .send = send,
        .creation = creation,
        .receiver = channel->escapes || send->quiet ? 0 : closed_only_receiver(channels, channel),
        .trouble = trouble,
        .seen = bitset_new(scratch, channels->program->n_fns)};
    bool found = false;

    add_send(&asking);
    for (uint32_t at = 0; at < asking.todo.count && !found; at++) {
        struct given given = asking.todo.items[at];
        found = climb(&asking, &given);
    }
    vector_deinit(&asking.todo);
    arena_free(scratch);
    return found;
}
