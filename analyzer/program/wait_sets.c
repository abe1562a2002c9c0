#include "program/wait_sets.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "program/elements.h"
#include "program/model_flow.h"

/* A set, the locals that point to it, and the sets that are copied into it: more are taken as not known. */
enum { BASES_MOST = 8 };

/* A local that is the set, or holds its address. */
struct base {
    uint32_t local;
    bool is_pointer;
};

struct reading {
    const struct program *program;
    const struct fn *fn;
    uint32_t number;
    enum use_kind kind; /* AWAIT_BITS, or else by field */
    const char *field;  /* of the channel; NULL = only the flags matter */
    struct model_flags flags;
    struct base bases[BASES_MOST];
    uint32_t n_bases;
    struct wait_set *set;
    VECTOR(uint32_t) copies;          /* instructions */
    VECTOR(uint32_t) filled, flagged; /* elements, by place, that get a channel; that get flags */
    bool is_read;                     /* the function itself reads the channels out of it */
};

static void add_base(struct reading *reading, uint32_t local, bool is_pointer)
{
    for (uint32_t i = 0; i < reading->n_bases; i++)
        if (reading->bases[i].local == local) {
            reading->set->known &= reading->bases[i].is_pointer == is_pointer;
            return;
        }
    if (reading->n_bases == BASES_MOST || local <= reading->fn->ir->n_parameters) {
        reading->set->known = false;
        return;
    }
    reading->bases[reading->n_bases++] = (struct base){local, is_pointer};
}

static const struct ir_place *place_at(const struct reading *reading, uint32_t id)
{
    return ir_place(reading->fn->unit, reading->fn->ir, (struct ir_place_id){id});
}

/* The local that the place lies in, or behind; 0 = in no local. */
static uint32_t local_below(const struct reading *reading, uint32_t id, uint32_t *ret_derefs)
{
    const struct ir_place *place = place_at(reading, id);

    *ret_derefs = 0;
    for (; place->parent.index; place = place_at(reading, place->parent.index))
        *ret_derefs += place->kind == IR_PLACE_DEREF;
    return place->kind == IR_PLACE_LOCAL ? place->argument : 0;
}

/* Whether the place is a part of the set. */
static bool is_part(const struct reading *reading, uint32_t id)
{
    uint32_t derefs, local = id ? local_below(reading, id, &derefs) : 0;

    for (uint32_t i = 0; local && i < reading->n_bases; i++)
        if (reading->bases[i].local == local && derefs == reading->bases[i].is_pointer)
            return true;
    return false;
}

/* Whether the operand is the address of the set, or of a part of it. */
static bool is_address(const struct reading *reading, struct ir_operand operand)
{
    if (operand.kind == IR_OPERAND_ADDRESS)
        return is_part(reading, operand.index);
    if (operand.kind != IR_OPERAND_PLACE)
        return false;
    const struct ir_place *place = place_at(reading, operand.index);
    for (uint32_t i = 0; i < reading->n_bases; i++)
        if (place->kind == IR_PLACE_LOCAL && reading->bases[i].is_pointer &&
            reading->bases[i].local == place->argument)
            return true;
    return false;
}

/* The field that the place ends in; NULL = it is the set, or an element of it. */
static const char *field_at(const struct reading *reading, uint32_t id)
{
    const struct ir_place *place = place_at(reading, id);

    return place->kind == IR_PLACE_FIELD
               ? ir_text(reading->fn->unit, reading->fn->unit->fields[place->argument].name)
               : NULL;
}

static bool is_zero(const struct reading *reading, struct ir_operand operand)
{
    return operand.kind == IR_OPERAND_NULL ||
           (operand.kind == IR_OPERAND_INTEGER && reading->fn->unit->integers[operand.index] == 0);
}

/* ---- sets by field ---- */

/* The result of the one function in sight that the call reaches; 0 = there is no such. */
static uint32_t result_of(const struct reading *reading, uint32_t index)
{
    const struct call_site *site = &reading->fn->calls[graph_first_call(reading->fn, index)];
    bool is_one = site->targets.count == 1 && !site->unresolved &&
                  !reading->program->fns[site->targets.items[0]].is_model;

    return is_one ? element_of_result(reading->program, site->targets.items[0]) : 0;
}

static void read_field(struct reading *reading, uint32_t index, const struct ir_instr *instr)
{
    const char *field = field_at(reading, instr->dst.index);
    struct ir_operand value = instr->a;
    bool is_number = instr->op == IR_COPY && value.kind == IR_OPERAND_INTEGER;
    int64_t number = is_number ? reading->fn->unit->integers[value.index] : 0;

    if (!field) {
        bool from_itself = value.kind == IR_OPERAND_PLACE && is_part(reading, value.index);
        reading->set->known &= instr->op == IR_COPY && (is_zero(reading, value) || from_itself);
    } else if (reading->field && strcmp(field, reading->field) == 0) {
        vector_push(&reading->filled, place_at(reading, instr->dst.index)->parent.index);
        if (is_number && number < 0)
            return;
        uint32_t result = instr->op == IR_CALL ? result_of(reading, index) : 0;
        reading->set->known &= result || (instr->op == IR_COPY && value.kind == IR_OPERAND_PLACE);
        vector_push(&reading->set->channels, (struct wait_member){value, result});
        vector_push(&reading->copies, index);
    } else if (reading->flags.field && strcmp(field, reading->flags.field) == 0) {
        vector_push(&reading->flagged, place_at(reading, instr->dst.index)->parent.index);
        reading->set->known &= is_number && !(number & reading->flags.others);
    }
}

/* ---- sets of bits ---- */

/* The instruction that gives a temporary its value; NULL = there is none, or several. */
static const struct ir_instr *definition_of(const struct reading *reading,
                                            struct ir_operand operand)
{
    const struct ir_instr *found = NULL;

    if (operand.kind != IR_OPERAND_PLACE)
        return NULL;
    for (uint32_t id = 1; id < reading->fn->ir->blocks.count; id++) {
        const struct ir_block *block =
            ir_block(reading->fn->unit, reading->fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &reading->fn->unit->instrs[block->instrs.first + i];
            if (instr->dst.index != operand.index)
                continue;
            if (found)
                return NULL;
            found = instr;
        }
    }
    return found;
}

/* The number of the bit that is the operand: 1 << x % word. */
static struct ir_operand bit_of(const struct reading *reading, struct ir_operand operand)
{
    struct ir_operand none = {.kind = IR_OPERAND_NONE};
    const struct ir_instr *shift = definition_of(reading, operand);

    if (!shift || shift->op != IR_COMPUTE || shift->operation != IR_SHL ||
        shift->a.kind != IR_OPERAND_INTEGER || reading->fn->unit->integers[shift->a.index] != 1)
        return none;
    const struct ir_instr *within = definition_of(reading, shift->b);
    bool cuts = within && within->op == IR_COMPUTE &&
                (within->operation == IR_MOD || within->operation == IR_AND) &&
                within->b.kind == IR_OPERAND_INTEGER;
    return cuts ? within->a : none;
}

static void read_bits(struct reading *reading, const struct ir_instr *instr)
{
    if (instr->op == IR_COPY && is_zero(reading, instr->a))
        return;
    uint32_t derefs;
    bool from_local = instr->op == IR_COPY && instr->a.kind == IR_OPERAND_PLACE &&
                      local_below(reading, instr->a.index, &derefs) && !derefs &&
                      place_at(reading, instr->a.index)->kind == IR_PLACE_LOCAL;
    if (from_local) {
        add_base(reading, place_at(reading, instr->a.index)->argument, false);
        return;
    }
    if (instr->op == IR_COMPUTE && instr->operation == IR_AND)
        return;
    bool sets = instr->op == IR_COMPUTE && instr->operation == IR_OR;
    struct ir_operand bit = sets ? bit_of(reading, instr->b) : instr->a;
    if (!sets || bit.kind != IR_OPERAND_PLACE)
        reading->set->known = false;
    else
        vector_push(&reading->set->channels, (struct wait_member){bit, 0});
}

/* ---- what else becomes of it ---- */

/* Whether the model does no more with its parameter than to read or to clear what lies there. */
static bool only_uses(const struct reading *reading, const struct ir_instr *call, uint32_t target,
                      uint32_t parameter)
{
    if (!reading->program->fns[target].is_model)
        return false;
    struct model_flow flow = model_flow_of(reading->program, target);
    return !model_flow_keeps(&flow, reading->fn, call, parameter) && flow.copied_to != parameter;
}

static void read_call(struct reading *reading, uint32_t index, const struct ir_instr *call)
{
    const struct call_site *site = &reading->fn->calls[graph_first_call(reading->fn, index)];

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        if (!is_address(reading, reading->fn->unit->operands[call->arguments.first + i]))
            continue;
        reading->set->known &= site->targets.count && !site->unresolved;
        for (uint32_t k = 0; k < site->targets.count; k++)
            reading->set->known &= only_uses(reading, call, site->targets.items[k], i + 1);
    }
}

static void note_read(struct reading *reading, struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE || !is_part(reading, operand.index))
        return;
    const char *field = field_at(reading, operand.index);
    reading->is_read |= !field || (reading->field && strcmp(field, reading->field) == 0);
}

static void read_pointer(struct reading *reading, const struct ir_instr *instr)
{
    if (!is_address(reading, instr->a) || instr->op != IR_COPY)
        return;
    const struct ir_place *to = instr->dst.index ? place_at(reading, instr->dst.index) : NULL;
    if (to && to->kind == IR_PLACE_LOCAL)
        add_base(reading, to->argument, true);
    else
        reading->set->known = false;
}

/* A local that holds the address of the set must not hold another one's. */
static void read_write_of_pointer(struct reading *reading, const struct ir_instr *instr)
{
    struct ir_operand written = {IR_OPERAND_PLACE, instr->dst.index};

    if (instr->dst.index && is_address(reading, written))
        reading->set->known &= instr->op != IR_CALL && is_address(reading, instr->a);
}

static void read_instr(struct reading *reading, uint32_t index)
{
    const struct ir_instr *instr = &reading->fn->unit->instrs[index];

    if (instr->op == IR_CALL) {
        read_call(reading, index, instr);
        for (uint32_t i = 0; i < instr->arguments.count; i++)
            note_read(reading, reading->fn->unit->operands[instr->arguments.first + i]);
    } else {
        read_pointer(reading, instr);
        note_read(reading, instr->a);
    }
    read_write_of_pointer(reading, instr);
    if (!is_part(reading, instr->dst.index))
        return;
    if (reading->kind == USE_AWAIT_BITS)
        read_bits(reading, instr);
    else
        read_field(reading, index, instr);
}

static void read_function(struct reading *reading)
{
    for (uint32_t id = 1; id < reading->fn->ir->blocks.count; id++) {
        const struct ir_block *block =
            ir_block(reading->fn->unit, reading->fn->ir, (struct ir_block_id){id});
        for (uint32_t i = 0; i < block->instrs.count; i++)
            read_instr(reading, block->instrs.first + i);
        if (block->end == IR_END_RETURN && is_address(reading, block->a))
            reading->set->known = false;
    }
}

/* ---- the whole ---- */

/* Whether each element that gets flags gets a channel as well: one that is only set to zero may be for the
 * descriptor 0, which is not ours. */
static bool is_filled(const struct reading *reading)
{
    for (uint32_t i = 0; reading->field && i < reading->flagged.count; i++) {
        bool filled = false;
        for (uint32_t k = 0; k < reading->filled.count; k++)
            filled |= reading->filled.items[k] == reading->flagged.items[i];
        if (!filled)
            return false;
    }
    return true;
}

static void read_set(struct reading *reading, struct ir_operand operand)
{
    uint32_t derefs = 0;
    uint32_t local =
        operand.kind == IR_OPERAND_ADDRESS ? local_below(reading, operand.index, &derefs) : 0;

    reading->set->known = local && !derefs && !(reading->fn->ir->flags & IR_FUNCTION_DAMAGED);
    if (!reading->set->known)
        return;
    add_base(reading, local, false);
    for (uint32_t before = 0; before != reading->n_bases && reading->set->known;) {
        before = reading->n_bases;
        vector_clear(&reading->set->channels);
        vector_clear(&reading->copies);
        vector_clear(&reading->filled);
        vector_clear(&reading->flagged);
        read_function(reading);
    }
    reading->set->known &= is_filled(reading);
}

static void add_set(struct wait_sets *sets, const struct program *program, const struct use *use)
{
    const struct fn *fn = &program->fns[use->fn];
    const struct ir_instr *call = &fn->unit->instrs[use->instr];
    struct wait_set set = {.fn = use->fn, .instr = use->instr};
    uint32_t parameter = use->kind == USE_WATCH ? use->flags.parameter : use->used;
    struct reading reading = {.program = program,
                              .fn = fn,
                              .number = use->fn,
                              .kind = use->kind,
                              .field = use->kind == USE_WATCH ? NULL : use->field,
                              .flags = use->flags,
                              .set = &set};

    if (parameter && parameter <= call->arguments.count)
        read_set(&reading, fn->unit->operands[call->arguments.first + parameter - 1]);
    if (use->kind == USE_AWAIT_BITS && use->other && use->other <= call->arguments.count)
        set.known &= is_zero(&reading, fn->unit->operands[call->arguments.first + use->other - 1]);
    for (uint32_t i = 0; set.known && !reading.is_read && i < reading.copies.count; i++)
        intmap_put(&sets->private_copies, (uint64_t)use->fn << 32 | reading.copies.items[i], 1,
                   NULL);
    vector_deinit(&reading.copies);
    vector_deinit(&reading.filled);
    vector_deinit(&reading.flagged);
    vector_push(&sets->items, set);
}

struct wait_sets *wait_sets_new(const struct program *program, const struct uses *uses)
{
    struct wait_sets *sets = memory_zeroed(1, sizeof(*sets));

    for (uint32_t i = 0; i < uses->items.count; i++) {
        enum use_kind kind = uses->items.items[i].kind;
        if (kind == USE_AWAIT_EACH || kind == USE_AWAIT_BITS || kind == USE_WATCH)
            add_set(sets, program, &uses->items.items[i]);
    }
    return sets;
}

void wait_sets_free(struct wait_sets *sets)
{
    if (!sets)
        return;
    for (uint32_t i = 0; i < sets->items.count; i++)
        vector_deinit(&sets->items.items[i].channels);
    vector_deinit(&sets->items);
    intmap_deinit(&sets->private_copies);
    free(sets);
}

const struct wait_set *wait_sets_find(const struct wait_sets *sets, uint32_t fn, uint32_t instr)
{
    uint32_t low = 0, high = sets->items.count;

    while (low < high) {
        uint32_t middle = (low + high) / 2;
        const struct wait_set *set = &sets->items.items[middle];
        if (set->fn < fn || (set->fn == fn && set->instr < instr))
            low = middle + 1;
        else
            high = middle;
    }
    const struct wait_set *found = low < sets->items.count ? &sets->items.items[low] : NULL;
    return found && found->fn == fn && found->instr == instr ? found : NULL;
}

bool wait_sets_has_copy(const struct wait_sets *sets, uint32_t fn, uint32_t instr)
{
    return intmap_find(&sets->private_copies, (uint64_t)fn << 32 | instr) != NULL;
}
