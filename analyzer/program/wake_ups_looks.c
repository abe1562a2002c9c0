/* Whoever was woken takes what another thread may have taken in the meantime: he does not look a second time.
 *
 * Requires channels, threads, stores. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/threads.h"
#include "program/value.h"
#include "program/wake_ups_inside.h"

/* Whether the branch at the end of the block looks at the element, or at nothing that is understood. */
static bool looks_again(const struct wake_question *question, const struct ir_block *block,
                        uint32_t element)
{
    const struct program *program = question->program;
    uint32_t number = question->predicate.wait.fn;

    if (block->end == IR_END_JUMP)
        return false;
    uint32_t a = conditions_source(program, number, block->a);
    uint32_t named =
        block->a.kind == IR_OPERAND_PLACE
            ? element_of_named_place(program, number, (struct ir_place_id){block->a.index})
            : 0;
    return !(a || named) || a == element || named == element;
}

/* Whether the look does not hold where the condition does. */
static bool rules_out(const struct condition_on *condition, const struct look *look)
{
    if (condition->element != look->element || look->relation == IR_NO_OPERATOR || look->snapshot)
        return false;
    if (look->relation == IR_EQ)
        return !number_compare(look->number, condition->relation, condition->number);
    if (condition->relation == IR_EQ)
        return !number_compare(condition->number, look->relation, look->number);
    return condition->relation == relation_negate(look->relation) &&
           condition->number == look->number;
}

/* Whether control comes to the block only where another of the looks lets who waits go on: he does there what that one is
 * for, and does not need what this one looks at. */
static bool goes_on_for_another(const struct wake_question *question, uint32_t block,
                                const struct look *look)
{
    const struct predicate *predicate = &question->predicate;
    struct condition_list before = {0};
    bool another = false;

    conditions_before(question->program, predicate->wait.fn, block, &before);
    for (uint32_t k = 0; k < predicate->looks.count && !another; k++) {
        const struct look *other = &predicate->looks.items[k];
        for (uint32_t i = 0; i < before.count && !another; i++)
            another = other->element != look->element && other->enough &&
                      rules_out(&before.items[i], other);
    }
    vector_deinit(&before);
    return another;
}

/* Whether a number that is counted, and so is never below zero, is such that the look holds, where the condition does. */
static bool implies(const struct condition_on *condition, const struct look *look)
{
    bool is_none = (condition->relation == IR_EQ && condition->number == 0) ||
                   (condition->relation == IR_LE && condition->number == 0) ||
                   (condition->relation == IR_LT && condition->number == 1);

    if (condition->element != look->element || look->snapshot)
        return false;
    return (condition->relation == look->relation && condition->number == look->number) ||
           (is_none && look->relation == IR_EQ && look->number == 0);
}

/* Whether all the other looks would keep him waiting where control comes to the block, behind the loop that he waits in: what
 * let him go on is this one, and he has looked. */
static bool goes_on_for_this(const struct wake_question *question, uint32_t block,
                             const struct look *look)
{
    const struct predicate *predicate = &question->predicate;
    const struct fn *fn = &question->program->fns[predicate->wait.fn];
    uint32_t loop = fn->loop_of[predicate->wait.block];
    struct condition_list before = {0};
    bool others = false, all = loop && !bitset_has(&fn->loops[loop - 1].blocks, block);

    if (!all)
        return false;
    conditions_before(question->program, predicate->wait.fn, block, &before);
    for (uint32_t k = 0; k < predicate->looks.count && all; k++) {
        const struct look *other = &predicate->looks.items[k];
        bool holds = other->element == look->element;
        for (uint32_t i = 0; i < before.count && !holds; i++)
            holds = implies(&before.items[i], other);
        others |= other->element != look->element;
        all = holds;
    }
    vector_deinit(&before);
    return others && all;
}

/* Whether the value of the operand is read through a pointer out of the element: `head->next`, or `first->next` where `first`
 * is a copy of the head. */
static bool is_read_through(const struct wake_question *question, struct ir_operand operand,
                            uint32_t element)
{
    const struct program *program = question->program;
    uint32_t number = question->predicate.wait.fn;
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *write =
        operand.kind == IR_OPERAND_PLACE ? conditions_only_write(fn, operand.index) : NULL;

    if (write && write->op == IR_COPY && fn_place(fn, operand.index)->kind == IR_PLACE_LOCAL)
        operand = write->a;
    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_place *field = fn_place(fn, operand.index);
    if (field->kind != IR_PLACE_FIELD || !field->parent.index ||
        fn_place(fn, field->parent.index)->kind != IR_PLACE_DEREF)
        return false;
    struct ir_operand pointer = {.kind = IR_OPERAND_PLACE,
                                 .index = fn_place(fn, field->parent.index)->parent.index};
    return conditions_source(program, number, pointer) == element;
}

/* Whether the instruction takes something out: it makes a number smaller or greater; or it makes the second of a list the
 * first, which is there only if the list is not empty. */
static bool takes(const struct wake_question *question, const struct ir_instr *instr,
                  const struct look *look)
{
    uint32_t number = question->predicate.wait.fn;

    if (!instr->dst.index ||
        element_of_named_place(question->program, number, instr->dst) != look->element)
        return false;
    bool is_empty = look->relation == IR_EQ && look->number == 0 && !look->snapshot;
    return instr->op == IR_COMPUTE ||
           (instr->op == IR_COPY && is_empty && is_read_through(question, instr->a, look->element));
}

/* A store to the element that is reached from the wait without another look, and without giving the lock
 * back; 0 = none. */
static uint32_t used_unseen(const struct wake_question *question, const struct look *look)
{
    struct point wait = question->predicate.wait;
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[wait.fn];
    struct bitset looks = bitset_new(question->scratch, fn->ir->blocks.count);
    struct path_query query = {.program = program, .fn = wait.fn, .ends = &looks};

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (looks_again(question, block, look->element))
            bitset_add(&looks, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            uint32_t at = block->instrs.first + i;
            const struct ir_instr *instr = &fn->unit->instrs[at];
            if (held_effect(question->facts, wait.fn, at) != LOCK_NONE && at != wait.instr)
                path_mark(&query, at, PATH_STOP);
            else if (takes(question, instr, look) && !goes_on_for_another(question, id, look) &&
                     !goes_on_for_this(question, id, look))
                path_mark(&query, at, PATH_TO);
        }
    }
    path_mark(&query, wait.instr, PATH_FROM);
    struct path_answer answer = path_find(&query);
    path_query_deinit(&query);
    return answer.found ? answer.to_instr : 0;
}

bool wake_is_not_looked_at(struct wake_question *question)
{
    const uint32_t *run_by = threads_run_by(question->program);
    uint32_t fn = question->predicate.wait.fn;

    if (run_by[fn] == RUN_BY_MANY || !wake_several(question, run_by[fn]))
        return false;
    for (uint32_t i = 0; i < question->predicate.looks.count; i++) {
        const struct look *look = &question->predicate.looks.items[i];
        uint32_t used = look->enough ? used_unseen(question, look) : 0;
        if (!used)
            continue;
        wake_state(question, WAIT_NOT_LOOKED_AT, fn, used,
                   wake_say(question, fn, "takes here what another may have taken in the meantime"),
                   "that several of these threads wait");
        return true;
    }
    return false;
}
