/* A function that closes a part of an object where it fails, and one that ends the object:
 *
 *     if (conn_greet(conn) != 0)            conn_greet() has closed conn->fd then
 *         conn_free(conn);                  and this closes it again
 *
 * Path by path through the function that calls both. Requires channels. */
#include "program/closed_releases.h"

#include "program/closed_callees.h"
#include "program/closed_renewed.h"
#include "program/conditions.h"
#include "program/elements.h"
#include "program/stores.h"

/* The parameter behind which the place lies, as a place; 0 = it lies behind none. */
static uint32_t parameter_of(const struct fn *fn, uint32_t place)
{
    uint32_t root = fn_root(fn, place);
    bool is_parameter = fn_place(fn, root)->kind == IR_PLACE_LOCAL &&
                        fn_place(fn, root)->argument <= fn->ir->n_parameters;
    return is_parameter && root != place && !conditions_is_written(fn, root) ? root : 0;
}

/* Whether the function closes whenever that part is open, and the object is there: nothing else is asked. */
static bool asks_nothing_else(const struct program *program, const struct channel_use *close,
                              uint32_t parameter, uint32_t element)
{
    const struct fn *fn = &program->fns[close->fn];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            if (graph_n_successors(block) < 2 || !graph_needs_edge(fn, close->block, id, edge))
                continue;
            bool is_object = block->a.kind == IR_OPERAND_PLACE && block->a.index == parameter;
            if (!is_object && conditions_of_edge(program, close->fn, id, edge).element != element)
                return false;
        }
    }
    return true;
}

struct release {
    const struct program *program;
    struct closed_part part;
    uint32_t element; /* of the part */
    uint32_t caller;
    const struct call_site *site; /* the call of the function that closes */
};

/* A way from the call, which closes with that result, to the release, on which neither the object nor its part changes. */
static struct path_answer find_way(const struct release *release, const struct call_site *first,
                                   const struct path_result *result, struct ir_operand object)
{
    struct path_query query = {.program = release->program,
                               .fn = release->caller,
                               .given = result->relation == IR_NO_OPERATOR ? NULL : result,
                               .kept = {object.index}};
    const struct stores *stores = release->program->stores;
    struct store_span span = stores_to(stores, release->element);

    closed_mark_writers(release->program, release->element, release->site->instr, &query);
    for (uint32_t i = span.first; i < span.end; i++)
        if (stores->items[i].fn == release->caller)
            path_mark(&query, stores->items[i].instr, PATH_STOP);
    path_mark(&query, first->instr, PATH_FROM);
    path_mark(&query, release->site->instr, PATH_TO);
    struct path_answer answer = path_find(&query);
    path_query_deinit(&query);
    return answer;
}

static void tell(const struct release *release, const struct call_site *first,
                 struct channel_trouble *trouble)
{
    const struct program *program = release->program;
    const struct step steps[] = {
        channels_step(program, release->caller, first->instr, "what is called here closes it"),
        channels_step(program, release->caller, release->site->instr,
                      "and what is called here comes to another close"),
    };

    trouble->failure = CLOSED_TWICE;
    trouble->assumption = "that nothing else says that it is closed";
    trouble->witness = (struct steps){arena_copy(program->run, steps, sizeof(steps)), 2};
}

/* Whether a call before has closed the same part of the same object. */
static bool is_closed_before(const struct release *release, struct ir_operand object,
                             struct channel_trouble *trouble)
{
    const struct program *program = release->program;
    const struct fn *fn = &program->fns[release->caller];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *first = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[first->instr];
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand given = fn->unit->operands[call->arguments.first + i];
            struct path_result result;
            if (first->instr == release->site->instr || given.kind != object.kind ||
                given.index != object.index ||
                !closed_by_callee(program, fn, first, i + 1, release->part, &result))
                continue;
            struct path_answer answer = find_way(release, first, &result, object);
            if (!answer.found || answer.around ||
                closed_is_renewed(program, release->caller, first->instr, release->element))
                continue;
            tell(release, first, trouble);
            return true;
        }
    }
    return false;
}

bool closed_by_release(const struct channels *channels, const struct channel_use *close,
                       struct channel_trouble *trouble)
{
    const struct program *program = channels->program;
    const struct fn *fn = &program->fns[close->fn];
    uint32_t parameter = close->at_fn == close->fn ? parameter_of(fn, close->place) : 0;
    struct ir_operand operand = {IR_OPERAND_PLACE, parameter};
    struct release release = {.program = program};

    if (!parameter || !closed_part_of(program, close->fn, operand, close->place, &release.part) ||
        release.part.kind != CLOSED_FIELD)
        return false;
    release.element = release.part.number;
    if (!asks_nothing_else(program, close, parameter, release.element))
        return false;
    uint32_t number = fn_place(fn, parameter)->argument;
    for (uint32_t i = 0; i < fn->callers.count; i++) {
        const struct fn *caller = &program->fns[fn->callers.items[i]];
        for (uint32_t c = 0; c < caller->n_calls; c++) {
            release.caller = fn->callers.items[i];
            release.site = &caller->calls[c];
            if (release.site->targets.count != 1 || release.site->unresolved ||
                release.site->targets.items[0] != close->fn)
                continue;
            struct ir_operand object = fn_argument(caller, release.site->instr, number);
            if (object.kind == IR_OPERAND_PLACE && fn_local(caller, object) &&
                is_closed_before(&release, object, trouble))
                return true;
        }
    }
    return false;
}
