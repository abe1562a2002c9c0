#include "program/known.h"

#include <string.h>

#include "program/creations.h"
#include "program/elements.h"
#include "program/model_flow.h"
#include "program/stop_region.h"
#include "program/threads.h"
#include "program/ways.h"

/* Bounds: behind them nothing is known. */
enum {
    KNOWN_STEPS = 200, /* instructions that are looked at behind each other, for one question */
    KNOWN_DEPTH = 8,   /* copies and calls one behind the other */
    KNOWN_CALLERS = 16,
    KNOWN_STORES = 64, /* to one field or global */
};

struct search {
    const struct program *program;
    uint32_t steps;
    const char *word; /* NULL = numbers are looked for */
    bool has, has_not;
    struct known_texts *texts; /* NULL = they are not asked for */
    struct known_numbers found;
};

static void add(struct known_numbers *numbers, int64_t number)
{
    for (uint32_t i = 0; i < numbers->count; i++)
        if (numbers->items[i] == number)
            return;
    if (numbers->count == KNOWN_MOST)
        numbers->others = true;
    else
        numbers->items[numbers->count++] = number;
}

static void add_text(struct known_texts *texts, const char *text)
{
    for (uint32_t i = 0; i < texts->count; i++)
        if (strcmp(texts->items[i], text) == 0)
            return;
    if (texts->count == KNOWN_MOST)
        texts->others = true;
    else
        texts->items[texts->count++] = text;
}

static void follow(struct search *search, uint32_t fn, struct ir_operand operand, uint32_t depth);

/* ---- what instructions give ---- */

/* Flags that are put together: each of the ones with each of the others. Of those that are not known the known
 * ones are a part. */
static void follow_or(struct search *search, uint32_t number, const struct ir_instr *instr,
                      uint32_t depth)
{
    struct known_numbers before = search->found, left, right;

    search->found = (struct known_numbers){0};
    follow(search, number, instr->a, depth + 1);
    left = search->found;
    search->found = (struct known_numbers){0};
    follow(search, number, instr->b, depth + 1);
    right = search->found;
    search->found = before;
    search->found.others |= left.others || right.others;
    search->found.asked |= left.asked || right.asked;
    for (uint32_t i = 0; i < left.count; i++)
        for (uint32_t k = 0; k < right.count; k++)
            add(&search->found, left.items[i] | right.items[k]);
    for (uint32_t i = 0; right.others && i < left.count; i++)
        add(&search->found, left.items[i]);
    for (uint32_t k = 0; left.others && k < right.count; k++)
        add(&search->found, right.items[k]);
}

static void follow_instr(struct search *search, uint32_t number, const struct ir_instr *instr,
                         uint32_t depth)
{
    if (instr->op == IR_COPY)
        follow(search, number, instr->a, depth + 1);
    else if (instr->op == IR_COMPUTE && instr->operation == IR_OR && !search->word)
        follow_or(search, number, instr, depth);
    else
        search->found.others = true;
}

/* ---- locals ---- */

static bool is_address_of(const struct fn *fn, struct ir_operand operand, uint32_t local)
{
    if (operand.kind != IR_OPERAND_ADDRESS)
        return false;
    const struct ir_place *place = fn_place(fn, operand.index);
    while (place->parent.index && place->kind != IR_PLACE_DEREF)
        place = fn_place(fn, place->parent.index);
    return place->kind == IR_PLACE_LOCAL && place->argument == local;
}

/* What the thread that a call starts gets, if the call is of a model. */
static void follow_start(struct search *search, const struct start *start, uint32_t depth)
{
    const struct program *program = search->program;
    const struct fn *fn = &program->fns[start->fn];
    const struct ir_instr *call = &fn->unit->instrs[start->instr];
    const struct call_site *site = &fn->calls[graph_first_call(fn, start->instr)];
    uint32_t data = 0;

    if (call->op == IR_CALL && site->targets.count == 1 &&
        program->fns[site->targets.items[0]].is_model) {
        struct model_flow flow = model_flow_of(program, site->targets.items[0]);
        for (uint32_t i = 0; i < flow.n_handlers; i++)
            if (flow.handlers[i].kind == ROOT_THREAD)
                data = flow.handlers[i].data;
    }
    if (data && data <= call->arguments.count)
        follow(search, start->fn, fn->unit->operands[call->arguments.first + data - 1], depth + 1);
    else
        search->found.others = true;
}

/* What the threads get that run the function, if nothing else does and that is asked for once they are known. */
static bool follow_starts(struct search *search, uint32_t number, uint32_t parameter,
                          uint32_t depth)
{
    const struct fn *fn = &search->program->fns[number];

    if (!search->texts || parameter != 1 || fn->escapes || fn->callers.count)
        return false;
    const struct starts *starts = threads_starts(search->program);
    uint32_t first = threads_first_start(starts, number);
    for (uint32_t i = first; i < starts->count && starts->items[i].body == number; i++)
        follow_start(search, &starts->items[i], depth);
    return first < starts->count;
}

/* The arguments that callers give for the parameter. */
static void follow_callers(struct search *search, uint32_t number, uint32_t parameter,
                           uint32_t depth)
{
    const struct program *program = search->program;
    const struct fn_list *callers = &program->fns[number].callers;

    if (follow_starts(search, number, parameter, depth))
        return;
    if (members_has_unseen_callers(program, number) || callers->count > KNOWN_CALLERS) {
        search->found.others = true;
        return;
    }
    for (uint32_t i = 0; i < callers->count; i++) {
        const struct fn *caller = &program->fns[callers->items[i]];
        for (uint32_t c = 0; c < caller->n_calls; c++) {
            const struct call_site *site = &caller->calls[c];
            const struct ir_instr *call = &caller->unit->instrs[site->instr];
            bool calls = call_reaches(site, number);
            if (calls && parameter <= call->arguments.count)
                follow(search, callers->items[i],
                       caller->unit->operands[call->arguments.first + parameter - 1], depth + 1);
            else
                search->found.others |= calls;
        }
    }
}

/* Flags that are added to what the local has already: `flags |= …`; none if the instruction does something else. */
static bool added_flags(const struct fn *fn, const struct ir_instr *instr, uint32_t local,
                        int64_t *ret_flags)
{
    return instr->op == IR_COMPUTE && instr->operation == IR_OR &&
           fn_local(fn, instr->a) == local && fn_number(fn, instr->b, ret_flags);
}

/* With flags or without. */
static void add_flags(struct search *search, const struct known_numbers *flags)
{
    for (uint32_t k = 0; k < flags->count; k++) {
        uint32_t n = search->found.count;
        for (uint32_t i = 0; i < n; i++)
            add(&search->found, search->found.items[i] | flags->items[k]);
        if (search->found.others)
            add(&search->found, flags->items[k]);
    }
}

static void follow_write(struct search *search, uint32_t number, uint32_t local,
                         const struct ir_instr *instr, uint32_t depth, struct known_numbers *flags)
{
    const struct fn *fn = &search->program->fns[number];
    int64_t added = 0;

    if (!search->word && added_flags(fn, instr, local, &added))
        add(flags, added);
    else
        follow_instr(search, number, instr, depth);
}

/* Whether the instruction takes the local's address: then anybody may write it. */
static bool takes_address(const struct fn *fn, const struct ir_instr *instr, uint32_t local)
{
    bool takes = is_address_of(fn, instr->a, local);

    for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++)
        takes |= is_address_of(fn, fn->unit->operands[instr->arguments.first + k], local);
    return takes;
}

static void follow_local(struct search *search, uint32_t number, uint32_t local, uint32_t depth)
{
    const struct fn *fn = &search->program->fns[number];
    struct known_numbers flags = {.count = 0};
    uint32_t n_writes = 0;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        for (uint32_t i = 0; i < block->instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
            search->found.others |= takes_address(fn, instr, local);
            if (!instr->dst.index || fn_place(fn, instr->dst.index)->kind != IR_PLACE_LOCAL ||
                fn_place(fn, instr->dst.index)->argument != local)
                continue;
            n_writes++;
            follow_write(search, number, local, instr, depth, &flags);
        }
    }
    if (local <= fn->ir->n_parameters)
        follow_callers(search, number, local, depth);
    else if (!n_writes)
        search->found.others = true;
    add_flags(search, &flags);
}

/* ---- fields and globals ---- */

static bool is_of_system(const struct program *program, uint32_t element)
{
    return element % 2 &&
           program->records[program->fields[element / 2].record].flags & IR_RECORD_SYSTEM;
}

/* Whether it may get a value in another way than by a store: through its address, or in code out of sight. */
static bool is_written_elsewhere(const struct program *program, const struct stores *stores,
                                 uint32_t element)
{
    bool is_const = element % 2 == 0 && program->entities[element / 2 - 1].flags & IR_SYMBOL_CONST;

    if (!is_const && bitset_has(&stores->address_taken, element))
        return true;
    if (element % 2)
        return program->records[program->fields[element / 2].record].flags & IR_RECORD_UNION;
    const struct entity *entity = &program->entities[element / 2 - 1];
    return !entity->is_static && !(entity->flags & IR_SYMBOL_DEFINED);
}

static void follow_element(struct search *search, uint32_t number, uint32_t element, uint32_t depth)
{
    const struct program *program = search->program;
    const struct stores *stores = ways_stores(program->stop_facts->ways);
    struct store_span span = stores_to(stores, element);
    uint32_t n = 0, n_here = 0;

    if (is_written_elsewhere(program, stores, element) || span.end - span.first > KNOWN_STORES) {
        search->found.others = true;
        return;
    }
    bool of_system = is_of_system(program, element);
    search->found.asked |= of_system;
    for (uint32_t i = span.first; i < span.end; i++)
        n_here += stores->items[i].fn == number;
    for (uint32_t i = span.first; i < span.end; i++) {
        const struct store *store = &stores->items[i];
        const struct fn *fn = &program->fns[store->fn];
        const struct ir_instr *instr = &fn->unit->instrs[store->instr];
        if (of_system && n_here && store->fn != number)
            continue;
        if (element_of_named_place(program, store->fn, instr->dst) != element &&
            !(search->word && instr->dst.index))
            continue;
        n++;
        follow_instr(search, store->fn, instr, depth);
    }
    if (!n)
        search->found.others = true;
}

/* ---- the whole ---- */

static void follow_place(struct search *search, uint32_t number, struct ir_operand operand,
                         uint32_t depth)
{
    uint32_t local = fn_local(&search->program->fns[number], operand);
    struct ir_place_id place = {operand.index};

    if (local) {
        follow_local(search, number, local, depth);
        return;
    }
    uint32_t element = element_of_named_place(search->program, number, place);
    if (element)
        follow_element(search, number, element, depth);
    else
        search->found.others = true;
}

/* Whether the place is the local, or an element of it. */
static bool is_in_local(const struct fn *fn, uint32_t place, uint32_t local)
{
    while (place && fn_place(fn, place)->kind == IR_PLACE_INDEX)
        place = fn_place(fn, place)->parent.index;
    return place && fn_place(fn, place)->kind == IR_PLACE_LOCAL &&
           fn_place(fn, place)->argument == local;
}

/* Whether the call gets the local's address and may write there: what a model gets, it reads. */
static bool may_fill(const struct search *search, uint32_t number, const struct call_site *site,
                     uint32_t local)
{
    const struct fn *fn = &search->program->fns[number];
    bool is_model =
        site->targets.count == 1 && search->program->fns[site->targets.items[0]].is_model;

    return !is_model && takes_address(fn, &fn->unit->instrs[site->instr], local);
}

/* Whether all that the format takes from elsewhere stands as a value behind a keyword: `host=%s port=%d`. Then no
 * keyword comes in with it. */
static bool has_only_values(const char *format)
{
    char before = ' ';

    for (const char *at = format; *at; before = *at++) {
        if (*at != '%')
            continue;
        if (at[1] == '%') {
            at++;
            continue;
        }
        size_t length = strspn(at + 1, "-+ #0123456789.*hlzjt") + 1;
        if (at[length] == 's' && before != '=' && before != '\'')
            return false;
    }
    return true;
}

/* The call prints a text into the local. False: it does not, or nothing is known of the text; the whole text never is. */
static bool follow_format(struct search *search, const struct fn *fn, const struct call_site *site,
                          uint32_t local)
{
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    const struct ir_operand *arguments = &fn->unit->operands[call->arguments.first];
    const char *name = site->entity ? search->program->entities[site->entity].name : "";
    uint32_t format = strcmp(name, "snprintf") == 0 ? 2 : 1;

    if (search->texts || (format == 1 && strcmp(name, "sprintf") != 0) ||
        call->arguments.count <= format || arguments[0].kind != IR_OPERAND_ADDRESS ||
        !is_in_local(fn, arguments[0].index, local) || arguments[format].kind != IR_OPERAND_STRING)
        return false;
    const char *text = ir_text(fn->unit, (struct ir_string){arguments[format].index});
    bool has = strstr(text, search->word) != NULL;
    search->has |= has;
    search->has_not |= !has;
    return has || has_only_values(text);
}

/* A local array of texts, such as the words of a list of options: any of them; or the text that is printed there. */
static void follow_texts(struct search *search, uint32_t number, uint32_t local, uint32_t depth)
{
    const struct fn *fn = &search->program->fns[number];
    uint32_t n_writes = 0;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        bool is_printed = follow_format(search, fn, &fn->calls[c], local);
        n_writes += is_printed;
        search->found.others |= !is_printed && may_fill(search, number, &fn->calls[c], local);
    }
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
            const struct ir_instr *instr = &fn->unit->instrs[i];
            search->found.others |= instr->op != IR_CALL && takes_address(fn, instr, local);
            if (!instr->dst.index || !is_in_local(fn, instr->dst.index, local))
                continue;
            n_writes++;
            follow_instr(search, number, instr, depth);
        }
    }
    search->found.others |= !n_writes;
}

/* An array that has its text, or its texts, from its initializer. */
static void follow_array(struct search *search, uint32_t number, struct ir_operand operand,
                         uint32_t depth)
{
    const struct program *program = search->program;
    const struct ir_place *place = fn_place(&program->fns[number], operand.index);

    if (place->kind == IR_PLACE_LOCAL && search->word) {
        follow_texts(search, number, place->argument, depth);
        return;
    }
    if (place->kind == IR_PLACE_GLOBAL) {
        uint32_t entity = program->entity_of[program->fns[number].input][place->argument];
        if (program->entities[entity].flags & IR_SYMBOL_CONST) {
            follow_element(search, number, entity * 2 + 2, depth);
            return;
        }
    }
    search->found.others = true;
}

static void follow(struct search *search, uint32_t number, struct ir_operand operand,
                   uint32_t depth)
{
    const struct fn *fn = &search->program->fns[number];

    if (depth > KNOWN_DEPTH || search->steps++ > KNOWN_STEPS) {
        search->found.others = true;
        return;
    }
    switch ((enum ir_operand_kind)operand.kind) {
    case IR_OPERAND_INTEGER:
        add(&search->found, fn->unit->integers[operand.index]);
        break;
    case IR_OPERAND_NULL:
        add(&search->found, 0);
        break;
    case IR_OPERAND_PLACE:
        follow_place(search, number, operand, depth);
        break;
    case IR_OPERAND_STRING: {
        const char *text = ir_text(fn->unit, (struct ir_string){operand.index});
        bool has = search->word && strstr(text, search->word);
        if (search->texts)
            add_text(search->texts, text);
        search->has |= has;
        search->has_not |= !has;
        break;
    }
    case IR_OPERAND_ADDRESS:
        follow_array(search, number, operand, depth);
        break;
    case IR_OPERAND_FUNCTION:
    case IR_OPERAND_NONE:
    case IR_OPERAND_UNKNOWN:
        search->found.others = true;
        break;
    }
}

struct known_numbers known_numbers_of(const struct program *program, uint32_t fn,
                                      struct ir_operand operand)
{
    struct search search = {.program = program};

    follow(&search, fn, operand, 0);
    search.found.others |= search.has_not;
    return search.found;
}

/* NULL is a text without any word. */
enum known_text known_text_has(const struct program *program, uint32_t fn,
                               struct ir_operand operand, const char *word)
{
    struct search search = {.program = program, .word = word};

    follow(&search, fn, operand, 0);
    search.has_not |= search.found.count != 0;
    if (search.found.others || search.found.asked || search.has == search.has_not)
        return KNOWN_NOT;
    return search.has ? KNOWN_HAS : KNOWN_HAS_NOT;
}

struct known_texts known_texts_of(const struct program *program, uint32_t fn,
                                  struct ir_operand operand)
{
    struct known_texts texts = {.count = 0};
    struct search search = {.program = program, .word = "", .texts = &texts};

    follow(&search, fn, operand, 0);
    texts.others |= search.found.others || search.found.asked || search.found.count;
    return texts;
}
