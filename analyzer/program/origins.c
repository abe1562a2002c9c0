#include "program/origins.h"

#include <string.h>

#include "program/model_flow.h"

enum {
    COPIES_MOST = 6,   /* copies of copies: helpers hand a node through few variables */
    SOURCES_MOST = 32, /* definitions that reach one place; more are not told apart */
    MAKER_ROUNDS = 4,  /* allocators that call allocators */
};

struct definition {
    uint32_t block, instr;
};

struct origins {
    const struct program *program;
    struct bitset makers;   /* per fn: returns new memory */
    uint32_t *regrows;      /* per fn, models and wrappers: the parameter that it makes larger */
    struct arena *function; /* of the function that was looked at last */
    struct arena *scratch;  /* of one search */
    uint32_t fn;
    uint32_t *first, *before; /* its blocks' predecessors */
};

/* ---- predecessors ---- */

static void count_edges(const struct fn *fn, uint32_t *first)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
            first[graph_successor(fn, block, edge) + 1]++;
    }
}

static void look_at(struct origins *origins, uint32_t number)
{
    const struct fn *fn = &origins->program->fns[number];
    uint32_t n = fn->ir->blocks.count;

    if (origins->fn == number)
        return;
    arena_reset(origins->function);
    origins->fn = number;
    origins->first = ARENA_ARRAY(origins->function, uint32_t, n + 2);
    count_edges(fn, origins->first);
    for (uint32_t id = 0; id <= n; id++)
        origins->first[id + 1] += origins->first[id];
    origins->before = ARENA_ARRAY(origins->function, uint32_t, origins->first[n + 1] + 1);
    uint32_t *next = arena_copy(origins->function, origins->first, (n + 2) * sizeof(*next));
    for (uint32_t id = 1; id < n; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++)
            origins->before[next[graph_successor(fn, block, edge)]++] = id;
    }
}

/* ---- definitions ---- */

/* Whether the instruction may write the local: it is the destination, or a call gets its address. */
static bool writes(const struct fn *fn, const struct ir_instr *instr, uint32_t local)
{
    const struct ir_place *to = fn_place(fn, instr->dst.index);

    if (instr->dst.index && to->kind == IR_PLACE_LOCAL && to->argument == local)
        return true;
    for (uint32_t i = 0; instr->op == IR_CALL && i < instr->arguments.count; i++) {
        struct ir_operand argument = fn->unit->operands[instr->arguments.first + i];
        if (argument.kind == IR_OPERAND_ADDRESS &&
            fn_place(fn, argument.index)->kind == IR_PLACE_LOCAL &&
            fn_place(fn, argument.index)->argument == local)
            return true;
    }
    return false;
}

/* The last write of the local in the block before `end`; false where there is none. */
static bool last_write(const struct fn *fn, uint32_t block, uint32_t end, uint32_t local,
                       struct definition *ret_definition)
{
    uint32_t first = fn_block(fn, block)->instrs.first;

    for (uint32_t i = end; i-- > first;)
        if (writes(fn, &fn->unit->instrs[i], local)) {
            *ret_definition = (struct definition){block, i};
            return true;
        }
    return false;
}

struct search {
    struct definition found[SOURCES_MOST];
    uint32_t count;
    bool from_entry, overflow;
};

/* The definitions of the local that reach the instruction. */
static void search_back(struct origins *origins, uint32_t block, uint32_t instr, uint32_t local,
                        struct search *search)
{
    const struct fn *fn = &origins->program->fns[origins->fn];
    VECTOR(uint32_t) todo = {0};
    struct definition definition;

    arena_reset(origins->scratch);
    struct bitset seen = bitset_new(origins->scratch, fn->ir->blocks.count);
    vector_push(&todo, block);
    for (bool is_first = true; todo.count; is_first = false) {
        uint32_t id = vector_pop(&todo);
        struct ir_range instrs = fn_block(fn, id)->instrs;
        uint32_t end = is_first ? instr : instrs.first + instrs.count;
        if (last_write(fn, id, end, local, &definition)) {
            if (search->count == SOURCES_MOST)
                search->overflow = true;
            else
                search->found[search->count++] = definition;
            continue;
        }
        search->from_entry |= id == 1;
        for (uint32_t i = origins->first[id]; i < origins->first[id + 1]; i++)
            if (bitset_add(&seen, origins->before[i]))
                vector_push(&todo, origins->before[i]);
    }
    vector_deinit(&todo);
}

/* ---- origins ---- */

struct following {
    struct origins *origins;
    void (*visit)(void *data, const struct origin *origin);
    void *data;
    uint32_t copies;
    struct origin part; /* the part of it whose address is taken last, as in `part` */
};

static void follow(const struct following *following, uint32_t block, uint32_t instr,
                   struct ir_operand operand, bool is_part);

static void tell(const struct following *following, struct origin origin)
{
    if (origin.is_part) {
        origin.part = following->part.part;
        origin.part_block = following->part.part_block;
        origin.part_instr = following->part.part_instr;
    }
    following->visit(following->data, &origin);
}

static void follow_call(const struct following *following, struct definition at, bool is_part)
{
    const struct origins *origins = following->origins;
    const struct fn *fn = &origins->program->fns[origins->fn];
    const struct call_site *site = &fn->calls[graph_first_call(fn, at.instr)];
    bool is_new = fn->unit->instrs[at.instr].dst.index && origins_makes(origins, site);

    tell(following, (struct origin){.bits = is_new ? ORIGIN_NEW : ORIGIN_CALL,
                                    .block = at.block,
                                    .instr = at.instr,
                                    .is_part = is_part});
}

static void follow_local(const struct following *following, uint32_t block, uint32_t instr,
                         uint32_t local, bool is_part)
{
    struct origins *origins = following->origins;
    const struct fn *fn = &origins->program->fns[origins->fn];
    struct search search = {.count = 0};
    struct following next = *following;

    search_back(origins, block, instr, local, &search);
    if (search.overflow || ++next.copies > COPIES_MOST) {
        tell(following, (struct origin){.bits = ORIGIN_OTHER});
        return;
    }
    if (search.from_entry && local <= fn->ir->n_parameters)
        tell(following,
             (struct origin){.bits = ORIGIN_PARAMETER, .parameter = local, .is_part = is_part});
    for (uint32_t i = 0; i < search.count; i++) {
        struct definition at = search.found[i];
        const struct ir_instr *from = &fn->unit->instrs[at.instr];
        if (from->op == IR_CALL)
            follow_call(following, at, is_part);
        else if (from->op == IR_COPY)
            follow(&next, at.block, at.instr, from->a, is_part);
        else
            tell(following, (struct origin){.bits = ORIGIN_OTHER,
                                            .computed = from->op == IR_COMPUTE ? at.instr : 0,
                                            .computed_in = at.block});
    }
}

/* The local whose value points to the object that the place is, or is a part of; 0 = it is no such place.
 * `ret_part`: whether it is only a part. */
static uint32_t pointer_to(const struct fn *fn, uint32_t id, bool *ret_part)
{
    const struct ir_place *place = fn_place(fn, id);

    while (place->kind == IR_PLACE_FIELD || place->kind == IR_PLACE_INDEX ||
           place->kind == IR_PLACE_INDEX_PLACE) {
        *ret_part |= place->kind == IR_PLACE_FIELD;
        place = fn_place(fn, place->parent.index);
    }
    if (place->kind != IR_PLACE_DEREF)
        return 0;
    const struct ir_place *pointer = fn_place(fn, place->parent.index);
    return pointer->kind == IR_PLACE_LOCAL ? pointer->argument : 0;
}

/* The address of a part of what the local points to. */
static void follow_part(const struct following *following, uint32_t block, uint32_t instr,
                        uint32_t part, uint32_t local)
{
    struct following next = *following;

    next.part = (struct origin){.part = part, .part_block = block, .part_instr = instr};
    follow_local(&next, block, instr, local, true);
}

static void follow(const struct following *following, uint32_t block, uint32_t instr,
                   struct ir_operand operand, bool is_part)
{
    const struct fn *fn = &following->origins->program->fns[following->origins->fn];
    bool inner = is_part;
    uint32_t local;

    switch ((enum ir_operand_kind)operand.kind) {
    case IR_OPERAND_PLACE:
        local = fn_local(fn, operand);
        if (local)
            follow_local(following, block, instr, local, is_part);
        else
            tell(following, (struct origin){
                                .bits = ORIGIN_LOADED, .place = operand.index, .is_part = is_part});
        break;
    case IR_OPERAND_ADDRESS:
        local = pointer_to(fn, operand.index, &inner);
        if (local && inner && !is_part)
            follow_part(following, block, instr, operand.index, local);
        else if (local)
            follow_local(following, block, instr, local, inner);
        else
            tell(following, (struct origin){
                                .bits = ORIGIN_OBJECT, .place = operand.index, .is_part = is_part});
        break;
    case IR_OPERAND_NULL:
        tell(following, (struct origin){.bits = ORIGIN_NULL});
        break;
    case IR_OPERAND_INTEGER:
        tell(following, (struct origin){.bits = fn->unit->integers[operand.index] ? ORIGIN_NUMBER
                                                                                  : ORIGIN_NULL});
        break;
    case IR_OPERAND_FUNCTION:
    case IR_OPERAND_STRING:
        tell(following, (struct origin){.bits = ORIGIN_NUMBER});
        break;
    case IR_OPERAND_NONE:
    case IR_OPERAND_UNKNOWN:
        tell(following, (struct origin){.bits = ORIGIN_OTHER});
        break;
    }
}

void origins_each(struct origins *origins, uint32_t fn, uint32_t block, uint32_t instr,
                  struct ir_operand operand, void (*visit)(void *data, const struct origin *origin),
                  void *data)
{
    struct following following = {.origins = origins, .visit = visit, .data = data};

    look_at(origins, fn);
    follow(&following, block, instr, operand, false);
}

static void merge(void *data, const struct origin *origin)
{
    struct origin *merged = data;
    bool differs = merged->bits & ORIGIN_PARAMETER && origin->bits & ORIGIN_PARAMETER &&
                   merged->parameter != origin->parameter;

    merged->bits |= origin->bits;
    merged->is_part |= origin->is_part;
    if (origin->parameter)
        merged->parameter = differs ? 0 : origin->parameter;
    if (origin->instr) {
        merged->block = origin->block;
        merged->instr = origin->instr;
    }
    if (origin->place)
        merged->place = origin->place;
    if (origin->part) {
        merged->part = origin->part;
        merged->part_block = origin->part_block;
        merged->part_instr = origin->part_instr;
    }
}

struct origin origins_of(struct origins *origins, uint32_t fn, uint32_t block, uint32_t instr,
                         struct ir_operand operand)
{
    struct origin merged = {.bits = 0};

    origins_each(origins, fn, block, instr, operand, merge, &merged);
    return merged;
}

/* ---- what makes ---- */

bool origins_makes(const struct origins *origins, const struct call_site *site)
{
    if (!site->targets.count || site->unresolved)
        return false;
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (!bitset_has(&origins->makers, site->targets.items[k]) ||
            origins->regrows[site->targets.items[k]])
            return false;
    return true;
}

uint32_t origins_regrows(const struct origins *origins, const struct call_site *site)
{
    return site->targets.count == 1 ? origins->regrows[site->targets.items[0]] : 0;
}

/* The parameter of the model that may be its result as well as something new: what realloc() gets. */
static uint32_t regrown_by_model(const struct fn *model)
{
    for (uint32_t id = 1; id < model->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(model, id)->instrs;
        for (uint32_t i = 0; i < instrs.count; i++) {
            const struct ir_instr *instr = &model->unit->instrs[instrs.first + i];
            uint32_t local = instr->op == IR_COPY ? fn_local(model, instr->a) : 0;
            if (local && local <= model->ir->n_parameters && instr->dst.index &&
                fn_place(model, instr->dst.index)->kind == IR_PLACE_LOCAL)
                return local;
        }
    }
    return 0;
}

struct returned {
    struct origin merged;
    uint32_t regrown; /* the parameter that is made larger and returned */
    bool other;       /* something is returned that is neither new nor NULL nor made larger */
};

static void merge_returned(void *data, const struct origin *origin)
{
    struct returned *returned = data;

    merge(&returned->merged, origin);
    returned->other |= !(origin->bits & (ORIGIN_NEW | ORIGIN_NULL));
}

/* A function that hands one of its parameters to one that makes it larger, and returns the result. */
static uint32_t regrown_by_call(struct origins *origins, uint32_t number, uint32_t instr)
{
    const struct fn *fn = &origins->program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[instr];
    uint32_t argument = origins_regrows(origins, &fn->calls[graph_first_call(fn, instr)]);

    if (!argument || argument > call->arguments.count)
        return 0;
    uint32_t local = fn_local(fn, fn->unit->operands[call->arguments.first + argument - 1]);
    return local <= fn->ir->n_parameters ? local : 0;
}

/* Whether the function returns nothing but new memory and NULL; or, `ret_regrown`, what it makes larger. */
static bool makes(struct origins *origins, uint32_t number, uint32_t *ret_regrown)
{
    const struct fn *fn = &origins->program->fns[number];
    struct returned returned = {.regrown = 0};

    for (uint32_t id = 1; id < fn->ir->blocks.count && !returned.other; id++) {
        const struct ir_block *block = fn_block(fn, id);
        if (block->end != IR_END_RETURN || block->a.kind == IR_OPERAND_NONE)
            continue;
        origins_each(origins, number, id, block->instrs.first + block->instrs.count, block->a,
                     merge_returned, &returned);
        bool one_call = !(returned.merged.bits & ~(unsigned)(ORIGIN_CALL | ORIGIN_NULL)) &&
                        returned.merged.bits & ORIGIN_CALL;
        if (one_call)
            *ret_regrown = regrown_by_call(origins, number, returned.merged.instr);
    }
    return !returned.other && returned.merged.bits & ORIGIN_NEW;
}

static bool returns_pointer(const struct fn *fn, const struct program *program)
{
    const struct entity *entity = &program->entities[fn->entity];

    if (!entity->type || entity->type->kind != IR_TYPE_FUNCTION)
        return false;
    return entity->type_unit->types[entity->type->element.index].kind == IR_TYPE_POINTER;
}

/* Callers of what makes may make as well. */
static void find_makers(struct origins *origins)
{
    const struct program *program = origins->program;
    struct arena *scratch = arena_new();
    struct bitset todo = bitset_new(scratch, program->n_fns);

    for (uint32_t fn = 1; fn < program->n_fns; fn++)
        if (bitset_has(&origins->makers, fn))
            for (uint32_t i = 0; i < program->fns[fn].callers.count; i++)
                bitset_add(&todo, program->fns[fn].callers.items[i]);
    for (uint32_t round = 0; round < MAKER_ROUNDS; round++) {
        struct bitset next = bitset_new(scratch, program->n_fns);
        for (uint32_t fn = bitset_next(&todo, 0); fn < todo.size; fn = bitset_next(&todo, fn + 1)) {
            const struct fn *self = &program->fns[fn];
            uint32_t regrown = 0;
            if (self->is_model || bitset_has(&origins->makers, fn) || origins->regrows[fn] ||
                !returns_pointer(self, program))
                continue;
            if (makes(origins, fn, &regrown))
                bitset_add(&origins->makers, fn);
            origins->regrows[fn] = regrown;
            for (uint32_t i = 0;
                 (regrown || bitset_has(&origins->makers, fn)) && i < self->callers.count; i++)
                bitset_add(&next, self->callers.items[i]);
        }
        todo = next;
    }
    arena_free(scratch);
}

struct origins *origins_new(const struct program *program, struct arena *run)
{
    struct origins *origins = ARENA_NEW(run, struct origins);

    origins->program = program;
    origins->function = arena_new();
    origins->scratch = arena_new();
    origins->makers = bitset_new(run, program->n_fns);
    origins->regrows = ARENA_ARRAY(run, uint32_t, program->n_fns);
    for (uint32_t fn = 1; fn < program->n_fns; fn++)
        if (program->fns[fn].is_model && model_flow_of(program, fn).makes) {
            bitset_add(&origins->makers, fn);
            origins->regrows[fn] = regrown_by_model(&program->fns[fn]);
        }
    find_makers(origins);
    return origins;
}

void origins_free(struct origins *origins)
{
    if (!origins)
        return;
    arena_free(origins->function);
    arena_free(origins->scratch);
}

/* ---- sizes ---- */

/* The product of the arguments, where they are constants. */
static uint64_t constants_of(const struct fn *fn, const struct ir_instr *call)
{
    uint64_t size = 1;
    bool any = false;

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        int64_t number;
        struct ir_operand argument = fn->unit->operands[call->arguments.first + i];
        if (argument.kind == IR_OPERAND_STRING || !fn_number(fn, argument, &number) || number <= 0)
            return 0;
        if (__builtin_mul_overflow(size, (uint64_t)number, &size))
            return 0;
        any = true;
    }
    return any ? size : 0;
}

/* A constructor allocates the same for each call: the allocation in it. */
uint64_t origins_size(const struct origins *origins, const struct fn *fn,
                      const struct call_site *site)
{
    for (uint32_t depth = 0; depth < MAKER_ROUNDS; depth++) {
        uint64_t size = constants_of(fn, &fn->unit->instrs[site->instr]);
        if (size || site->targets.count != 1)
            return size;
        const struct fn *callee = &origins->program->fns[site->targets.items[0]];
        const struct call_site *inner = NULL;
        if (callee->is_model)
            return 0;
        for (uint32_t c = 0; c < callee->n_calls && !inner; c++)
            if (callee->unit->instrs[callee->calls[c].instr].dst.index &&
                origins_makes(origins, &callee->calls[c]))
                inner = &callee->calls[c];
        if (!inner)
            return 0;
        fn = callee;
        site = inner;
    }
    return 0;
}
