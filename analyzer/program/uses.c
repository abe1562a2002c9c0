#include "program/uses.h"

#include "program/elements.h"
#include "program/known.h"
#include "program/model_clients.h"
#include "program/model_control.h"
#include "program/uses_parts.h"

/* The element of what the model's parameter gets in that call, or of the call's result. */
static uint32_t element_of_parameter(const struct program *program, uint32_t number,
                                     const struct ir_instr *call, uint32_t parameter)
{
    const struct ir_operand *operands = program->fns[number].unit->operands;

    if (parameter == MODEL_RESULT)
        return element_of_place(program, number, call->dst);
    if (!parameter || parameter > call->arguments.count)
        return 0;
    return element_of_operand(program, number, operands[call->arguments.first + parameter - 1]);
}

static void add_uses(const struct program *program, uint32_t number, const struct call_site *site,
                     const struct model_uses *model, struct uses *uses)
{
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    bool outside = false;

    for (uint32_t i = 0; i < model->count; i++)
        outside |= model->items[i].kind == USE_OUTSIDE;
    for (uint32_t i = 0; i < model->count; i++) {
        const struct model_use *what = &model->items[i];
        if (!model_use_may_be_made(fn, call, what))
            continue;
        struct use use = {.kind = what->kind,
                          .fn = number,
                          .block = site->block,
                          .instr = site->instr,
                          .outside = outside,
                          .parameter = what->forever,
                          .used = what->parameter,
                          .field = what->field,
                          .common = what->common,
                          .other = what->other,
                          .own = what->own,
                          .flags = what->flags,
                          .room = what->room,
                          .messages = what->messages,
                          .until_closed = what->until_closed,
                          .later = what->later,
                          .forever = model_use_is_forever(fn, call, what)};
        use.element = element_of_parameter(program, number, call, what->parameter);
        if (what->kind == USE_POOL)
            use.element = element_of_place(program, number, call->dst);
        vector_push(&uses->items, use);
    }
}

/* Whether a model says that the call makes a channel. */
static bool makes_channel(const struct call_site *site, const struct model_uses *const *models)
{
    for (uint32_t k = 0; k < site->targets.count; k++) {
        const struct model_uses *model = models[site->targets.items[k]];
        for (uint32_t i = 0; model && i < model->count; i++)
            if (model->items[i].kind == USE_MAKE)
                return true;
    }
    return false;
}

/* The same for any descriptor. */
static bool opens(const struct program *program, const struct call_site *site)
{
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (model_opens(program, site->targets.items[k]))
            return true;
    return false;
}

/* The same for a descriptor that may be connected. */
static bool makes_socket(const struct uses *uses, uint32_t from)
{
    for (uint32_t i = from; i < uses->items.count; i++)
        if (uses->items.items[i].kind == USE_REMOTE || uses->items.items[i].kind == USE_DATAGRAMS)
            return true;
    return false;
}

static bool has_bit(const struct program *program, uint32_t number, struct ir_operand flags,
                    int64_t bit, bool look_behind)
{
    const struct fn *fn = &program->fns[number];

    if (flags.kind == IR_OPERAND_INTEGER)
        return fn->unit->integers[flags.index] & bit;
    if (flags.kind != IR_OPERAND_PLACE || !look_behind)
        return false;
    struct known_numbers numbers = known_numbers_of(program, number, flags);
    for (uint32_t i = 0; i < numbers.count; i++)
        if (numbers.items[i] & bit)
            return true;
    return false;
}

/* A descriptor that is made with O_NONBLOCK (open, socket, accept4, pipe2, eventfd, …: the flag is the
 * same number in all of them) is received from without waiting. */
static void add_non_blocking(const struct program *program, uint32_t number,
                             const struct call_site *site, bool makes_channel, bool makes_socket,
                             struct uses *uses)
{
    enum { NON_BLOCKING = 04000 };
    const struct fn *fn = &program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    bool may_open = (site->entity && program->entities[site->entity].flags & IR_SYMBOL_SYSTEM) ||
                    makes_channel || makes_socket || opens(program, site);

    for (uint32_t i = 0; may_open && i < call->arguments.count; i++) {
        struct ir_operand flags = fn->unit->operands[call->arguments.first + i];
        if (!has_bit(program, number, flags, NON_BLOCKING, makes_socket))
            continue;
        struct use use = {
            .kind = USE_TIMEOUT, .fn = number, .block = site->block, .instr = site->instr};
        struct ir_operand first = fn->unit->operands[call->arguments.first];
        bool is_array = first.kind == IR_OPERAND_ADDRESS; /* pipe2() */
        use.used = is_array ? 1 : MODEL_RESULT;
        use.element = is_array ? 0 : element_of_place(program, number, call->dst);
        if (!use.element)
            use.element = element_of_operand(program, number, first);
        vector_push(&uses->items, use);
    }
}

static void find_in_call(const struct program *program, uint32_t number,
                         const struct call_site *site, const struct model_uses *const *models,
                         const struct model_clients *clients, struct uses *uses)
{
    uint32_t before = uses->items.count;

    for (uint32_t k = 0; k < site->targets.count; k++)
        model_clients_use(clients, program, number, site, site->targets.items[k], uses);
    add_non_blocking(program, number, site, makes_channel(site, models), makes_socket(uses, before),
                     uses);
    for (uint32_t k = 0; k < site->targets.count; k++)
        if (models[site->targets.items[k]])
            add_uses(program, number, site, models[site->targets.items[k]], uses);
}

struct uses *uses_find(const struct program *program, struct arena *run)
{
    struct uses *uses = ARENA_NEW(run, struct uses);
    const struct model_uses **models = ARENA_ARRAY(run, const struct model_uses *, program->n_fns);
    struct model_clients *clients = model_clients_find(program, run);

    uses->first = ARENA_ARRAY(run, uint32_t, program->n_fns + 1);
    for (uint32_t i = 1; i < program->n_fns; i++)
        if (program->fns[i].is_model) {
            struct model_uses found = model_uses(program, i);
            models[i] = found.count ? arena_copy(run, &found, sizeof(found)) : NULL;
        }
    for (uint32_t i = 1; i < program->n_fns; i++) {
        const struct fn *fn = &program->fns[i];
        uses->first[i] = uses->items.count;
        for (uint32_t c = 0; c < fn->n_calls && !fn->is_model; c++)
            find_in_call(program, i, &fn->calls[c], models, clients, uses);
    }
    model_clients_free(clients);
    uses->first[program->n_fns] = uses->items.count;
    uses_lift_parts(program, uses);
    uses_sort_out(uses);
    return uses;
}

void uses_sort_out(struct uses *uses)
{
    for (uint32_t i = 0; i < uses->items.count; i++) {
        if (uses->items.items[i].kind == USE_CANCEL)
            vector_push(&uses->cancels, uses->items.items[i]);
        if (uses->items.items[i].kind == USE_TIMEOUT)
            vector_push(&uses->timeouts, uses->items.items[i]);
        if (uses->items.items[i].kind == USE_INTERRUPT)
            vector_push(&uses->interrupts, i);
    }
}

void uses_free(struct uses *uses)
{
    if (!uses)
        return;
    vector_deinit(&uses->items);
    vector_deinit(&uses->cancels);
    vector_deinit(&uses->timeouts);
    vector_deinit(&uses->interrupts);
}

uint32_t uses_in(const struct uses *uses, const struct bitset *fns, uint32_t from)
{
    while (from < uses->items.count && !bitset_has(fns, uses->items.items[from].fn)) {
        uint32_t next = bitset_next(fns, uses->items.items[from].fn + 1);
        from = next < fns->size ? uses->first[next] : uses->items.count;
    }
    return from;
}
