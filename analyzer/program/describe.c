/* What is known of a creation, for people.
 *
 * Requires all of the stages; asks what the checks ask. */
#include "program/describe.h"

#include <string.h>

#include "program/channels.h"
#include "program/creations.h"
#include "program/ends.h"
#include "program/solver.h"
#include "program/stops.h"

/* Places that have part in one thing, beyond which nobody reads on. */
enum { MOST_PLACES = 16 };

static const uint64_t receives = UINT64_C(1) << USE_RECEIVE | UINT64_C(1) << USE_AWAIT_EACH;
static const uint64_t sends =
    UINT64_C(1) << USE_SEND | UINT64_C(1) << USE_CLOSE | UINT64_C(1) << USE_FINISH;
static const uint64_t wakes = UINT64_C(1) << USE_SIGNAL | UINT64_C(1) << USE_BROADCAST;

/* Who has part in a thing: functions of the program's, once each. */
struct party {
    const struct program *program;
    const char *does; /* "joined in", "received in" */
    struct step steps[MOST_PLACES];
    uint32_t fns[MOST_PLACES];
    uint32_t count, n_fns; /* `n_fns` counts on beyond the bound */
};

/* The function of the program's own that the instruction calls by name; 0 = none. */
static uint32_t called_at(const struct program *program, uint32_t fn, uint32_t instr)
{
    const struct fn *self = &program->fns[fn];
    uint32_t number = graph_first_call(self, instr);

    if (number >= self->n_calls || self->calls[number].instr != instr ||
        self->calls[number].targets.count != 1)
        return 0;
    uint32_t callee = self->calls[number].targets.items[0];
    return program->fns[callee].is_model ? 0 : callee;
}

/* What a function does about the thing, itself or in a function that it calls. */
static void add_part(struct party *party, uint32_t fn, uint32_t instr)
{
    const struct program *program = party->program;
    uint32_t callee = called_at(program, fn, instr), who = callee ? callee : fn;

    for (uint32_t i = 0; i < party->count; i++)
        if (party->fns[i] == who)
            return;
    party->n_fns++;
    if (party->count == MOST_PLACES)
        return;
    const char *text =
        callee ? arena_printf(program->run, "%s %s(), which %s() calls here", party->does,
                              program->fns[who].name, program->fns[fn].name)
               : arena_printf(program->run, "%s %s()", party->does, program->fns[who].name);
    party->steps[party->count] = channels_step(program, fn, instr, text);
    party->fns[party->count++] = who;
}

static const char *party_title(const struct party *party)
{
    const struct program *program = party->program;
    const char *first =
        arena_printf(program->run, "%s %s()", party->does, program->fns[party->fns[0]].name);

    if (party->n_fns == 1)
        return first;
    return arena_printf(program->run, "%s and %u more", first, party->n_fns - 1);
}

/* The parts, then the chain of the multiplicity. */
static struct steps all_steps(const struct party *party, struct multiplicity often)
{
    struct arena *run = party->program->run;
    struct step *steps = ARENA_ARRAY(run, struct step, party->count + often.chain.count);

    for (uint32_t i = 0; i < party->count; i++)
        steps[i] = party->steps[i];
    for (size_t i = 0; i < often.chain.count; i++)
        steps[party->count + i] = often.chain.items[i];
    return (struct steps){steps, party->count + often.chain.count};
}

/* ---- threads ---- */

static const char *thread_title(const struct program *program, const struct creation *spawn,
                                const struct party *party)
{
    struct ending ending = program_ending(program, spawn, EVENT_JOIN | EVENT_DETACH);

    if (spawn->thread.detached)
        return "detached";
    switch (ending.verdict) {
    case ENDS_NEVER:
        return "never joined";
    case ENDS_MAY:
        return party->count ? "not joined on every path" : "never joined";
    case ENDS_MUST:
        return party->count ? party_title(party) : "detached";
    case ENDS_UNKNOWN:
        break;
    }
    return party->count ? party_title(party) : "its end is not known";
}

static struct program_note describe_thread(const struct program *program,
                                           const struct creation *spawn)
{
    const struct creation_record *record = &program->solution->creations.items.items[spawn->number];
    struct party party = {.program = program, .does = "joined in"};
    struct multiplicity often = program_multiplicity(program, spawn);
    struct points joins = stops_joins(program, record);

    for (uint32_t i = 0; i < joins.count; i++)
        add_part(&party, joins.items[i].fn, joins.items[i].instr);
    vector_deinit(&joins);
    return (struct program_note){spawn->at, thread_title(program, spawn, &party), often.words,
                                 all_steps(&party, often)};
}

/* ---- clients ---- */

static const char *client_title(enum verdict verdict, const struct party *party)
{
    switch (verdict) {
    case ENDS_NEVER:
        return "never closed";
    case ENDS_MAY:
        return "not closed on every path";
    case ENDS_MUST:
        return party->count ? party_title(party) : "closed";
    case ENDS_UNKNOWN:
        break;
    }
    return party->count ? party_title(party) : "its end is not known";
}

static struct program_note describe_client(const struct program *program,
                                           const struct creation *client)
{
    const struct creation_record *record =
        &program->solution->creations.items.items[client->number];
    struct party party = {.program = program, .does = "closed in"};
    struct multiplicity often = program_multiplicity(program, client);
    struct ending ending = program_ending(program, client, EVENT_CLOSE);

    for (uint32_t i = 0; i < record->ends.count; i++)
        if (record->ends.items[i].events & (EVENT_CLOSE | EVENT_CLOSE_SOCKET))
            add_part(&party, record->ends.items[i].fn, record->ends.items[i].instr);
    return (struct program_note){client->at, client_title(ending.verdict, &party), often.words,
                                 all_steps(&party, often)};
}

/* ---- channels ---- */

static void add_uses(struct party *party, const struct channel_use *with, uint64_t kinds)
{
    const struct channels *channels = channels_of(party->program);
    const struct channel *channel = channels_find(channels, with);

    for (uint32_t i = 0; i < channel->count; i++) {
        const struct channel_use *use = &channels->uses.items[channel->first + i];
        if (kinds >> use->kind & 1 && use->reached && ends_meet(use, with) && use != with)
            add_part(party, use->fn, use->instr);
    }
}

static struct program_note describe_use(const struct program *program,
                                        const struct creation *creation, const char *who,
                                        const char *does, uint64_t kinds)
{
    const struct channel_use *use = channels_use(program, creation);
    struct party party = {.program = program, .does = does};
    struct multiplicity often = contexts_multiplicity(program, use->fn, use->block);
    bool is_open = channels_find(channels_of(program), use)->escapes;

    add_uses(&party, use, kinds);
    const char *title =
        arena_printf(program->run, "%s: %s%u", who, is_open ? "at least " : "", party.n_fns);
    if (is_open && !party.n_fns)
        title = arena_printf(program->run, "%s: not known", who);
    return (struct program_note){creation->at, title, often.words, all_steps(&party, often)};
}

/* ---- containers ---- */

static const char *growth_title(const struct program *program, const struct growth *growth)
{
    switch (growth->verdict) {
    case GROWTH_NONE:
        return "nothing takes entries out";
    case GROWTH_UNREACHED:
        return arena_printf(program->run, "taken out in %s(), which is never called",
                            growth->taker);
    case GROWTH_BY_OWNER:
        return arena_printf(program->run, "taken out in %s() by who knows it", growth->taker);
    case GROWTH_AT_END:
        return arena_printf(program->run, "freed in %s() only", growth->taker);
    case GROWTH_ON_COMMAND:
        return arena_printf(program->run, "emptied where %s() is told \"%s\"", growth->taker,
                            growth->command);
    case GROWTH_UNKNOWN:
        break;
    }
    return growth->taker ? arena_printf(program->run, "taken out in %s()", growth->taker) : NULL;
}

/* False where nothing is known of what becomes of the entries. */
static bool describe_insert(const struct program *program, const struct creation *insert,
                            struct program_note *ret_note)
{
    struct growth growth = program_growth(program, insert);
    const char *title = growth_title(program, &growth);

    *ret_note = (struct program_note){insert->at, title, growth.often.words, growth.often.chain};
    return title != NULL;
}

/* ---- all of them ---- */

/* False where there is nothing to tell. */
static bool describe(const struct program *program, const struct creation *creation,
                     struct program_note *ret_note)
{
    switch (creation->kind) {
    case CREATES_THREAD:
    case CREATES_CALLED_THREAD:
        *ret_note = describe_thread(program, creation);
        return true;
    case CREATES_SEND:
        *ret_note = describe_use(program, creation, "receivers", "received in", receives);
        return true;
    case CREATES_WAIT:
        if (channels_use(program, creation)->kind == USE_WAIT)
            *ret_note = describe_use(program, creation, "wakers", "signalled in", wakes);
        else
            *ret_note = describe_use(program, creation, "senders", "sent in", sends);
        return true;
    case CREATES_CLIENT:
    case CREATES_CALLED_CLIENT:
        *ret_note = describe_client(program, creation);
        return true;
    case CREATES_INSERT:
        return describe_insert(program, creation, ret_note);
    case CREATES_POOL:
    case CREATES_SELECT:
    case CREATES_CLOSE:
    case CREATES_BLOCK:
    case CREATES_LISTEN:
    case CREATES_LISTEN_EACH:
        break;
    }
    return false;
}

static bool is_same_place(struct source_place a, struct source_place b)
{
    return a.line == b.line && a.column == b.column && strcmp(a.file, b.file) == 0;
}

void program_describe(const struct program *program, struct program_note_files files,
                      struct program_notes *notes)
{
    size_t count;
    const struct creation *const *creations = program_creations(program, &count);
    struct program_note note;

    for (size_t i = 0; i < count; i++) {
        const struct creation *creation = creations[i];
        if (!creation->at.file || !files.wants(files.data, creation->at.file))
            continue;
        if (notes->count && is_same_place(vector_last(notes)->at, creation->at))
            continue;
        if (describe(program, creation, &note))
            vector_push(notes, note);
    }
}
