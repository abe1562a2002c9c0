/* What operands are, seen from the callers of their function. */
#include "program/channel_flow_inside.h"

#include "program/elements.h"
#include "program/stores.h"

static struct rooted root_of_place(const struct channel_flow *flow, uint32_t number, uint32_t id)
{
    const struct fn *fn = &flow->program->fns[number];
    uint32_t local = channel_flow_base_local(fn, id);
    uint16_t alias = local ? flow->alias[channel_flow_local(flow, number, local)] : ALIAS_NONE;
    struct rooted rooted = {.element =
                                element_of_place(flow->program, number, (struct ir_place_id){id})};

    rooted.place = id;
    rooted.root = rooted.element ? ROOTED_HERE : ROOTED_NOWHERE;
    if (alias == ALIAS_RESULT && flow->makes[number])
        rooted.root = ROOTED_RESULT;
    else if (alias && alias != ALIAS_RESULT &&
             !flow->leaks[channel_flow_local(flow, number, alias)]) {
        rooted.root = ROOTED_PARAMETER;
        rooted.parameter = alias;
    }
    return rooted;
}

/* The first element of an array has the array's own place. With two constant indices it would not be known
 * which of them is left out. */
uint32_t channel_flow_index(const struct fn *fn, struct ir_place_id id)
{
    const struct ir_place *place = fn_place(fn, id.index);
    const struct ir_type *type = stores_type_of_place(fn, id);
    bool is_array = type && type->kind == IR_TYPE_ARRAY;
    bool is_matrix = is_array && fn->unit->types[type->element.index].kind == IR_TYPE_ARRAY;

    switch ((enum ir_place_kind)place->kind) {
    case IR_PLACE_INDEX:
        type = stores_type_of_place(fn, place->parent);
        is_matrix = type && type->kind == IR_TYPE_ARRAY &&
                    fn->unit->types[type->element.index].kind == IR_TYPE_ARRAY;
        return is_array || is_matrix || place->argument >= INDEX_UNKNOWN - 1 ? INDEX_UNKNOWN
                                                                             : place->argument + 1;
    case IR_PLACE_INDEX_PLACE:
        return is_array && !is_matrix ? 1 : INDEX_UNKNOWN;
    case IR_PLACE_DEREF:
        return 1;
    case IR_PLACE_LOCAL:
    case IR_PLACE_GLOBAL:
    case IR_PLACE_FIELD:
        return is_matrix ? INDEX_UNKNOWN : is_array;
    case IR_PLACE_UNKNOWN:
        break;
    }
    return INDEX_UNKNOWN;
}

struct rooted channel_flow_root(const struct channel_flow *flow, uint32_t fn,
                                struct ir_operand operand)
{
    if (operand.kind != IR_OPERAND_PLACE && operand.kind != IR_OPERAND_ADDRESS)
        return (struct rooted){.root = ROOTED_NOWHERE};
    struct rooted rooted = root_of_place(flow, fn, operand.index);
    if (operand.kind == IR_OPERAND_PLACE)
        rooted.index =
            channel_flow_index(&flow->program->fns[fn], (struct ir_place_id){operand.index});
    return rooted;
}

struct rooted channel_flow_object(const struct channel_flow *flow, uint32_t fn,
                                  struct ir_operand operand)
{
    struct ir_operand whole = channel_flow_whole(flow->program, fn, operand);
    struct rooted rooted = channel_flow_root(flow, fn, whole);

    if (rooted.root != ROOTED_NOWHERE)
        rooted.place = operand.index;
    return rooted;
}

struct rooted channel_flow_result(const struct channel_flow *flow, uint32_t fn,
                                  struct ir_place_id place)
{
    return place.index ? root_of_place(flow, fn, place.index)
                       : (struct rooted){.root = ROOTED_NOWHERE};
}
