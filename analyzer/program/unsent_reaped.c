/* A child that reads a pipe until its end, while its parent has put the end that writes, and the number of the child, into an
 * object: another function waits for the child's end first, and closes only behind that.
 *
 *     start(m):   pipe(ends); m->pid = fork();           finish(m):  waitpid(m->pid);
 *                 in the child: until_end(ends[0]);                  close(m->in);
 *                 m->in = ends[1];
 *
 * What is closed is known by element (elements.h). Requires channels. */
#include "program/elements.h"
#include "program/model_control.h"
#include "program/stops.h"
#include "program/unsent_ends.h"

struct reaped {
    const struct channels *channels;
    const struct program *program;
    const struct channel_use *wait;
    const struct fn *maker;
    uint32_t field, pid; /* elements: of the end that writes, and of the number of the child */
    struct points closes;
    uint32_t fn; /* where the child's end is waited for */
    uint32_t reap;
};

static bool has_use(const struct program *program, uint32_t fn, uint32_t instr, enum use_kind kind)
{
    const struct uses *uses = stops_uses(program);

    for (uint32_t i = uses->first[fn]; i < uses->first[fn + 1]; i++)
        if (uses->items.items[i].instr == instr && uses->items.items[i].kind == kind)
            return true;
    return false;
}

/* Whether the call gets the field, or its address. */
static bool gets(const struct program *program, uint32_t number, uint32_t instr, uint32_t field)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[instr];

    for (uint32_t k = 0; k < call->arguments.count; k++)
        if (element_of_operand(program, number, fn->unit->operands[call->arguments.first + k]) ==
            field)
            return true;
    return false;
}

/* The field that gets the operand of the function that makes the pipe, an end or the number of the child; 0 = none, or
 * several. */
static uint32_t field_of(const struct reaped *reaped, struct ir_operand operand)
{
    const struct fn *fn = reaped->maker;
    uint32_t found = 0;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *copy = &fn->unit->instrs[i];
            if (copy->op != IR_COPY || copy->a.kind != operand.kind ||
                copy->a.index != operand.index || !copy->dst.index)
                continue;
            uint32_t field = element_of_named_place(reaped->program, reaped->wait->fn, copy->dst);
            if (!field || !element_is_field(field) || (found && found != field))
                return 0;
            found = field;
        }
    }
    return found;
}

/* The end that writes, as an operand of that function: what it is everywhere outside of the child; kind none = it is not only
 * put into a field. */
static struct ir_operand other_end(const struct reaped *reaped)
{
    const struct fn *fn = reaped->maker;
    struct ir_operand found = {IR_OPERAND_NONE, 0};

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count &&
                                        !contexts_in_child(reaped->program, reaped->wait->fn, id);
             i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            uint32_t n = instr->op == IR_CALL ? instr->arguments.count : 1;
            for (uint32_t k = 0; k < n; k++) {
                struct ir_operand given = instr->op == IR_CALL
                                              ? fn->unit->operands[instr->arguments.first + k]
                                              : instr->a;
                if (given.kind != IR_OPERAND_PLACE ||
                    element_of_operand(reaped->program, reaped->wait->fn, given) !=
                        reaped->wait->element ||
                    channel_flow_index(fn, (struct ir_place_id){given.index}) == reaped->wait->end)
                    continue;
                if (instr->op != IR_COPY)
                    return (struct ir_operand){IR_OPERAND_NONE, 0};
                found = given;
            }
        }
    }
    return found;
}

/* The field with the number of the child. */
static uint32_t pid_field(const struct reaped *reaped)
{
    const struct fn *fn = reaped->maker;
    uint32_t found = 0;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        struct ir_place_id dst = fn->unit->instrs[site->instr].dst;
        if (!site->targets.count || !model_forks(reaped->program, site->targets.items[0]))
            continue;
        if (found || !dst.index)
            return 0;
        found = element_of_named_place(reaped->program, reaped->wait->fn, dst);
        if (!found)
            found = field_of(reaped, (struct ir_operand){IR_OPERAND_PLACE, dst.index});
    }
    return found && element_is_field(found) ? found : 0;
}

/* Notes what the instruction does with the two fields; false = more than to send, to close, and to wait for the child. */
static bool note(struct reaped *reaped, uint32_t number, uint32_t block, uint32_t index)
{
    const struct program *program = reaped->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *instr = &fn->unit->instrs[index];

    if (instr->op != IR_CALL) {
        uint32_t read = instr->op == IR_COPY ? element_of_operand(program, number, instr->a) : 0;
        return !read || (read != reaped->field && read != reaped->pid);
    }
    if (gets(program, number, index, reaped->field)) {
        if (has_use(program, number, index, USE_CLOSE))
            vector_push(&reaped->closes, (struct point){number, block, index});
        else if (!has_use(program, number, index, USE_SEND))
            return false;
    }
    if (!gets(program, number, index, reaped->pid))
        return true;
    if (!has_use(program, number, index, USE_REAP) || (reaped->fn && reaped->fn != number))
        return false;
    reaped->fn = number;
    reaped->reap = index;
    return true;
}

static bool note_all(struct reaped *reaped)
{
    for (uint32_t number = 1; number < reaped->program->n_fns; number++) {
        const struct fn *fn = &reaped->program->fns[number];
        for (uint32_t id = 1; !fn->is_model && id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
                if (!contexts_in_child(reaped->program, number, id) && !note(reaped, number, id, i))
                    return false;
        }
    }
    return reaped->fn && reaped->closes.count && contexts_reached(reaped->program, reaped->fn);
}

/* A way of the function that waits for the child to there, with nothing closed before, nor anywhere else. */
static struct path_answer find_reap(const struct reaped *reaped)
{
    struct path_query query = {.program = reaped->program, .fn = reaped->fn, .from_entry = true};
    struct path_answer answer = {.found = false};
    bool is_here = true;

    for (uint32_t i = 0; i < reaped->closes.count; i++) {
        is_here &= reaped->closes.items[i].fn == reaped->fn;
        path_mark(&query, reaped->closes.items[i].instr, PATH_STOP);
    }
    path_mark(&query, reaped->reap, PATH_TO);
    if (is_here)
        answer = path_find(&query);
    path_query_deinit(&query);
    return answer;
}

bool unsent_reaped_field(const struct channels *channels, const struct channel_use *wait,
                         struct channel_trouble *trouble)
{
    const struct program *program = channels->program;
    struct reaped reaped = {
        .channels = channels, .program = program, .wait = wait, .maker = &program->fns[wait->fn]};
    struct path_answer answer = {.found = false};

    if (!contexts_in_child(program, wait->fn, wait->block))
        return false;
    struct ir_operand end = other_end(&reaped);
    reaped.field = end.kind == IR_OPERAND_PLACE ? field_of(&reaped, end) : 0;
    reaped.pid = reaped.field ? pid_field(&reaped) : 0;
    if (reaped.pid && note_all(&reaped))
        answer = find_reap(&reaped);
    vector_deinit(&reaped.closes);
    if (!answer.found || answer.around)
        return false;
    struct step step = channels_step(program, reaped.fn, reaped.reap,
                                     "here the parent waits for its end, with the end that writes "
                                     "open");
    trouble->failure = WAIT_REAPED;
    trouble->other = program->fns[reaped.fn].name;
    trouble->assumption = "that the parent has not closed it otherwise";
    trouble->witness = channels_join_steps(program, answer.decisions, step);
    return true;
}
