/* Lists that are filled through a pointer to the pointer that the next node goes to: the last one, of which the list knows
 * the address, or one that a loop has found,
 *
 *     *list->last = node;                       struct node **at = &list->first;
 *     list->last = &node->next;                 while (*at && (*at)->due <= node->due)
 *                                                   at = &(*at)->next;
 *                                               *at = node;
 *
 * Such a store may be to whatever had its address put there. Addresses are followed by element, through copies from one
 * such pointer to another.
 *
 * Requires targets. */
#include "program/links.h"

#include <stdlib.h>

#include "base/intmap.h"
#include "program/elements.h"

/* Bounds: copies of copies; pairs of a pointer and what it may point to, of the whole program. */
enum { LINK_ROUNDS = 3, LINK_PAIRS = 20000 };

/* The pointer may hold the address of the other one: both as elements. */
struct link_pair {
    uint32_t holder, head;
};

struct link_copy {
    uint32_t to, from;
};

VECTOR_TYPE(link_pairs, struct link_pair);

struct linking {
    const struct program *program;
    struct links *links;
    struct link_pairs pairs;
    struct intmap known; /* (holder, head) */
    VECTOR(struct link_copy) copies;
    VECTOR(struct store) found;
};

/* Whether the place holds a pointer to a pointer to a record. */
static bool is_link(const struct fn *fn, struct ir_place_id id)
{
    const struct ir_type *type = stores_type_of_place(fn, id);

    for (uint32_t i = 0; i < 2; i++) {
        if (type->kind != IR_TYPE_POINTER)
            return false;
        type = &fn->unit->types[type->element.index];
    }
    return type->kind == IR_TYPE_RECORD;
}

/* The element of the link that the place is: a field, a global or a local; 0 = it is none. */
static uint32_t link_at(const struct linking *linking, uint32_t number, struct ir_place_id id)
{
    const struct fn *fn = &linking->program->fns[number];
    enum ir_place_kind kind = (enum ir_place_kind)fn_place(fn, id.index)->kind;

    if ((kind != IR_PLACE_LOCAL && kind != IR_PLACE_GLOBAL && kind != IR_PLACE_FIELD) ||
        !is_link(fn, id))
        return 0;
    return element_of_place(linking->program, number, id);
}

static bool add_pair(struct linking *linking, uint32_t holder, uint32_t head)
{
    bool is_new = false;

    if (linking->pairs.count >= LINK_PAIRS) {
        bitset_add(&linking->links->is_elsewhere, head);
        return false;
    }
    intmap_put(&linking->known, (uint64_t)holder << 32 | head, 0, &is_new);
    if (is_new)
        vector_push(&linking->pairs, (struct link_pair){holder, head});
    return is_new;
}

/* The field or global whose address the operand is; 0 = none. */
static uint32_t head_at(const struct linking *linking, uint32_t number, struct ir_operand operand)
{
    uint32_t element =
        operand.kind == IR_OPERAND_ADDRESS
            ? element_of_named_place(linking->program, number, (struct ir_place_id){operand.index})
            : 0;

    return element < elements_named(linking->program) ? element : 0;
}

static void scan_instr(struct linking *linking, uint32_t number, uint32_t block, uint32_t index)
{
    (void)block;
    const struct fn *fn = &linking->program->fns[number];
    const struct ir_instr *instr = &fn->unit->instrs[index];
    uint32_t head;

    for (uint32_t i = 0; instr->op == IR_CALL && i < instr->arguments.count; i++)
        if ((head = head_at(linking, number, fn->unit->operands[instr->arguments.first + i])))
            bitset_add(&linking->links->is_elsewhere, head);
    if (instr->op != IR_COPY || !instr->dst.index)
        return;
    uint32_t holder = link_at(linking, number, instr->dst);
    if ((head = head_at(linking, number, instr->a))) {
        if (holder)
            add_pair(linking, holder, head);
        else
            bitset_add(&linking->links->is_elsewhere, head);
    } else if (holder && instr->a.kind == IR_OPERAND_PLACE) {
        uint32_t from = link_at(linking, number, (struct ir_place_id){instr->a.index});
        if (from)
            vector_push(&linking->copies, (struct link_copy){holder, from});
    }
}

static int compare_pairs(const void *a, const void *b)
{
    const struct link_pair *x = a, *y = b;

    if (x->holder != y->holder)
        return x->holder < y->holder ? -1 : 1;
    return x->head < y->head ? -1 : x->head > y->head;
}

/* The first of the sorted pairs of that holder, or behind them. */
static uint32_t first_of(const struct link_pairs *pairs, uint32_t holder)
{
    uint32_t low = 0, high = pairs->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (pairs->items[middle].holder < holder)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void sort_pairs(struct linking *linking)
{
    if (linking->pairs.count)
        qsort(linking->pairs.items, linking->pairs.count, sizeof(*linking->pairs.items),
              compare_pairs);
}

/* What one such pointer holds, those hold that copy it. */
static void spread(struct linking *linking)
{
    bool changed = true;

    for (uint32_t round = 0; round < LINK_ROUNDS && changed; round++) {
        struct link_pairs found = {0};
        changed = false;
        sort_pairs(linking);
        for (uint32_t c = 0; c < linking->copies.count; c++) {
            struct link_copy copy = linking->copies.items[c];
            for (uint32_t i = first_of(&linking->pairs, copy.from);
                 i < linking->pairs.count && linking->pairs.items[i].holder == copy.from; i++)
                vector_push(&found, (struct link_pair){copy.to, linking->pairs.items[i].head});
        }
        for (uint32_t i = 0; i < found.count; i++)
            changed |= add_pair(linking, found.items[i].holder, found.items[i].head);
        vector_deinit(&found);
    }
    sort_pairs(linking);
}

/* A store through a link may be to each place whose address that holds. */
static void add_stores(struct linking *linking, uint32_t number, uint32_t block, uint32_t index)
{
    const struct fn *fn = &linking->program->fns[number];
    const struct ir_instr *instr = &fn->unit->instrs[index];

    if (!instr->dst.index || fn_place(fn, instr->dst.index)->kind != IR_PLACE_DEREF)
        return;
    uint32_t holder = link_at(linking, number, fn_place(fn, instr->dst.index)->parent);
    for (uint32_t i = first_of(&linking->pairs, holder);
         holder && i < linking->pairs.count && linking->pairs.items[i].holder == holder; i++)
        vector_push(&linking->found,
                    (struct store){linking->pairs.items[i].head, number, block, index});
}

typedef void visit_link(struct linking *linking, uint32_t number, uint32_t block, uint32_t index);

static void each_instr(struct linking *linking, visit_link *visit)
{
    for (uint32_t number = 1; number < linking->program->n_fns; number++) {
        const struct fn *fn = &linking->program->fns[number];
        for (uint32_t id = 1; !fn->is_model && id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = 0; i < instrs.count; i++)
                visit(linking, number, id, instrs.first + i);
        }
    }
}

static void scan_returns(struct linking *linking)
{
    for (uint32_t number = 1; number < linking->program->n_fns; number++) {
        const struct fn *fn = &linking->program->fns[number];
        for (uint32_t id = 1; !fn->is_model && id < fn->ir->blocks.count; id++) {
            const struct ir_block *block = fn_block(fn, id);
            uint32_t head = block->end == IR_END_RETURN ? head_at(linking, number, block->a) : 0;
            if (head)
                bitset_add(&linking->links->is_elsewhere, head);
        }
    }
}

struct store_span links_to(const struct links *links, uint32_t element)
{
    if (!element || element >= links->is_elsewhere.size)
        return (struct store_span){0, 0};
    return (struct store_span){links->first[element], links->first[element + 1]};
}

struct links *links_find(const struct program *program, struct arena *run)
{
    struct links *links = ARENA_NEW(run, struct links);
    struct linking linking = {.program = program, .links = links};
    uint32_t n_named = elements_named(program);

    links->is_elsewhere = bitset_new(run, n_named);
    links->first = ARENA_ARRAY(run, uint32_t, n_named + 2);
    each_instr(&linking, scan_instr);
    scan_returns(&linking);
    spread(&linking);
    if (linking.pairs.count)
        each_instr(&linking, add_stores);
    links->items = ARENA_ARRAY(run, struct store, linking.found.count + 1);
    for (uint32_t i = 0; i < linking.found.count; i++)
        links->first[linking.found.items[i].element + 2]++;
    for (uint32_t i = 2; i < n_named + 2; i++)
        links->first[i] += links->first[i - 1];
    for (uint32_t i = 0; i < linking.found.count; i++)
        links->items[links->first[linking.found.items[i].element + 1]++] = linking.found.items[i];
    vector_deinit(&linking.found);
    vector_deinit(&linking.copies);
    vector_deinit(&linking.pairs);
    intmap_deinit(&linking.known);
    return links;
}
