/* Semaphores and events that a program has written itself, of a lock, a condition and a number:
 *
 *     void down(struct sema *s)                    void up(struct sema *s)
 *     {                                            {
 *         lock(&s->lock);                              lock(&s->lock);
 *         while (s->count == 0)                        s->count++;
 *             wait(&s->changed, &s->lock);             signal(&s->changed);
 *         s->count--;                                  unlock(&s->lock);
 *         unlock(&s->lock);                        }
 *     }
 *
 * By field, all of them would be one condition. So who calls down() receives from his own semaphore, who calls up() sends
 * to it, as with those of a library. Told by what the functions do: all that waits for, or signals, the condition does so
 * by one number beside it in the object that it is given, and all that gives that a value is one of these, or makes the
 * object. What waits for another amount than one is taken to wait for something else, and may as well raise it.
 *
 * Requires stops_facts(), ways. */
#include "program/semaphores.h"

#include "program/channel_guards.h"
#include "program/elements.h"
#include "program/predicates.h"
#include "program/stops.h"
#include "program/stores.h"
#include "program/value.h"
#include "program/ways.h"

/* Bounds: functions that only pass on what they are given; kinds of semaphores. */
enum { ROLE_LEVELS = 3, KINDS_MOST = 64 };

/* What a function does to the semaphore that it is given. */
struct role {
    enum use_kind kind; /* RECEIVE, SEND, MAKE; 0 = nothing */
    uint32_t object;    /* the parameter that is the semaphore, from 1; 0 = the result */
    uint32_t amount; /* the parameter that says how many, or which it begins with; 0 = `number` */
    int64_t number;
    bool forever;
    struct channel_guard guard; /* waits without end only where that holds */
    struct point at;            /* the wait, or the store */
};

/* One kind of semaphore. */
struct kind {
    uint32_t count, condition; /* fields, as elements */
    struct look look;
    uint32_t waiter;
    bool fails;
};

struct finding_semaphores {
    const struct program *program;
    const struct stop_facts *facts;
    const struct stores *stores;
    struct role *roles; /* per fn */
    VECTOR(struct kind) kinds;
    struct arena *scratch;
    struct semaphore_uses *found;
};

/* ---- what is looked at ---- */

/* The parameter, never written, of whose object the place is a field; 0 = it is something else. */
static uint32_t object_of(const struct fn *fn, uint32_t id)
{
    if (!id || fn_place(fn, id)->kind != IR_PLACE_FIELD)
        return 0;
    const struct ir_place *around = fn_place(fn, fn_place(fn, id)->parent.index);
    struct ir_operand pointer = {IR_OPERAND_PLACE, around->parent.index};
    return around->kind == IR_PLACE_DEREF ? channel_guard_parameter(fn, pointer) : 0;
}

static bool is_field(const struct program *program, uint32_t element)
{
    return element % 2 && element < elements_named(program);
}

/* How many of it the look asks for; a parameter; false = it is no look of a semaphore. */
static bool read_amount(const struct fn *fn, const struct look *look, struct role *role)
{
    const struct ir_block *block = fn_block(fn, look->block);

    role->number = 1;
    if (look->relation != IR_NO_OPERATOR)
        return (look->number == 0 && (look->relation == IR_EQ || look->relation == IR_LE)) ||
               (look->number == 1 && look->relation == IR_LT);
    if (look->snapshot || look->than != IR_LT)
        return false;
    role->amount = channel_guard_parameter(fn, block->b);
    if (!role->amount)
        role->amount = channel_guard_parameter(fn, block->a);
    return role->amount != 0;
}

static struct kind *kind_of(struct finding_semaphores *finding, uint32_t condition)
{
    for (uint32_t i = 0; i < finding->kinds.count; i++)
        if (finding->kinds.items[i].condition == condition)
            return &finding->kinds.items[i];
    if (finding->kinds.count == KINDS_MOST)
        return NULL;
    vector_push(&finding->kinds, (struct kind){.condition = condition});
    return vector_last(&finding->kinds);
}

/* A wait for a condition beside a number, which the function looks at while it has the lock. */
static void add_wait(struct finding_semaphores *finding, const struct use *wait)
{
    const struct program *program = finding->program;
    const struct fn *fn = &program->fns[wait->fn];
    struct kind *kind = is_field(program, wait->element) ? kind_of(finding, wait->element) : NULL;

    if (!kind)
        return;
    struct predicate predicate = predicate_of(
        finding->facts, (struct point){wait->fn, wait->block, wait->instr}, finding->scratch);
    const struct look *look = NULL;
    for (uint32_t i = 0; i < predicate.looks.count; i++)
        if (predicate.looks.items[i].enough)
            look = &predicate.looks.items[i];
    struct role role = {
        .kind = USE_RECEIVE, .forever = true, .at = {wait->fn, wait->block, wait->instr}};
    bool is_one =
        look && predicate.held.whole && is_field(program, look->element) &&
        program->fields[look->element / 2].record == program->fields[wait->element / 2].record;
    role.object = is_one ? object_of(fn, look->place.index) : 0;
    if (!role.object || !read_amount(fn, look, &role) ||
        (kind->count && kind->count != look->element)) {
        kind->fails = true;
    } else {
        kind->count = look->element;
        kind->look = *look;
        kind->waiter = wait->fn;
        role.guard = channel_guard_of(fn, wait->block);
        role.forever = wait->forever;
        /* of a wait with a time-out and one without, the second one is asked about */
        if (!finding->roles[wait->fn].kind || wait->forever)
            finding->roles[wait->fn] = role;
    }
    predicate_free(&predicate);
}

/* ---- who gives it a value ---- */

/* Whether the function waits for the condition, or signals it. */
static bool has_use(const struct finding_semaphores *finding, uint32_t number, uint32_t condition,
                    bool waits)
{
    const struct uses *uses = finding->facts->unwrapped;

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        bool is_kind =
            waits ? use->kind == USE_WAIT : use->kind == USE_SIGNAL || use->kind == USE_BROADCAST;
        if (is_kind && use->element == condition)
            return true;
    }
    return false;
}

/* What a function that stores there, and does not wait, does; false = nothing that is understood. */
static bool read_store(const struct finding_semaphores *finding, const struct kind *kind,
                       const struct store *store, struct role *role)
{
    const struct program *program = finding->program;
    const struct fn *fn = &program->fns[store->fn];
    const struct ir_instr *instr = &fn->unit->instrs[store->instr];
    enum store_effect effect = predicate_store(program, kind->waiter, &kind->look, store);

    *role = (struct role){.object = object_of(fn, instr->dst.index),
                          .at = {store->fn, store->block, store->instr}};
    if (has_use(finding, store->fn, kind->condition, false)) {
        role->kind = USE_SEND;
        return role->object && (effect == STORE_OPENS || effect == STORE_MAY_OPEN);
    }
    role->kind = USE_MAKE;
    if (!role->object && !ways_is_initial(finding->facts->ways, store))
        return false;
    if (instr->op != IR_COPY) /* who tries to take one */
        role->kind = 0;
    else if (!fn_number(fn, instr->a, &role->number))
        role->amount = channel_guard_parameter(fn, instr->a);
    return instr->op == IR_COPY ? role->amount || instr->a.kind == IR_OPERAND_INTEGER
                                : effect == STORE_CLOSES;
}

/* Whether the function waits for, or signals, another condition as well, as a queue does that has room for so many. */
static bool uses_another(const struct finding_semaphores *finding, uint32_t number,
                         uint32_t condition)
{
    const struct uses *uses = finding->facts->unwrapped;

    for (uint32_t i = uses->first[number]; i < uses->first[number + 1]; i++) {
        const struct use *use = &uses->items.items[i];
        if ((use->kind == USE_WAIT || use->kind == USE_SIGNAL || use->kind == USE_BROADCAST) &&
            use->element != condition)
            return true;
    }
    return false;
}

static void read_stores(struct finding_semaphores *finding, struct kind *kind)
{
    struct store_span span = stores_to(finding->stores, kind->count);

    kind->fails |=
        span.first == span.end || bitset_has(&finding->stores->address_taken, kind->count);
    for (uint32_t i = span.first; i < span.end && !kind->fails; i++) {
        const struct store *store = &finding->stores->items[i];
        struct role role;
        kind->fails |= uses_another(finding, store->fn, kind->condition);
        if (has_use(finding, store->fn, kind->condition, true))
            continue;
        if (!read_store(finding, kind, store, &role) || finding->roles[store->fn].kind)
            kind->fails = true;
        else
            finding->roles[store->fn] = role;
    }
}

/* All that signals the condition raises the number. */
static void read_signals(struct finding_semaphores *finding, struct kind *kind)
{
    const struct uses *uses = finding->facts->unwrapped;

    for (uint32_t i = 0; i < uses->items.count && !kind->fails; i++) {
        const struct use *use = &uses->items.items[i];
        bool wakes = use->kind == USE_SIGNAL || use->kind == USE_BROADCAST;
        if (use->element == kind->condition && use->kind == USE_WAIT)
            kind->fails = uses_another(finding, use->fn, kind->condition);
        else if (use->element == kind->condition && wakes)
            kind->fails = finding->roles[use->fn].kind != USE_SEND;
    }
}

/* Functions of a kind that was not understood do nothing that is known. */
static void drop_failed(struct finding_semaphores *finding)
{
    for (uint32_t k = 0; k < finding->kinds.count; k++) {
        const struct kind *kind = &finding->kinds.items[k];
        struct store_span span = stores_to(finding->stores, kind->count);
        for (uint32_t i = span.first; kind->fails && i < span.end; i++)
            finding->roles[finding->stores->items[i].fn].kind = 0;
        for (uint32_t fn = 1; kind->fails && fn < finding->program->n_fns; fn++)
            if (finding->roles[fn].kind && has_use(finding, fn, kind->condition, true))
                finding->roles[fn].kind = 0;
    }
}

/* ---- calls ---- */

/* Adds what the call is, where that is known; false = its function's own callers say, and it gets their role. */
static bool add_call(struct finding_semaphores *finding, const struct role *role, uint32_t number,
                     const struct call_site *site, struct role *ret_outer)
{
    const struct fn *fn = &finding->program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    const struct ir_operand *arguments = &fn->unit->operands[call->arguments.first];
    struct semaphore_use use = {.kind = role->kind,
                                .fn = number,
                                .block = site->block,
                                .instr = site->instr,
                                .at_fn = role->at.fn,
                                .at_block = role->at.block,
                                .at_instr = role->at.instr,
                                .forever = role->forever,
                                .messages = role->number};
    struct channel_guard guard = role->guard;
    uint32_t object = 0, amount = 0;

    if (role->object > call->arguments.count || role->amount > call->arguments.count)
        return true;
    if (role->object) {
        use.object = arguments[role->object - 1];
        object = channel_guard_parameter(fn, use.object);
    }
    if (role->amount && !fn_number(fn, arguments[role->amount - 1], &use.messages)) {
        amount = channel_guard_parameter(fn, arguments[role->amount - 1]);
        use.messages = INT64_MIN;
    }
    use.forever &= channel_guard_admits(fn, call, &guard);
    if (object && (amount || guard.parameter) && role->kind == USE_RECEIVE) {
        *ret_outer =
            (struct role){role->kind, object, amount, use.messages, use.forever, guard, role->at};
        return false;
    }
    use.forever &= !guard.parameter;
    if (role->kind == USE_RECEIVE && use.messages != 1)
        use.kind = USE_SEND;
    vector_push(finding->found, use);
    return true;
}

static void add_calls(struct finding_semaphores *finding)
{
    const struct program *program = finding->program;

    for (uint32_t level = 0; level < ROLE_LEVELS; level++) {
        struct role *outer = ARENA_ARRAY(finding->scratch, struct role, program->n_fns);
        for (uint32_t target = 1; target < program->n_fns; target++) {
            const struct fn *fn = &program->fns[target];
            for (uint32_t i = 0; finding->roles[target].kind && i < fn->n_called_at; i++) {
                uint32_t caller = fn->called_at[i].fn;
                if (!program->fns[caller].is_model)
                    add_call(finding, &finding->roles[target], caller,
                             &program->fns[caller].calls[fn->called_at[i].call], &outer[caller]);
            }
        }
        finding->roles = outer;
    }
}

void semaphores_find(const struct program *program, struct semaphore_uses *ret_uses)
{
    const struct stop_facts *facts = stops_facts(program);
    const struct uses *uses = facts->unwrapped;
    struct finding_semaphores finding = {.program = program,
                                         .facts = facts,
                                         .stores = ways_stores(facts->ways),
                                         .scratch = arena_new(),
                                         .found = ret_uses};

    finding.roles = ARENA_ARRAY(finding.scratch, struct role, program->n_fns);
    for (uint32_t i = 0; i < uses->items.count; i++)
        if (uses->items.items[i].kind == USE_WAIT)
            add_wait(&finding, &uses->items.items[i]);
    for (uint32_t i = 0; i < finding.kinds.count; i++)
        read_stores(&finding, &finding.kinds.items[i]);
    for (uint32_t i = 0; i < finding.kinds.count; i++)
        read_signals(&finding, &finding.kinds.items[i]);
    drop_failed(&finding);
    add_calls(&finding);
    vector_deinit(&finding.kinds);
    arena_free(finding.scratch);
}
