/* The right flag of the wrong object: what is set belongs to other threads than the one that is joined.
 *
 * Flag and handle are fields of one record. An object is named by its access path from a global, from a local, or
 * from a parameter as the callers hand it over: `output`, `bridge->down`. Two paths that end in different fields of
 * one type, or begin in different variables, are of different objects for sure; all others may be the same. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/solver.h"
#include "program/stops_inside.h"

enum {
    OTHER_STEPS = 6,   /* of a path */
    OTHER_PATHS = 16,  /* objects that one place may be in */
    OTHER_CALLERS = 3, /* functions above each other that hand it on */
};

enum step_kind { STEP_FIELD, STEP_INDEX, STEP_POINTEE };

/* Where an object lies. */
struct object_path {
    bool is_rooted;     /* the variable that it begins in is known */
    uint32_t entity;    /* a global; 0 = a local */
    uint32_t fn, local; /* that local */
    uint32_t n_steps;   /* behind the root, or behind something of which nothing is known */
    uint8_t kind[OTHER_STEPS];
    uint32_t step[OTHER_STEPS]; /* the field of the program, or the index */
};

struct object_paths {
    const struct program *program;
    uint32_t count;
    bool overflown;
    struct object_path items[OTHER_PATHS];
};

static void add_path(struct object_paths *paths, const struct object_path *path)
{
    if (paths->count == OTHER_PATHS)
        paths->overflown = true;
    else
        paths->items[paths->count++] = *path;
}

/* Puts the steps, which were met from the last one on, behind the root. */
static void add_found(struct object_paths *paths, const struct object_path *root,
                      const struct object_path *tail)
{
    struct object_path path = *root;

    if (path.n_steps + tail->n_steps > OTHER_STEPS) {
        /* the last ones tell more */
        path = (struct object_path){0};
    }
    for (uint32_t i = tail->n_steps; i > 0; i--) {
        path.kind[path.n_steps] = tail->kind[i - 1];
        path.step[path.n_steps++] = tail->step[i - 1];
    }
    add_path(paths, &path);
}

static void resolve(struct object_paths *paths, uint32_t number, uint32_t place,
                    struct object_path tail, uint32_t up);

/* What is behind a pointer: where all that it may point to is known, that. */
static void resolve_pointee(struct object_paths *paths, /* NOLINT(misc-no-recursion): `up` */
                            uint32_t number, struct ir_operand pointer, struct object_path tail,
                            uint32_t up)
{
    const struct program *program = paths->program;
    const struct fn *fn = &program->fns[number];
    const struct object_path unknown = {0};

    if (pointer.kind == IR_OPERAND_ADDRESS) {
        resolve(paths, number, pointer.index, tail, up);
        return;
    }
    uint32_t local = fn_local(fn, pointer);
    if (local && local <= fn->ir->n_parameters && up < OTHER_CALLERS &&
        !conditions_only_write(fn, pointer.index) && fn->n_called_at &&
        !members_has_unseen_callers(program, number)) {
        for (uint32_t i = 0; i < fn->n_called_at; i++) {
            const struct fn *caller = &program->fns[fn->called_at[i].fn];
            const struct call_site *site = &caller->calls[fn->called_at[i].call];
            const struct ir_instr *call = &caller->unit->instrs[site->instr];
            if (local <= call->arguments.count)
                resolve_pointee(paths, fn->called_at[i].fn,
                                caller->unit->operands[call->arguments.first + local - 1], tail,
                                up + 1);
            else
                add_found(paths, &unknown, &tail);
        }
        return;
    }
    const struct ir_instr *write = local ? conditions_only_write(fn, pointer.index) : NULL;
    if (write && local > fn->ir->n_parameters && write->op == IR_COPY && up < OTHER_CALLERS) {
        resolve_pointee(paths, number, write->a, tail, up + 1);
        return;
    }
    if (!local && pointer.kind == IR_OPERAND_PLACE && tail.n_steps < OTHER_STEPS) {
        tail.kind[tail.n_steps] = STEP_POINTEE;
        tail.step[tail.n_steps++] = 0;
        resolve(paths, number, pointer.index, tail, up);
        return;
    }
    add_found(paths, &unknown, &tail);
}

/* Adds the paths that a place of the function may have; `tail` are the steps behind it, the last one first. */
static void resolve(struct object_paths *paths, /* NOLINT(misc-no-recursion): `up` */
                    uint32_t number, uint32_t place, struct object_path tail, uint32_t up)
{
    const struct program *program = paths->program;
    const struct fn *fn = &program->fns[number];
    struct object_path root = {.is_rooted = true};

    for (; tail.n_steps < OTHER_STEPS; place = fn_place(fn, place)->parent.index) {
        const struct ir_place *self = fn_place(fn, place);
        switch ((enum ir_place_kind)self->kind) {
        case IR_PLACE_LOCAL:
            root.fn = number;
            root.local = self->argument;
            add_found(paths, &root, &tail);
            return;
        case IR_PLACE_GLOBAL:
            root.entity = program->entity_of[fn->input][self->argument];
            add_found(paths, &root, &tail);
            return;
        case IR_PLACE_FIELD:
            tail.kind[tail.n_steps] = STEP_FIELD;
            tail.step[tail.n_steps++] = program->field_of[fn->input][self->argument];
            break;
        case IR_PLACE_INDEX:
            tail.kind[tail.n_steps] = STEP_INDEX;
            tail.step[tail.n_steps++] = self->argument;
            break;
        case IR_PLACE_DEREF:
            resolve_pointee(paths, number,
                            (struct ir_operand){IR_OPERAND_PLACE, self->parent.index}, tail, up);
            return;
        case IR_PLACE_INDEX_PLACE:
        case IR_PLACE_UNKNOWN:
            root = (struct object_path){0};
            add_found(paths, &root, &tail);
            return;
        }
    }
    root = (struct object_path){0};
    add_found(paths, &root, &tail);
}

/* Whether the two are different objects of one type for sure. */
static bool differ(const struct object_path *a, const struct object_path *b)
{
    uint32_t n = a->n_steps < b->n_steps ? a->n_steps : b->n_steps;

    for (uint32_t i = 1; i <= n; i++) {
        uint32_t at = a->n_steps - i, other = b->n_steps - i;
        if (a->kind[at] == STEP_FIELD && b->kind[other] == STEP_FIELD &&
            a->step[at] != b->step[other])
            return true;
        /* pointers in different places may point to one object */
        if (a->kind[at] != b->kind[other] || a->step[at] != b->step[other] ||
            a->kind[at] != STEP_FIELD)
            return false;
    }
    if (!a->is_rooted || !b->is_rooted)
        return false;
    if (a->n_steps != b->n_steps)
        return a->n_steps == 0 ? b->kind[b->n_steps - 1] == STEP_FIELD
                               : b->n_steps == 0 && a->kind[a->n_steps - 1] == STEP_FIELD;
    if (a->entity || b->entity)
        return a->entity != b->entity;
    return a->fn == b->fn && a->local != b->local;
}

/* The place of the object around a field. */
static uint32_t object_around(const struct question *question, uint32_t number, uint32_t place,
                              uint32_t record)
{
    const struct program *program = question->program;
    const struct fn *fn = &program->fns[number];
    const struct ir_place *self = place ? fn_place(fn, place) : NULL;

    if (!self || self->kind != IR_PLACE_FIELD ||
        program->fields[program->field_of[fn->input][self->argument]].record != record)
        return 0;
    return self->parent.index;
}

/* The place of the object whose thread is joined there; 0 = not known. */
static uint32_t joined_object(const struct question *question, struct point join, uint32_t record)
{
    const struct fn *fn = &question->program->fns[join.fn];
    const struct ir_instr *call = &fn->unit->instrs[join.instr];
    uint32_t found = 0;

    for (uint32_t k = 0; k < call->arguments.count; k++) {
        struct ir_operand given = fn->unit->operands[call->arguments.first + k];
        if (!found && (given.kind == IR_OPERAND_PLACE || given.kind == IR_OPERAND_ADDRESS))
            found = object_around(question, join.fn, given.index, record);
    }
    return found;
}

/* Whether the flag may be set together with its whole record while the thread is there: by what makes it zero. */
static bool is_set_by_zeroing(const struct question *question, const struct told *told,
                              uint32_t record)
{
    struct ways *ways = question->facts->ways;
    const struct stores *stores = ways_stores(ways);
    struct condition_on way =
        conditions_of_edge(question->program, told->fn, told->way.block, told->way.edge);

    if (way.element == told->flag && !number_compare(0, way.relation, way.number))
        return false;

    for (uint32_t i = stores->first_zeroing[record]; i < stores->first_zeroing[record + 1]; i++)
        if (!ways_is_initial(ways, &stores->zeroings[i]))
            return true;
    return false;
}

/* The objects that the stores tell; false = one of them is not known. */
static bool find_told_objects(const struct question *question, const struct told *told,
                              uint32_t record, struct object_paths *ret_told)
{
    const struct program *program = question->program;
    const struct object_path none = {0};

    *ret_told = (struct object_paths){.program = program};
    for (uint32_t i = 0; i < told->stores.count; i++) {
        const struct point *store = &told->stores.items[i];
        const struct fn *fn = &program->fns[store->fn];
        uint32_t object =
            object_around(question, store->fn, fn->unit->instrs[store->instr].dst.index, record);
        if (!object)
            return false;
        resolve(ret_told, store->fn, object, none, 0);
    }
    return ret_told->count && !ret_told->overflown;
}

bool stops_judge_other(struct question *question, const struct told *told)
{
    const struct program *program = question->program;
    const struct object_path none = {0};
    struct object_paths told_objects;

    if (!element_is_field(told->flag))
        return false;
    uint32_t record = program->fields[told->flag / 2].record;
    if (is_set_by_zeroing(question, told, record) ||
        !find_told_objects(question, told, record, &told_objects))
        return false;
    for (uint32_t k = 0; k < question->joins.count; k++) {
        struct point join = question->joins.items[k];
        uint32_t object = joined_object(question, join, record);
        struct object_paths joined = {.program = program};
        if (object)
            resolve(&joined, join.fn, object, none, 0);
        bool others = joined.count == 1;
        for (uint32_t i = 0; i < told_objects.count && others; i++)
            others = differ(&joined.items[0], &told_objects.items[i]);
        if (!others)
            continue;
        const struct point *store = &told->stores.items[0];
        const struct fn *setter = &program->fns[store->fn];
        const char *flag = question_name(program, told->flag);
        struct step step = question_step(
            program, store->fn, setter->unit->instrs[store->instr].at,
            arena_printf(program->run, "%s() sets the '%s' of another one", setter->name, flag));
        question_anchor_at(question, join);
        question->answer.failure = STOP_OTHER_TOLD;
        question->answer.flag = flag;
        question_add_steps(question, &step, 1);
        return true;
    }
    return false;
}
