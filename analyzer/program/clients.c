/* The verdict on a client. A function that makes one for whoever calls it, hands it out at each of its calls;
 * each call is a creation of its own, and is told what the function around it does with the client. So the
 * claim stands where somebody has the client in his hands and does not end it.
 *
 * Requires what ending.c requires. */
#include "program/clients.h"

#include <stranded/primitives.h>

#include "program/clients_spare.h"
#include "program/ending.h"
#include "program/ending_facts.h"
#include "program/holders.h"
#include "program/solver.h"

static bool is_client(const struct creation_record *record)
{
    switch (record->kind) {
    case OBJECT_THREAD:
        return false;
    case OBJECT_CLIENT:
        return true;
    case OBJECT_SOCKET:
        return record->connected && (record->in_object || record->cost >= MODEL_CONNECTION);
    }
    return false;
}

void clients_find(struct program *program)
{
    struct creations *all = &program->solution->creations;
    struct intmap last = {0};

    for (uint32_t i = 1; i < all->items.count; i++) {
        struct creation_record *record = &all->items.items[i];
        record->is_client = is_client(record);
        record->is_told = record->kind == OBJECT_THREAD;
        if (!record->is_client)
            continue;
        record->face.client.is_bare = record->kind == OBJECT_SOCKET && !record->in_object;
        uint64_t call = (uint64_t)record->fn << 32 | record->instr;
        uint32_t *before = intmap_put(&last, call, i, &record->is_told);
        if (!record->is_told)
            all->items.items[*before].next_here = i;
        *before = i;
    }
    intmap_deinit(&last);
}

unsigned clients_end(const struct creation_record *record)
{
    return record->kind == OBJECT_SOCKET ? EVENT_CLOSE_SOCKET : EVENT_CLOSE;
}

/* Whether the function around the record's call gets the client from that call, and loses or keeps it. */
static bool is_own(const struct creation_record *record, uint32_t fn, uint32_t instr)
{
    return fn == record->fn && instr == record->instr;
}

/* Whether the function that loses it calls another one of the program's to do so: a destructor that forgets
 * it. Then who makes it and who should end it stand together, and not who uses them. */
static bool is_forgotten(const struct program *program, const struct loss_record *loss)
{
    const struct fn *fn = &program->fns[loss->fn];
    const struct call_site *site = &fn->calls[loss->instr ? graph_first_call(fn, loss->instr) : 0];

    return loss->loss == LOSS_FREED && loss->instr && site->targets.count &&
           !program->fns[site->targets.items[0]].is_model;
}

/* Whether the loss is told of at this record: at the call in the function that loses it, or, where that calls
 * a destructor, at the call that the destructor's author knows. */
static bool is_told_here(const struct program *program, const struct creation_record *record,
                         const struct loss_record *loss)
{
    if (is_forgotten(program, loss))
        return !record->through;
    /* calls that are too far above the maker have no record of their own */
    return is_own(record, loss->fn, loss->made_instr) ||
           (record->at_limit && !record->passed_on && loss->fn != record->fn);
}

/* A return from main is the end of the process, which ends all that it holds. */
static bool is_process_end(const struct program *program, const struct loss_record *loss)
{
    return (loss->loss == LOSS_RETURN || loss->loss == LOSS_PART) &&
           contexts_in_main(program, loss->fn);
}

const struct loss_record *clients_loss(const struct program *program,
                                       const struct creation_record *record)
{
    for (uint32_t i = 0; i < record->losses.count; i++) {
        const struct loss_record *loss = &record->losses.items[i];
        if (is_told_here(program, record, loss) && !is_process_end(program, loss) &&
            ending_may_lose(program, loss))
            return loss;
    }
    return NULL;
}

/* Whether a function that is called makes it for its caller, or does what it is lost by. */
static bool is_through_calls(const struct program *program, const struct creation_record *record,
                             const struct loss_record *loss)
{
    const struct fn *fn = &program->fns[loss->fn];
    const struct call_site *site =
        loss->instr ? &fn->calls[graph_first_call(fn, loss->instr)] : NULL;

    return record->through || loss->fn != record->fn ||
           (site && site->instr == loss->instr && site->targets.count &&
            !program->fns[site->targets.items[0]].is_model);
}

/* Whether somebody ends what is kept where this one is, by the function itself or by the one that makes it for it. */
static bool is_ended_in_class(const struct program *program, const struct creation_record *record)
{
    const struct creation_record *items = program->solution->creations.items.items;

    for (const struct creation_record *maker = record;; maker = &items[maker->through]) {
        for (uint32_t i = 0; i < maker->keepings.count; i++)
            if (ending_in_class(program, record, maker->keepings.items[i].key, clients_end(record)))
                return true;
        if (!maker->through)
            return false;
    }
}

/* Calls below each other in which a destructor ends what the object holds. */
enum { END_DEPTH = 3 };

// NOLINTNEXTLINE(misc-no-recursion): at most END_DEPTH deep
static bool ends_below(const struct program *program, const struct creation_record *record,
                       uint32_t number, uint32_t depth)
{
    const struct creations *all = &program->solution->creations;
    const struct fn *fn = &program->fns[number];

    if (fn->is_model)
        return false;
    for (uint32_t i = 0; bitset_has(&all->ends_in, number) && i < all->sites.count; i++) {
        const struct end_site *site = &all->sites.items[i];
        if (site->fn != number || !(site->events & clients_end(record)))
            continue;
        for (uint32_t k = 0; k < record->keepings.count; k++)
            if (site->key.last == record->keepings.items[k].key.last)
                return true;
    }
    for (uint32_t c = 0; c < fn->n_calls && depth < END_DEPTH; c++)
        for (uint32_t k = 0; k < fn->calls[c].targets.count; k++)
            if (ends_below(program, record, fn->calls[c].targets.items[k], depth + 1))
                return true;
    return false;
}

/* Whether the call that loses it is of a destructor that ends what is kept there on other ways. */
static bool may_end(const struct program *program, const struct creation_record *record,
                    const struct loss_record *loss)
{
    const struct fn *fn = &program->fns[loss->fn];
    const struct call_site *site =
        loss->instr ? &fn->calls[graph_first_call(fn, loss->instr)] : NULL;

    return site && site->instr == loss->instr && site->targets.count &&
           ends_below(program, record, site->targets.items[0], 0);
}

/* Whether what makes it and what loses it are far apart, and the program does end such: the object that holds it is freed
 * by a caller of who made it, or it is lost somewhere in a call of a function that goes by what the object holds. What
 * the destructor, or that function, asks before is only known in part: of those that were read in real programs one in
 * ten was true. */
static bool is_far_apart(const struct program *program, const struct creation_record *record,
                         const struct loss_record *loss)
{
    const struct fn *fn = &program->fns[loss->fn];

    if (loss->loss == LOSS_FREED)
        return (loss->fn != record->fn || may_end(program, record, loss)) &&
               is_ended_in_class(program, record);
    if (loss->loss != LOSS_OVERWRITTEN || !loss->instr || loss->instr == loss->made_instr ||
        fn->unit->instrs[loss->instr].op != IR_CALL)
        return false;
    const struct fn_list *targets = &fn->calls[graph_first_call(fn, loss->instr)].targets;
    return targets->count && !program->fns[targets->items[0]].is_model &&
           is_ended_in_class(program, record);
}

static const char *loss_words(enum loss loss)
{
    switch (loss) {
    case LOSS_DROPPED:
        return "is made and thrown away";
    case LOSS_RETURN:
        return NULL;
    case LOSS_OVERWRITTEN:
        return "is forgotten when the next one takes its place";
    case LOSS_FREED:
        return "is forgotten when the object that holds it is freed";
    case LOSS_PART:
        return "is one of several of which only a part is closed";
    case LOSS_WRONG_END:
        return "is freed, and what it holds stays open";
    case LOSS_REPLACES:
        return "takes the place of one that is still open";
    }
    return NULL;
}

static bool is_global(uint32_t element)
{
    return element && element % 2 == 0;
}

/* Whether all places that keep it are globals, or lie in one: elements of an array, mostly. */
static bool is_kept_in_globals(const struct creation_record *record)
{
    for (uint32_t i = 0; i < record->keepings.count; i++) {
        struct key key = record->keepings.items[i].key;
        if (!is_global(key.last) && !is_global(key.before))
            return false;
    }
    return true;
}

/* Whether it is the one, or one of a fixed number, that lives as long as the process. */
static bool is_for_good(const struct program *program, const struct creation_record *record)
{
    enum often often = contexts_often(program, record->fn, record->block);

    return often == OFTEN_ONCE || (often == OFTEN_BOUNDED && is_kept_in_globals(record));
}

/* Whether it is one for each object: made where that has none yet. Then it lives as long as the object does, and who
 * only leads there has nothing to do with it. */
static bool is_of_object(const struct program *program, const struct creation_record *record)
{
    const struct creation_record *items = program->solution->creations.items.items;

    while (record->through && !record->fills_gap)
        record = &items[record->through];
    return record->fills_gap;
}

/* Whether the function around the call keeps it where nobody in sight ends what is kept there. */
static bool is_kept_for_nobody(const struct program *program, const struct creation_record *record)
{
    bool is_kept = false;

    if (is_of_object(program, record) || clients_given_again(program, record))
        return false;
    for (uint32_t i = 0; i < record->keepings.count; i++) {
        const struct keeping *keeping = &record->keepings.items[i];
        if (!is_own(record, keeping->fn, keeping->instr))
            continue;
        if (holders_escape(program->holders, keeping->key.last) ||
            holders_escape(program->holders, keeping->key.before) ||
            ending_in_class(program, record, keeping->key, clients_end(record)))
            return false;
        is_kept = true;
    }
    return is_kept;
}

static struct ending ending_of_one(const struct program *program,
                                   const struct creation_record *record)
{
    const struct loss_record *loss = clients_loss(program, record);
    bool unknown = record->unknown || record->readable;
    struct ending ending = {.verdict = ENDS_UNKNOWN};

    /* what the function itself loses, its callers have not given away */
    bool is_own_loss = loss && loss->fn == record->fn && is_own(record, loss->fn, loss->made_instr);
    if (ending_is_guarded(program, record, clients_end(record), is_own_loss ? record->fn : 0))
        return ending;
    if (loss) {
        ending.verdict = record->ended || record->classes.count || unknown ? ENDS_MAY : ENDS_NEVER;
        ending.witness = ending_witness(program, record, loss);
        ending.lost = loss_words(loss->loss);
        ending.through_calls = is_through_calls(program, record, loss);
        ending.far_apart = (ending.through_calls && is_far_apart(program, record, loss)) ||
                           (loss->loss == LOSS_RETURN && ending_facts_asked(program, record));
        ending.said_twice = clients_said_twice(program, loss);
    } else if (!unknown && !record->ended && !is_for_good(program, record) &&
               is_kept_for_nobody(program, record)) {
        ending.verdict = ENDS_NEVER;
        ending.assumption = ending_assumption(program, record);
        ending.through_calls = true;
    } else if (record->ended & clients_end(record) && !record->ended_though_kept && !unknown &&
               !record->classes.count) {
        ending.verdict = ENDS_MUST;
    }
    return ending;
}

/* The order of verdicts, from the one that says least. */
static int badness(enum verdict verdict)
{
    static const int order[] = {
        [ENDS_UNKNOWN] = 0, [ENDS_MUST] = 1, [ENDS_MAY] = 2, [ENDS_NEVER] = 3};

    return order[verdict];
}

const struct creation_record *clients_worst(const struct program *program,
                                            const struct creation_record *record)
{
    const struct creation_record *items = program->solution->creations.items.items;
    const struct creation_record *worst = record;
    int most = badness(ending_of_one(program, record).verdict);

    for (uint32_t at = record->next_here; at; at = items[at].next_here) {
        int bad = badness(ending_of_one(program, &items[at]).verdict);
        if (bad <= most)
            continue;
        most = bad;
        worst = &items[at];
    }
    return worst;
}

struct ending clients_ending(const struct program *program, const struct creation_record *record)
{
    return ending_of_one(program, clients_worst(program, record));
}
