/* The verdict on one creation, from what solve.c recorded of it and what the program does elsewhere.
 *
 * Requires solve, contexts, members, holders. */
#include "program/ending_inside.h"

#include "program/clients.h"
#include "program/elements.h"
#include "program/ending_facts.h"
#include "program/holders.h"
#include "program/null_arguments.h"
#include "program/solver.h"
#include "program/unreaped.h"

/* Whether the unit may be in one program with who made it; where another function made it for him, with that one: both
 * may be of a plug-in, which no program draws in. */
static bool shares_with_maker(const struct program *program, const struct creation_record *record,
                              uint32_t input)
{
    const struct creation_record *items = program->solution->creations.items.items;

    while (!members_share(program, program->fns[record->fn].input, input)) {
        if (!record->through)
            return false;
        record = &items[record->through];
    }
    return true;
}

bool ending_counts(const struct program *program, const struct creation_record *record, uint32_t fn)
{
    bool reached = contexts_reached(program, fn) || !contexts_reached(program, record->fn);

    return reached && shares_with_maker(program, record, program->fns[fn].input);
}

bool ending_in_class(const struct program *program, const struct creation_record *record,
                     struct key key, unsigned events)
{
    const struct creations *all = &program->solution->creations;

    if (ending_facts_blind(program, record))
        return true;
    uint32_t at = creations_first_of_class(program, &all->first_ending, key);
    for (; at; at = all->next_ending[at - 1]) {
        const struct ending_record *ending = &all->endings.items[at - 1];
        if (ending->events & events && holders_match(program->holders, key, ending->key) &&
            ending_counts(program, record, ending->fn))
            return true;
    }
    return false;
}

bool ending_cancels(const struct program *program, const struct creation_record *record,
                    struct key key)
{
    const struct creations *all = &program->solution->creations;
    uint32_t at = creations_first_of_class(program, &all->first_ending, key);

    for (; at; at = all->next_ending[at - 1]) {
        const struct ending_record *ending = &all->endings.items[at - 1];
        if (ending->events & EVENT_CANCEL && ending->key.last &&
            holders_match(program->holders, key, ending->key) &&
            ending_counts(program, record, ending->fn))
            return true;
    }
    return false;
}

/* Where handles are kept: in what nobody else reads, and behind that, what the library shows its callers, too. */
static uint32_t count_classes(const struct creation_record *record)
{
    return record->classes.count + (record->readable ? record->keepings.count : 0);
}

static struct key class_at(const struct creation_record *record, uint32_t i)
{
    return i < record->classes.count ? record->classes.items[i]
                                     : record->keepings.items[i - record->classes.count].key;
}

/* Whether somebody cancels it, or what its handle is kept in: it ends, though its body does not, and has
 * still to be joined. */
static bool is_cancelled(const struct program *program, const struct creation_record *record)
{
    for (uint32_t i = 0; i < count_classes(record); i++)
        if (ending_cancels(program, record, class_at(record, i)))
            return true;
    return record->cancelled;
}

/* ---- what is recorded ---- */

static bool is_unknown(const struct program *program, const struct creation_record *record)
{
    return record->unknown || ending_is_shown(program, record);
}

bool ending_may_lose(const struct program *program, const struct loss_record *loss)
{
    for (uint32_t i = 1; loss->needs_null >> i; i++)
        if (loss->needs_null >> i & 1 && !null_argument_is_given(program, loss->fn, i))
            return false;
    return true;
}

/* The first loss that counts. In main, a return is the end of the process: leaving on one path what is
 * ended on another is no leak there. */
static const struct loss_record *first_loss(const struct program *program,
                                            const struct creation_record *record)
{
    for (uint32_t i = 0; i < record->losses.count; i++) {
        const struct loss_record *loss = &record->losses.items[i];
        bool at_exit = loss->loss == LOSS_RETURN && contexts_in_main(program, loss->fn);
        if (!(at_exit && record->ended) && ending_may_lose(program, loss))
            return loss;
    }
    return NULL;
}

bool ending_may_be_detached(const struct program *program, const struct creation_record *record)
{
    const struct creations *all = &program->solution->creations;

    for (uint32_t i = 0; i < record->attributes.count; i++) {
        struct key key = record->attributes.items[i];
        uint32_t at = creations_first_of_class(program, &all->first_attribute, key);
        for (; at; at = all->next_attribute[at - 1])
            if (holders_match(program->holders, key, all->detached_attributes.items[at - 1]))
                return true;
    }
    return record->detached_unknown;
}

/* Whether the function `by` (0 = any) has given away a pointer to it. */
static bool is_guarded_by(const struct program *program, const struct creation_record *record,
                          unsigned events, uint32_t by)
{
    for (uint32_t i = 0; i < record->guards.count; i++) {
        struct guard guard = record->guards.items[i];
        if ((!by || guard.fn == by) &&
            (guard.body_of ? ending_by_body(program, record, guard.body_of, guard.key, events)
                           : ending_in_class(program, record, guard.key, events)))
            return true;
    }
    return false;
}

/* Whether the function that made it has started a thread which ends it, and the caller takes no notice of what is
 * handed out: then it is that thread's. */
static bool is_of_thread(const struct program *program, const struct creation_record *record,
                         unsigned events)
{
    const struct creation_record *items = program->solution->creations.items.items;
    const struct fn *fn = &program->fns[record->fn];

    if (fn->unit->instrs[record->instr].dst.index)
        return false;
    for (uint32_t inner = record->through; inner; inner = items[inner].through)
        for (uint32_t i = 0; i < items[inner].guards.count; i++) {
            struct guard guard = items[inner].guards.items[i];
            if (guard.body_of && guard.fn == items[inner].fn &&
                ending_by_body(program, record, guard.body_of, guard.key, events))
                return true;
        }
    return false;
}

bool ending_is_guarded(const struct program *program, const struct creation_record *record,
                       unsigned events, uint32_t by)
{
    return is_guarded_by(program, record, events, by) || is_of_thread(program, record, events);
}

/* Whether code out of sight may read what is kept there. Who has the object's address alone, as what an event is
 * registered with, reads no field of it unless the struct is declared for others: by the system, or by a library for
 * its users. */
static bool may_be_read_elsewhere(const struct program *program,
                                  const struct creation_record *record, struct key key)
{
    uint32_t owner = element_is_field(key.last) ? program->fields[key.last / 2].record : 0;
    bool is_private = owner && !(program->records[owner].flags & IR_RECORD_SYSTEM) &&
                      !bitset_has(&program->programs_of[program->fns[record->fn].input], 0);

    return holders_escape(program->holders, key.last) ||
           (!is_private && holders_escape(program->holders, key.before));
}

/* Kept somewhere that nobody in sight ever reads to end it. */
static bool is_kept_for_nobody(const struct program *program, const struct creation_record *record,
                               unsigned events)
{
    for (uint32_t i = 0; i < count_classes(record); i++) {
        struct key key = class_at(record, i);
        if (may_be_read_elsewhere(program, record, key) ||
            ending_in_class(program, record, key, events))
            return false;
    }
    return count_classes(record) > 0;
}

const char *ending_assumption(const struct program *program, const struct creation_record *record)
{
    const struct fn *fn = &program->fns[record->fn];

    if (count_classes(record) && bitset_has(&program->programs_of[fn->input], 0))
        return "no code outside of what was analysed ends it";
    return NULL;
}

/* ---- the verdict ---- */

/* A thread that those who could release it miss. */
static bool find_unreaped(const struct program *program, const struct creation_record *record,
                          unsigned events, struct ending *ret_ending)
{
    struct unreaped unreaped = {0};

    if (!unreaped_find(program, record, events, &unreaped))
        return false;
    ret_ending->verdict = ENDS_MAY;
    ret_ending->lost = unreaped.words;
    ret_ending->witness.items =
        arena_copy(program->run, unreaped.steps, unreaped.n_steps * sizeof(struct step));
    ret_ending->witness.count = unreaped.n_steps;
    return true;
}

static struct ending find_ending(const struct program *program,
                                 const struct creation_record *record, unsigned events)
{
    const struct loss_record *loss = first_loss(program, record);
    struct ending ending = {.verdict = ENDS_UNKNOWN};

    bool ended_otherwise = record->ended && !(record->ended & events);
    if (ended_otherwise || !(body_may_end(program, record) || is_cancelled(program, record)))
        return ending;
    if (ending_may_be_detached(program, record) ||
        ending_may_release_itself(program, record, events) ||
        ending_is_guarded(program, record, events, 0))
        return ending;
    bool unknown = is_unknown(program, record);
    bool is_kept = !unknown && !record->ended_though_kept;
    if (is_kept && ending_freed_by_itself(program, record, events, &ending)) {
        ending.assumption = ending_assumption(program, record);
    } else if (loss) {
        ending.verdict = record->ended || record->classes.count || unknown ? ENDS_MAY : ENDS_NEVER;
        ending.witness = ending_witness(program, record, loss);
        ending.lost = ending_leaves_untold(program, record)
                          ? "leaves on some ways without telling its handle to who would join it"
                      : ending_leaves_before_detaching(program, record)
                          ? "leaves on some ways before it detaches itself"
                          : ending_loss_words(loss->loss);
        ending.at_process_end = loss->loss == LOSS_RETURN && contexts_in_main(program, loss->fn);
    } else if (is_kept && is_kept_for_nobody(program, record, events)) {
        ending.verdict = record->ended ? ENDS_MAY : ENDS_NEVER;
        ending.assumption = ending_assumption(program, record);
    } else if (!(record->ended & EVENT_DETACH) && find_unreaped(program, record, events, &ending)) {
        ending.assumption = ending_assumption(program, record);
    } else if (record->ended && !unknown && !record->classes.count) {
        ending.verdict = ENDS_MUST;
    }
    return ending;
}

struct ending ending_of(const struct program *program, const struct creation_record *record,
                        unsigned events)
{
    uint32_t number = record->face.number;
    const struct ending *known = ending_facts_find(program, number, events);

    if (known)
        return *known;
    struct ending ending = record->kind != OBJECT_THREAD ? clients_ending(program, record)
                                                         : find_ending(program, record, events);
    ending_facts_keep(program, number, events, &ending);
    return ending;
}

struct multiplicity program_multiplicity(const struct program *program,
                                         const struct creation *creation)
{
    const struct creation_record *record =
        &program->solution->creations.items.items[creation->number];
    const struct loss_record *loss = record->kind != OBJECT_THREAD
                                         ? clients_loss(program, clients_worst(program, record))
                                         : first_loss(program, record);

    if (loss)
        return contexts_multiplicity(program, loss->fn, loss->made_in_block);
    return contexts_multiplicity(program, record->fn, record->block);
}
