#include "program/model_uses.h"

#include <string.h>

#include "program/channel_numbers.h"
#include "program/channels.h"
#include "program/model_control.h"
#include "program/value.h"

static const struct {
    const char *name;
    enum use_kind kind;
} use_primitives[] = {
    {"model_receive", USE_RECEIVE},
    {"model_send", USE_SEND},
    {"model_close", USE_CLOSE},
    {"model_wait", USE_WAIT},
    {"model_signal", USE_SIGNAL},
    {"model_broadcast", USE_BROADCAST},
    {"model_interrupt", USE_INTERRUPT},
    {"model_interrupt_later", USE_INTERRUPT},
    {"model_unblocks", USE_UNBLOCK},
    {"model_lock", USE_LOCK},
    {"model_unlock", USE_UNLOCK},
    {"model_set_timeout", USE_TIMEOUT},
    {"model_ticks", USE_TICKS},
    {"model_join", USE_JOIN},
    {"model_detach", USE_DETACH},
    {"model_cancel", USE_CANCEL},
    {"model_waits_for_event", USE_OUTSIDE},
    {"model_waits_for_connection", USE_OUTSIDE},
    {"model_waits_for_request", USE_OUTSIDE},
    {"model_waits_for_message", USE_OUTSIDE},
    {"model_spawn", USE_SPAWN},
    {"model_lives_in", USE_LIVES_IN},
    {"model_zero", USE_ZERO},
    {"model_pool", USE_POOL},
    {"model_pool_limit", USE_POOL_LIMIT},
    {"model_pool_push", USE_POOL_PUSH},
    {"model_make", USE_MAKE},
    {"model_offer", USE_SEND},
    {"model_put", USE_SEND},
    {"model_ends", USE_ENDS},
    {"model_inherits", USE_INHERIT},
    {"model_finish", USE_FINISH},
    {"model_in_interrupt", USE_INTERRUPT_ROUTINE},
    {"model_in_bytes", USE_IN_BYTES},
    {"model_size", USE_SIZE},
    {"model_tagged", USE_TAG},
    {"model_tagged_bits", USE_TAG},
    {"model_tagged_all", USE_TAG},
    {"model_reaps", USE_REAP},
    {"model_await", USE_AWAIT},
    {"model_await_each", USE_AWAIT_EACH},
    {"model_watch", USE_WATCH},
    {"model_await_bits", USE_AWAIT_BITS},
    {"model_make_set", USE_MAKE_SET},
    {"model_named", USE_NAME},
    {"model_names", USE_NAMES},
    {"model_gathers", USE_GATHER},
    {"model_known_by", USE_KNOWN},
    {"model_unnamed", USE_UNNAME},
    {"model_when_sent", USE_WHEN_SENT},
    {"model_insert", USE_INSERT},
    {"model_insert_keyed", USE_INSERT},
    {"model_remove", USE_REMOVE},
    {"model_iterates", USE_ITERATE},
};

static bool returns(const struct fn *model, struct ir_operand operand)
{
    for (uint32_t id = 1; id < model->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(model->unit, model->ir, (struct ir_block_id){id});
        if (block->end == IR_END_RETURN && block->a.kind == operand.kind &&
            block->a.index == operand.index)
            return true;
    }
    return false;
}

/* The field behind a parameter that an operand of the model is; NULL = none. */
static const char *field_of(const struct fn *model, struct ir_operand operand)
{
    const char *field = NULL;

    if (operand.kind == IR_OPERAND_PLACE)
        model_parameter(model, (struct ir_place_id){operand.index}, &field);
    return field;
}

/* The parameter that an operand of the model is, or lies behind, or MODEL_RESULT; 0 = neither. */
static uint32_t parameter_of(const struct fn *model, struct ir_operand operand)
{
    const char *field;

    if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
        return 0;
    uint32_t parameter = model_parameter(model, (struct ir_place_id){operand.index}, &field);
    return !parameter && returns(model, operand) ? MODEL_RESULT : parameter;
}

static struct model_number number_of(const struct fn *model, struct ir_operand operand)
{
    struct model_number number = {.number = 0};

    if (operand.kind == IR_OPERAND_INTEGER)
        number.number = model->unit->integers[operand.index];
    else
        number.parameter = parameter_of(model, operand);
    if (number.parameter)
        number.field = field_of(model, operand);
    return number;
}

/* The instruction of the model that gives the temporary its value; NULL = none. */
static const struct ir_instr *definition_of(const struct fn *model, struct ir_operand operand)
{
    for (uint32_t id = 1; id < model->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(model->unit, model->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &model->unit->instrs[block->instrs.first + i];
            if (operand.kind == IR_OPERAND_PLACE && instr->dst.index == operand.index)
                return instr;
        }
    }
    return NULL;
}

static bool is_word(const struct fn *model, uint32_t parameter)
{
    const struct ir_local *local =
        ir_local(model->unit, model->ir, (struct ir_local_id){parameter});
    const struct ir_type *type = &model->unit->types[local->type.index];
    return type->kind == IR_TYPE_INTEGER && type->count == 4 && !(type->flags & IR_TYPE_SIGNED);
}

/* What the operand is some bits of: `flags` of `flags & 8`; else the operand itself, and all bits (0). */
static struct ir_operand without_mask(const struct fn *model, struct ir_operand operand,
                                      int64_t *ret_mask)
{
    const struct ir_instr *part = definition_of(model, operand);

    *ret_mask = 0;
    return part && part->op == IR_COMPUTE && part->operation == IR_AND &&
                   fn_number(model, part->b, ret_mask)
               ? part->a
               : operand;
}

struct model_test model_test_of_block(const struct fn *model, uint32_t to)
{
    struct model_test test = {.parameter = 0};
    uint32_t edges = 0;
    int64_t number;

    for (uint32_t id = 1; id < model->ir->blocks.count; id++) {
        const struct ir_block *block = ir_block(model->unit, model->ir, (struct ir_block_id){id});
        uint32_t n_targets = block->end == IR_END_BRANCH ? 2 : block->end == IR_END_JUMP;
        for (uint32_t i = 0; i < n_targets; i++) {
            if (block->target[i].index != to)
                continue;
            edges++;
            if (block->end != IR_END_BRANCH || !fn_number(model, block->b, &number))
                continue;
            struct ir_operand tested = without_mask(model, block->a, &test.mask);
            test.parameter = parameter_of(model, tested);
            test.field = field_of(model, tested);
            test.relation = (enum ir_operator)block->relation;
            if (i == 1)
                test.relation = relation_negate(test.relation);
            test.number = number;
        }
    }
    if (edges != 1 || !test.parameter || test.parameter == MODEL_RESULT)
        return (struct model_test){.parameter = 0};
    test.is_word = is_word(model, test.parameter);
    return test;
}

/* MODEL_UNTIL_CLOSED of stranded/primitives.h. */
enum { UNTIL_CLOSED = 2 };

static void read_forever(const struct fn *model, struct ir_operand operand, struct model_use *use)
{
    if (operand.kind == IR_OPERAND_INTEGER) {
        use->number = model->unit->integers[operand.index];
        use->until_closed = use->kind == USE_RECEIVE && use->number == UNTIL_CLOSED;
        return;
    }
    use->forever = parameter_of(model, operand);
    use->relation = IR_NE;
    if (use->forever)
        return;
    const struct ir_instr *compare = definition_of(model, operand);
    if (!compare || compare->op != IR_COMPUTE)
        return;
    struct ir_operand compared = without_mask(model, compare->a, &use->mask);
    use->forever = parameter_of(model, compared);
    use->forever_field = field_of(model, compared);
    use->relation = (enum ir_operator)compare->operation;
    if (compare->b.kind == IR_OPERAND_INTEGER)
        use->number = model->unit->integers[compare->b.index];
    use->is_word = use->forever && is_word(model, use->forever);
}

/* The variable of the model whose address the operand is, as an element; 0 = it is none. */
static uint32_t common_of(const struct program *program, const struct fn *model,
                          struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_ADDRESS)
        return 0;
    const struct ir_place *place = fn_place(model, operand.index);
    return place->kind == IR_PLACE_GLOBAL
               ? program->entity_of[model->input][place->argument] * 2 + 2
               : 0;
}

/* The flags, and those that matter, are the last arguments but one and the last. */
static struct model_flags flags_of(const struct fn *model, const struct ir_instr *call)
{
    const struct ir_operand *arguments = &model->unit->operands[call->arguments.first];
    struct model_flags flags = {.parameter = 0};

    if (call->arguments.count != 4 || arguments[3].kind != IR_OPERAND_INTEGER)
        return flags;
    flags.parameter = parameter_of(model, arguments[2]);
    flags.field = field_of(model, arguments[2]);
    flags.others = model->unit->integers[arguments[3].index];
    return flags;
}

static void read_call(const struct program *program, const struct fn *model,
                      const struct call_site *site, struct model_uses *uses)
{
    const struct ir_instr *call = &model->unit->instrs[site->instr];
    const struct ir_operand *arguments = &model->unit->operands[call->arguments.first];
    const char *name = program->entities[site->entity].name;

    for (size_t i = 0; i < sizeof(use_primitives) / sizeof(*use_primitives); i++) {
        if (strcmp(name, use_primitives[i].name) != 0 || uses->count == MODEL_USES)
            continue;
        struct model_use use = {.kind = use_primitives[i].kind,
                                .only = model_test_of_block(model, site->block)};
        use.number = use.kind == USE_SEND && strcmp(name, "model_send") == 0;
        use.later = strcmp(name, "model_interrupt_later") == 0;
        if (call->arguments.count)
            use.parameter = parameter_of(model, arguments[0]);
        if (call->arguments.count)
            use.field = field_of(model, arguments[0]);
        if (call->arguments.count && !use.parameter)
            use.common = common_of(program, model, arguments[0]);
        if (use.kind == USE_KNOWN && call->arguments.count > 1)
            use.parameter = parameter_of(model, arguments[1]);
        bool says_how_long = use.kind == USE_RECEIVE || use.kind == USE_WAIT ||
                             use.kind == USE_SEND || use.kind == USE_AWAIT ||
                             use.kind == USE_AWAIT_EACH || use.kind == USE_AWAIT_BITS;
        if (call->arguments.count > 1 && says_how_long)
            read_forever(model, arguments[1], &use);
        bool is_keyed = use.kind == USE_INSERT && call->arguments.count > 2;
        bool has_other = use.kind == USE_ENDS || use.kind == USE_WATCH || is_keyed ||
                         use.kind == USE_ITERATE || use.kind == USE_NAME;
        if (has_other && call->arguments.count > 1)
            use.other = parameter_of(model, arguments[1]);
        if (is_keyed)
            use.other_field = field_of(model, arguments[1]);
        if (use.kind == USE_AWAIT_BITS && call->arguments.count > 2)
            use.other = parameter_of(model, arguments[2]);
        if (use.kind == USE_AWAIT_EACH || use.kind == USE_WATCH)
            use.flags = flags_of(model, call);
        uint32_t own = use.kind == USE_NAME ? 2 : use.kind == USE_NAMES ? 1 : UINT32_MAX;
        if (own < call->arguments.count && arguments[own].kind == IR_OPERAND_STRING)
            use.own = ir_text(model->unit, (struct ir_string){arguments[own].index});
        if (use.kind == USE_MAKE && call->arguments.count > 2) {
            use.room = number_of(model, arguments[1]);
            use.messages = number_of(model, arguments[2]);
        }
        if (use.kind == USE_GATHER && call->arguments.count > 1)
            use.room = number_of(model, arguments[1]);
        if ((use.kind == USE_SIZE || use.kind == USE_TAG) && call->arguments.count)
            use.room = number_of(model, arguments[0]);
        if (use.kind == USE_TAG && strcmp(name, "model_tagged_bits") == 0)
            use.messages.number = TAG_BITS;
        if (use.kind == USE_TAG && strcmp(name, "model_tagged_all") == 0)
            use.messages.number = TAG_ALL_BITS;
        if (use.kind == USE_POOL && call->arguments.count > 2)
            use.forever = parameter_of(model, arguments[2]);
        if (use.kind == USE_POOL_LIMIT && call->arguments.count > 1)
            use.forever = parameter_of(model, arguments[1]);
        uses->items[uses->count++] = use;
    }
}

struct model_uses model_uses(const struct program *program, uint32_t number)
{
    const struct fn *model = &program->fns[number];
    struct model_uses uses = {.count = 0};

    for (uint32_t i = 0; i < model->n_calls; i++)
        read_call(program, model, &model->calls[i], &uses);
    return uses;
}

/* The number in a struct of one number that is made in place, for the call: `(timeout_t){.ticks = -1}`. */
static bool constant_in_struct(const struct fn *caller, uint32_t local, int64_t *ret_number)
{
    uint32_t field = 0;

    *ret_number = 0;
    if (ir_place(caller->unit, caller->ir, (struct ir_place_id){local})->kind != IR_PLACE_LOCAL)
        return false;
    for (uint32_t id = 1; id < caller->ir->blocks.count; id++) {
        struct ir_range instrs =
            ir_block(caller->unit, caller->ir, (struct ir_block_id){id})->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *write = &caller->unit->instrs[instrs.first + i];
            const struct ir_place *place = ir_place(caller->unit, caller->ir, write->dst);
            bool is_field =
                write->dst.index && place->kind == IR_PLACE_FIELD && place->parent.index == local;
            if (!is_field && write->dst.index != local)
                continue;
            if (!(write->flags & IR_INSTR_INIT) || write->op != IR_COPY ||
                (write->a.kind != IR_OPERAND_INTEGER && write->a.kind != IR_OPERAND_NULL) ||
                (is_field && field))
                return false;
            field = is_field ? write->dst.index : field;
            if (is_field && write->a.kind == IR_OPERAND_INTEGER)
                *ret_number = caller->unit->integers[write->a.index];
        }
    }
    return field != 0;
}

/* Reads what the call gives for the model's parameter; false where that is no constant. */
static bool constant_argument(const struct fn *caller, const struct ir_instr *call,
                              uint32_t parameter, bool is_word, int64_t *ret_number)
{
    if (parameter > call->arguments.count)
        return false;
    struct ir_operand argument = caller->unit->operands[call->arguments.first + parameter - 1];
    if (argument.kind == IR_OPERAND_PLACE && constant_in_struct(caller, argument.index, ret_number))
        return true;
    if (argument.kind != IR_OPERAND_NULL && argument.kind != IR_OPERAND_INTEGER)
        return false;
    *ret_number = argument.kind == IR_OPERAND_NULL ? 0 : caller->unit->integers[argument.index];
    if (is_word)
        *ret_number = (uint32_t)*ret_number;
    return true;
}

/* The same for a field of what the parameter points to, which the caller has filled; NULL: the parameter itself. */
static bool constant_at(const struct fn *caller, const struct ir_instr *call, uint32_t parameter,
                        const char *field, bool is_word, int64_t *ret_number)
{
    if (!field)
        return constant_argument(caller, call, parameter, is_word, ret_number);
    *ret_number =
        channel_number(caller, call, (struct model_number){.parameter = parameter, .field = field});
    return *ret_number != ROOM_UNKNOWN;
}

/* Whether the call gives the address of something for the parameter. */
static bool is_address(const struct fn *caller, const struct ir_instr *call, uint32_t parameter)
{
    return parameter <= call->arguments.count &&
           caller->unit->operands[call->arguments.first + parameter - 1].kind == IR_OPERAND_ADDRESS;
}

bool model_test_holds(const struct fn *caller, const struct ir_instr *call,
                      const struct model_test *test, bool if_unknown)
{
    int64_t number;

    if (!test->parameter)
        return true;
    if (test->number == 0 && !test->mask && !test->field &&
        is_address(caller, call, test->parameter))
        return test->relation == IR_NE;
    if (!constant_at(caller, call, test->parameter, test->field, test->is_word, &number))
        return if_unknown;
    return number_compare(test->mask ? number & test->mask : number, test->relation, test->number);
}

bool model_use_may_be_made(const struct fn *caller, const struct ir_instr *call,
                           const struct model_use *use)
{
    /* that a channel is the program's own, who has to come, that somebody waits, or that all is zero, has to be
     * certain */
    bool if_unknown = use->kind != USE_MAKE && use->kind != USE_REAP && use->kind != USE_ZERO &&
                      use->kind != USE_GATHER;

    return model_test_holds(caller, call, &use->only, if_unknown);
}

uint32_t model_uses_zeroed(const struct program *program, uint32_t model, const struct fn *caller,
                           const struct ir_instr *call)
{
    if (!program->fns[model].is_model)
        return 0;
    struct model_uses uses = model_uses(program, model);
    for (uint32_t i = 0; i < uses.count; i++)
        if (uses.items[i].kind == USE_ZERO && uses.items[i].parameter <= call->arguments.count &&
            model_use_may_be_made(caller, call, &uses.items[i]))
            return uses.items[i].parameter;
    return 0;
}

bool model_use_is_forever(const struct fn *caller, const struct ir_instr *call,
                          const struct model_use *use)
{
    const struct model_test *only = &use->only;
    int64_t number;

    if (!use->forever)
        return use->relation == IR_NO_OPERATOR && use->number != 0;
    if (only->field && !constant_at(caller, call, only->parameter, only->field, false, &number))
        return false;
    return constant_at(caller, call, use->forever, use->forever_field, use->is_word, &number) &&
           number_compare(use->mask ? number & use->mask : number, use->relation, use->number);
}
