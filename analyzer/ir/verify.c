/* The one checker of units: decoded ones at the border, built ones in debug builds and tests.
 *
 * One pass in the order of the tables. A run must begin where the one before it in its pool ended,
 * so no item is looked at twice, and every item belongs to exactly one owner. */
#include "ir/codec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ir/ir.h"

/* A pass over a unit. `used_…` is how far its pools are used up by runs. */
struct checker {
    const struct ir_unit *unit;
    const struct ir_function *fn; /* the function at hand */
    uint32_t n_unknown;           /* unknown instructions seen in it */
    uint32_t used_locals, used_places, used_blocks, used_instrs, used_operands, used_cases;
    const char *fault; /* the first thing that was wrong, NULL = nothing yet */
};

/* Notes the fault if the condition does not hold; returns the condition. */
static bool expect(struct checker *checker, bool holds, const char *fault)
{
    if (!holds && !checker->fault)
        checker->fault = fault;
    return holds;
}

/* True when the index names an item of a table of `count`; 0 does not. */
static bool names_item(uint32_t index, uint32_t count)
{
    return index != 0 && index < count;
}

/* ---- the unit's tables ---- */

static bool is_zero(const void *memory, size_t size)
{
    const unsigned char *bytes = memory;

    for (size_t i = 0; i < size; i++)
        if (bytes[i])
            return false;
    return true;
}

static bool has_slot_zero(const void *items, uint32_t count, size_t size)
{
    return count > 0 && is_zero(items, size);
}

static bool check_slots(struct checker *checker)
{
    const struct ir_unit *unit = checker->unit;

#define HAS_SLOT_ZERO(name) has_slot_zero(unit->name, unit->n_##name, sizeof(*unit->name))
    bool holds = HAS_SLOT_ZERO(files) && HAS_SLOT_ZERO(types) && HAS_SLOT_ZERO(records) &&
                 HAS_SLOT_ZERO(fields) && HAS_SLOT_ZERO(symbols) && HAS_SLOT_ZERO(suppressions) &&
                 HAS_SLOT_ZERO(functions) && HAS_SLOT_ZERO(locals) && HAS_SLOT_ZERO(places) &&
                 HAS_SLOT_ZERO(blocks) && HAS_SLOT_ZERO(instrs) && HAS_SLOT_ZERO(operands) &&
                 HAS_SLOT_ZERO(cases) && HAS_SLOT_ZERO(integers);
#undef HAS_SLOT_ZERO
    expect(checker, holds, "a table without its unused slot 0");
    return expect(checker,
                  unit->text_size > 0 && unit->text[0] == '\0' &&
                      unit->text[unit->text_size - 1] == '\0',
                  "a text that does not begin or end with NUL") &&
           holds;
}

static void check_text(struct checker *checker, struct ir_string string)
{
    expect(checker, string.offset < checker->unit->text_size, "a string outside the text");
}

static void check_type(struct checker *checker, struct ir_type_id type)
{
    expect(checker, type.index < checker->unit->n_types, "a type outside its table");
}

static void check_location(struct checker *checker, struct ir_location at)
{
    expect(checker, at.file < checker->unit->n_files, "a location in a file outside its table");
}

static void check_files(struct checker *checker)
{
    for (uint32_t i = 1; i < checker->unit->n_files; i++) {
        check_text(checker, checker->unit->files[i].path);
        expect(checker, checker->unit->files[i].is_system <= 1, "a file with a wrong is_system");
    }
}

static void check_types(struct checker *checker)
{
    const struct ir_unit *unit = checker->unit;

    for (uint32_t i = 1; i < unit->n_types; i++) {
        const struct ir_type *type = &unit->types[i];
        expect(checker, type->kind >= IR_TYPE_OTHER && type->kind <= IR_TYPE_FUNCTION,
               "a type of no kind");
        expect(checker, type->element.index < i, "a type before its element");
        expect(checker, type->record.index < unit->n_records, "a record outside its table");
    }
}

static void check_records_and_fields(struct checker *checker)
{
    const struct ir_unit *unit = checker->unit;

    for (uint32_t i = 1; i < unit->n_records; i++) {
        check_text(checker, unit->records[i].key);
        check_text(checker, unit->records[i].name);
        expect(checker, unit->records[i].file.index < unit->n_files, "a file outside its table");
    }
    for (uint32_t i = 1; i < unit->n_fields; i++) {
        check_text(checker, unit->fields[i].name);
        check_type(checker, unit->fields[i].type);
        expect(checker, unit->fields[i].record.index < unit->n_records,
               "a record outside its table");
    }
}

static void check_symbols(struct checker *checker)
{
    const struct ir_unit *unit = checker->unit;

    for (uint32_t i = 1; i < unit->n_symbols; i++) {
        const struct ir_symbol *symbol = &unit->symbols[i];
        check_text(checker, symbol->name);
        check_type(checker, symbol->type);
        expect(checker,
               symbol->linkage >= IR_LINKAGE_EXTERNAL && symbol->linkage <= IR_LINKAGE_LOCAL,
               "a symbol without linkage");
        expect(checker, symbol->owner.index < i, "a symbol before its owner");
        check_location(checker, symbol->at);
        check_text(checker, symbol->annotation);
        check_text(checker, symbol->alias);
    }
}

static void check_suppressions(struct checker *checker)
{
    for (uint32_t i = 1; i < checker->unit->n_suppressions; i++) {
        const struct ir_suppression *suppression = &checker->unit->suppressions[i];
        check_location(checker, suppression->at);
        check_text(checker, suppression->checks);
        check_text(checker, suppression->reason);
    }
}

/* ---- a function's runs ---- */

/* Takes the run off a pool of `count` items, of which `*used` are used. */
static bool take_run(struct checker *checker, struct ir_range run, uint32_t count, uint32_t *used)
{
    uint32_t first = run.count ? *used : 0;

    if (!expect(checker, run.first == first && run.count <= count - *used,
                "a run that leaves its pool, a gap or an overlap"))
        return false;
    *used += run.count;
    return true;
}

static bool take_function_runs(struct checker *checker)
{
    const struct ir_unit *unit = checker->unit;
    const struct ir_function *fn = checker->fn;

    if (!take_run(checker, fn->locals, unit->n_locals, &checker->used_locals) ||
        !take_run(checker, fn->places, unit->n_places, &checker->used_places) ||
        !take_run(checker, fn->blocks, unit->n_blocks, &checker->used_blocks))
        return false;
    if (!expect(checker, fn->locals.count > 0 && fn->places.count > 0 && fn->blocks.count > 1,
                "a function without slots or entry"))
        return false;
    return expect(checker,
                  is_zero(&unit->locals[fn->locals.first], sizeof(struct ir_local)) &&
                      is_zero(&unit->places[fn->places.first], sizeof(struct ir_place)) &&
                      is_zero(&unit->blocks[fn->blocks.first], sizeof(struct ir_block)),
                  "a function without its unused slots 0");
}

static void check_locals(struct checker *checker)
{
    const struct ir_function *fn = checker->fn;

    expect(checker, fn->n_parameters < fn->locals.count, "more parameters than locals");
    for (uint32_t i = 1; i < fn->locals.count; i++) {
        const struct ir_local *local = ir_local(checker->unit, fn, (struct ir_local_id){i});
        check_text(checker, local->name);
        check_type(checker, local->type);
        check_location(checker, local->at);
        expect(checker, ((local->flags & IR_LOCAL_PARAMETER) != 0) == (i <= fn->n_parameters),
               "a parameter behind other locals");
    }
}

static bool place_is_right(const struct checker *checker, uint32_t number)
{
    const struct ir_unit *unit = checker->unit;
    const struct ir_place *place = ir_place(unit, checker->fn, (struct ir_place_id){number});
    bool has_parent = names_item(place->parent.index, number);
    bool is_root = place->parent.index == 0;

    switch ((enum ir_place_kind)place->kind) {
    case IR_PLACE_LOCAL:
        return is_root && names_item(place->argument, checker->fn->locals.count);
    case IR_PLACE_GLOBAL:
        return is_root && names_item(place->argument, unit->n_symbols);
    case IR_PLACE_DEREF:
        return has_parent && place->argument == 0;
    case IR_PLACE_FIELD:
        return has_parent && names_item(place->argument, unit->n_fields);
    case IR_PLACE_INDEX:
        return has_parent;
    case IR_PLACE_INDEX_PLACE:
        return has_parent && place->argument < number;
    case IR_PLACE_UNKNOWN:
        return is_root && place->argument == 0;
    }
    return false;
}

static void check_places(struct checker *checker)
{
    for (uint32_t i = 1; i < checker->fn->places.count; i++)
        expect(checker, place_is_right(checker, i), "a place that leads nowhere");
}

/* ---- operands and instructions ---- */

static bool operand_is_right(const struct checker *checker, struct ir_operand operand)
{
    const struct ir_unit *unit = checker->unit;

    switch ((enum ir_operand_kind)operand.kind) {
    case IR_OPERAND_INTEGER:
        return names_item(operand.index, unit->n_integers);
    case IR_OPERAND_PLACE:
    case IR_OPERAND_ADDRESS:
        return names_item(operand.index, checker->fn->places.count);
    case IR_OPERAND_FUNCTION:
        return names_item(operand.index, unit->n_symbols) &&
               (unit->symbols[operand.index].flags & IR_SYMBOL_FUNCTION);
    case IR_OPERAND_STRING:
        return operand.index < unit->text_size;
    case IR_OPERAND_NONE:
    case IR_OPERAND_UNKNOWN:
    case IR_OPERAND_NULL:
        return operand.index == 0;
    }
    return false;
}

enum presence { ABSENT, PRESENT, OPTIONAL };

static void check_operand(struct checker *checker, struct ir_operand operand,
                          enum presence presence)
{
    bool is_there = operand.kind != IR_OPERAND_NONE;

    expect(checker, operand_is_right(checker, operand), "an operand that names nothing");
    expect(checker, presence == OPTIONAL || is_there == (presence == PRESENT),
           "an operand too many or too few");
}

static void check_arguments(struct checker *checker, struct ir_range arguments)
{
    if (!take_run(checker, arguments, checker->unit->n_operands, &checker->used_operands))
        return;
    for (uint32_t i = 0; i < arguments.count; i++)
        check_operand(checker, checker->unit->operands[arguments.first + i], PRESENT);
}

static void check_compute(struct checker *checker, const struct ir_instr *instr)
{
    bool is_unary = instr->operation == IR_NOT || instr->operation == IR_NEG;

    expect(checker, instr->operation >= IR_EQ && instr->operation <= IR_NEG,
           "a computation without operator");
    check_operand(checker, instr->b, is_unary ? ABSENT : PRESENT);
}

static bool is_callee(struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_FUNCTION || operand.kind == IR_OPERAND_PLACE ||
           operand.kind == IR_OPERAND_UNKNOWN;
}

static void check_instr(struct checker *checker, const struct ir_instr *instr)
{
    bool stores = instr->op == IR_COPY || instr->op == IR_COMPUTE;

    check_location(checker, instr->at);
    check_operand(checker, instr->a, instr->op == IR_UNKNOWN ? ABSENT : PRESENT);
    expect(checker, instr->dst.index < checker->fn->places.count, "a place outside its function");
    expect(checker, !stores || instr->dst.index, "a value that goes nowhere");
    expect(checker, instr->op == IR_COMPUTE || !instr->operation, "an operator out of place");
    switch ((enum ir_op)instr->op) {
    case IR_COPY:
        check_operand(checker, instr->b, ABSENT);
        return;
    case IR_COMPUTE:
        check_compute(checker, instr);
        return;
    case IR_CALL:
        expect(checker, is_callee(instr->a), "a call of something that can't be called");
        check_arguments(checker, instr->arguments);
        return;
    case IR_UNKNOWN:
        expect(checker, !instr->dst.index && !instr->b.index, "an unknown with operands");
        check_text(checker, instr->reason);
        checker->n_unknown++;
        return;
    }
    expect(checker, false, "an instruction of no kind");
}

/* ---- blocks ---- */

/* What an end of each kind has. */
static const struct end_rule {
    uint32_t n_targets;
    enum presence a, b;
    bool has_relation, has_cases;
} end_rules[] = {
    [IR_END_JUMP] = {1, ABSENT, ABSENT, false, false},
    [IR_END_BRANCH] = {2, PRESENT, PRESENT, true, false},
    [IR_END_SWITCH] = {1, PRESENT, ABSENT, false, true},
    [IR_END_RETURN] = {0, OPTIONAL, ABSENT, false, false},
    [IR_END_UNREACHABLE] = {0, ABSENT, ABSENT, false, false},
    [IR_END_ANY] = {1, ABSENT, ABSENT, false, true},
};

static void check_target(struct checker *checker, struct ir_block_id target, bool is_there)
{
    expect(checker,
           is_there ? names_item(target.index, checker->fn->blocks.count) : target.index == 0,
           "an end that leads nowhere");
}

static void check_cases(struct checker *checker, const struct ir_block *block)
{
    if (!take_run(checker, block->cases, checker->unit->n_cases, &checker->used_cases))
        return;
    for (uint32_t i = 0; i < block->cases.count; i++) {
        const struct ir_case *one = &checker->unit->cases[block->cases.first + i];
        expect(checker, one->low <= one->high && one->reserved == 0, "a case without values");
        check_target(checker, one->target, true);
    }
}

static void check_end(struct checker *checker, const struct ir_block *block)
{
    if (!expect(checker, block->end >= IR_END_JUMP && block->end <= IR_END_ANY,
                "a block without end"))
        return;
    const struct end_rule *rule = &end_rules[block->end];
    bool is_relation = block->relation >= IR_EQ && block->relation <= IR_GE;

    check_target(checker, block->target[0], rule->n_targets > 0);
    check_target(checker, block->target[1], rule->n_targets > 1);
    check_operand(checker, block->a, rule->a);
    check_operand(checker, block->b, rule->b);
    expect(checker, rule->has_relation ? is_relation : block->relation == 0,
           "a branch without relation");
    expect(checker, rule->has_cases || !block->cases.count, "cases without a switch");
    check_cases(checker, block);
    check_location(checker, block->at);
}

static void check_block(struct checker *checker, const struct ir_block *block)
{
    const struct ir_unit *unit = checker->unit;

    if (!take_run(checker, block->instrs, unit->n_instrs, &checker->used_instrs))
        return;
    for (uint32_t i = 0; i < block->instrs.count; i++)
        check_instr(checker, &unit->instrs[block->instrs.first + i]);
    check_end(checker, block);
}

/* ---- functions ---- */

static void check_function_head(struct checker *checker)
{
    const struct ir_unit *unit = checker->unit;
    const struct ir_function *fn = checker->fn;
    bool names_symbol = names_item(fn->symbol.index, unit->n_symbols);
    bool is_function = names_symbol && (unit->symbols[fn->symbol.index].flags & IR_SYMBOL_FUNCTION);
    bool is_initializer = (fn->flags & IR_FUNCTION_INIT) && (names_symbol || !fn->symbol.index);

    expect(checker, is_function || is_initializer, "a function without its symbol");
    check_location(checker, fn->at);
    check_location(checker, fn->end);
}

static void check_function(struct checker *checker)
{
    check_function_head(checker);
    if (!take_function_runs(checker))
        return;
    check_locals(checker);
    check_places(checker);
    checker->n_unknown = 0;
    for (uint32_t i = 1; i < checker->fn->blocks.count && !checker->fault; i++)
        check_block(checker, ir_block(checker->unit, checker->fn, (struct ir_block_id){i}));
    expect(checker, checker->n_unknown == checker->fn->n_unknown, "a wrong number of unknowns");
}

static void check_pools_are_used(struct checker *checker)
{
    const struct ir_unit *unit = checker->unit;

    expect(checker,
           checker->used_locals == unit->n_locals && checker->used_places == unit->n_places &&
               checker->used_blocks == unit->n_blocks && checker->used_instrs == unit->n_instrs &&
               checker->used_operands == unit->n_operands && checker->used_cases == unit->n_cases,
           "a pool with items that belong to nothing");
}

static void check_functions(struct checker *checker)
{
    for (uint32_t i = 1; i < checker->unit->n_functions && !checker->fault; i++) {
        checker->fn = &checker->unit->functions[i];
        check_function(checker);
    }
    check_pools_are_used(checker);
}

bool ir_verify(const struct ir_unit *unit, const char **ret_reason)
{
    struct checker checker = {
        .unit = unit,
        .used_locals = 1,
        .used_places = 1,
        .used_blocks = 1,
        .used_instrs = 1,
        .used_operands = 1,
        .used_cases = 1,
    };

    if (check_slots(&checker)) {
        check_files(&checker);
        check_types(&checker);
        check_records_and_fields(&checker);
        check_symbols(&checker);
        check_suppressions(&checker);
        check_functions(&checker);
    }
    if (checker.fault)
        *ret_reason = checker.fault;
    return !checker.fault;
}
