/* A program whose output is read from a descriptor in an object, behind the wait for its end:
 *
 *     start(c):   pipe(ends); c->pid = fork();           finish(c):  waitpid(c->pid);
 *                 dup2(ends[1], 1); exec(...);                       while (read(c->out, ...) > 0)
 *                 c->out = ends[0];                                      ...
 *
 * Requires channels. */
#include "program/elements.h"
#include "program/overfull.h"

/* The local that the place is reached from; 0 = none. */
static uint32_t object_of(const struct fn *fn, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE || fn_place(fn, operand.index)->kind != IR_PLACE_FIELD)
        return 0;
    return fn_root_local(fn, operand.index);
}

/* The pipe that one function makes, of which an end is put into the field, while the other one becomes the output of a
 * program. */
static bool is_output_of_program(const struct channels *channels, const struct channel_use *made,
                                 uint32_t field)
{
    const struct program *program = channels->program;
    const struct fn *fn = &program->fns[made->fn];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *copy = &fn->unit->instrs[i];
            if (copy->op != IR_COPY || copy->a.kind != IR_OPERAND_PLACE ||
                element_of_named_place(program, made->fn, copy->dst) != field ||
                element_of_operand(program, made->fn, copy->a) != made->element)
                continue;
            struct channel_use end = *made;
            end.end = channel_flow_index(fn, (struct ir_place_id){copy->a.index});
            if ((end.end == 1 || end.end == 2) && reap_is_output(channels, &end))
                return true;
        }
    }
    return false;
}

/* Whether all who receive do so in the function, behind that call; what lies in another field is of other objects, even where
 * one function is handed both. */
static bool all_receive_behind(const struct channels *channels, const struct channel_use *receive,
                               uint32_t wait)
{
    const struct channel *channel = channels_find(channels, receive);
    uint32_t number = receive->fn;
    const uint64_t receives =
        UINT64_C(1) << USE_RECEIVE | UINT64_C(1) << USE_AWAIT_EACH | UINT64_C(1) << USE_WATCH;

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[i];
        bool is_other = element_is_field(use->element) && use->element != receive->element &&
                        use->element < elements_named(channels->program);
        if (receives >> use->kind & 1 && use->reached && !is_other &&
            (use->fn != number ||
             !overfull_comes_before(channels->program, number, wait, use->instr, NULL)))
            return false;
    }
    return true;
}

/* A way through the function to where it waits for the process of the object, on which nobody gets the descriptor. */
static struct path_answer find_wait(const struct program *program,
                                    const struct channel_use *receive)
{
    const struct fn *fn = &program->fns[receive->fn];
    struct path_query query = {.program = program, .fn = receive->fn, .from_entry = true};
    struct ir_operand descriptor = {IR_OPERAND_PLACE, receive->place};
    uint32_t object = object_of(fn, descriptor);

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        bool waits = false, gets = site->unresolved;
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand given = fn->unit->operands[call->arguments.first + i];
            gets |= element_of_operand(program, receive->fn, given) == receive->element ||
                    fn_local(fn, given) == object;
            waits |= object && object_of(fn, given) == object;
        }
        if (waits && reap_is_made(program, receive->fn, site->instr))
            path_mark(&query, site->instr, PATH_TO);
        else if (gets)
            path_mark(&query, site->instr, PATH_STOP);
    }
    struct path_answer answer = path_find(&query);
    path_query_deinit(&query);
    return answer;
}

bool overfull_object_is_reaped(const struct channels *channels, const struct channel_use *receive,
                               const struct creation *creation, struct channel_trouble *trouble)
{
    const struct program *program = channels->program;
    const struct channel *channel = channels_find(channels, receive);
    bool is_output = false;

    if (!receive->place || receive->element >= elements_named(program) ||
        !element_is_field(receive->element))
        return false;
    for (uint32_t i = channel->first; i < channel->first + channel->count && !is_output; i++)
        is_output = channels->uses.items[i].kind == USE_ENDS &&
                    is_output_of_program(channels, &channels->uses.items[i], receive->element);
    if (!is_output)
        return false;
    struct path_answer answer = find_wait(program, receive);
    if (!answer.found || !all_receive_behind(channels, receive, answer.to_instr))
        return false;
    reap_state(program, receive, creation, &answer, trouble);
    return true;
}
