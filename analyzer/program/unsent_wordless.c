/* A child that may end without a word, while its parent, who waits for one, has the end that writes open itself:
 *
 *     pipe(ends);
 *     if (fork() == 0) {
 *         if (setsid() < 0)
 *             _exit(1);                   says nothing
 *         write(ends[1], &ready, 1);
 *         ...
 *     }
 *     read(ends[0], &ready, 1);           ends[1] is still open here: no end of file comes
 *
 * or a child that becomes another program, for which the end is closed, and only says that it has failed to. All of one
 * function; who has copied an end to where others may find it is left alone.
 *
 * Requires channels, ends. */
#include "program/conditions.h"
#include "program/elements.h"
#include "program/model_control.h"
#include "program/stops.h"
#include "program/unsent_ends.h"
#include "program/value.h"

struct wordless {
    const struct channels *channels;
    const struct program *program;
    const struct channel_use *wait;
    const struct fn *fn;
    uint32_t made;           /* the call that makes both ends */
    uint32_t pair;           /* the array that it fills, as an element */
    VECTOR(uint32_t) copies; /* locals that hold the end that writes, too, as elements */
};

/* ---- the end that writes ---- */

static bool is_writing_end(const struct wordless *wordless, struct ir_operand operand)
{
    uint32_t element = element_of_operand(wordless->program, wordless->wait->fn, operand);

    for (uint32_t i = 0; element && i < wordless->copies.count; i++)
        if (wordless->copies.items[i] == element)
            return true;
    return element && element == wordless->pair &&
           (operand.kind == IR_OPERAND_ADDRESS ||
            channel_flow_index(wordless->fn, (struct ir_place_id){operand.index}) !=
                wordless->wait->end);
}

/* Notes a copy in a local; false = it goes to where others may find it, or is not known. */
static bool note_copy(struct wordless *wordless, const struct ir_instr *copy, uint32_t block)
{
    const struct ir_place *place = fn_place(wordless->fn, copy->dst.index);
    uint32_t element = element_of_place(wordless->program, wordless->wait->fn, copy->dst);

    while (place->kind == IR_PLACE_INDEX || place->kind == IR_PLACE_INDEX_PLACE ||
           place->kind == IR_PLACE_DEREF)
        place = fn_place(wordless->fn, place->parent.index);
    if (element == wordless->pair)
        return true; /* what it holds from the start */
    if (contexts_in_child(wordless->program, wordless->wait->fn, block))
        return true; /* mark_copies() */
    if (copy->op != IR_COPY || copy->a.kind != IR_OPERAND_PLACE || place->kind != IR_PLACE_LOCAL ||
        place->argument <= wordless->fn->ir->n_parameters)
        return false;
    for (uint32_t i = 0; i < wordless->copies.count; i++)
        if (wordless->copies.items[i] == element)
            return true;
    vector_push(&wordless->copies, element);
    return true;
}

/* Whether all copies of the end that writes lie in locals. */
static bool find_copies(struct wordless *wordless)
{
    enum { ROUNDS = 2 }; /* copies of copies */
    const struct fn *fn = wordless->fn;

    for (uint32_t round = 0; round < ROUNDS; round++)
        for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
            const struct ir_block *block = fn_block(fn, id);
            for (uint32_t i = 0; i < block->instrs.count; i++) {
                const struct ir_instr *instr = &fn->unit->instrs[block->instrs.first + i];
                if (instr->op != IR_CALL && instr->dst.index &&
                    is_writing_end(wordless, instr->a) && !note_copy(wordless, instr, id))
                    return false;
            }
            if (block->end == IR_END_RETURN && is_writing_end(wordless, block->a) &&
                !contexts_in_child(wordless->program, wordless->wait->fn, id))
                return false;
        }
    return true;
}

/* The one call in the function that makes both ends. */
static bool find_made(struct wordless *wordless)
{
    const struct channels *channels = wordless->channels;
    uint32_t fn = wordless->wait->fn, n = 0;

    for (uint32_t i = channels->first_of_fn[fn]; i < channels->first_of_fn[fn + 1]; i++) {
        const struct channel_use *use = &channels->uses.items[channels->by_fn.items[i]];
        if (use->kind != USE_ENDS || use->class != wordless->wait->class ||
            (n && use->at_instr == wordless->made))
            continue;
        n++;
        wordless->made = use->at_instr;
        if (use->at_fn != fn)
            return false;
    }
    const struct ir_instr *call = &wordless->fn->unit->instrs[wordless->made];
    if (n != 1 || call->op != IR_CALL || !call->arguments.count)
        return false;
    wordless->pair = element_of_operand(wordless->program, fn,
                                        wordless->fn->unit->operands[call->arguments.first]);
    return wordless->pair && wordless->pair >= elements_named(wordless->program);
}

/* ---- calls ---- */

static bool is_given(const struct wordless *wordless, const struct call_site *site)
{
    const struct ir_instr *call = &wordless->fn->unit->instrs[site->instr];

    for (uint32_t i = 0; i < call->arguments.count; i++)
        if (is_writing_end(wordless, wordless->fn->unit->operands[call->arguments.first + i]))
            return true;
    return false;
}

static bool is_fork(const struct wordless *wordless, const struct call_site *site)
{
    return site->targets.count && model_forks(wordless->program, site->targets.items[0]);
}

static bool has_use(const struct wordless *wordless, const struct call_site *site, uint64_t kinds)
{
    const struct uses *uses = stops_uses(wordless->program);
    uint32_t fn = wordless->wait->fn;

    for (uint32_t i = uses->first[fn]; i < uses->first[fn + 1]; i++)
        if (uses->items.items[i].instr == site->instr && kinds >> uses->items.items[i].kind & 1)
            return true;
    return false;
}

/* Whether the call is one of the library's that does nothing with the end but what its uses say: such as to set a flag
 * of it, or to print its number. */
static bool only_uses(const struct wordless *wordless, const struct call_site *site)
{
    bool is_system =
        site->entity && wordless->program->entities[site->entity].flags & IR_SYMBOL_SYSTEM;

    for (uint32_t k = 0; k < site->targets.count; k++)
        if (!wordless->program->fns[site->targets.items[k]].is_model)
            return false;
    return (site->targets.count || is_system) && !site->unresolved;
}

/* Whether the call may close the end, or leave it to somebody. */
static bool may_close(const struct wordless *wordless, const struct call_site *site)
{
    const uint64_t closes = UINT64_C(1) << USE_CLOSE | UINT64_C(1) << USE_FINISH;

    return is_given(wordless, site) &&
           (!only_uses(wordless, site) || has_use(wordless, site, closes));
}

/* Whether the call may send something, or have it sent: as the standard output of what the child becomes, too. What is in
 * sight is asked what it does. */
static bool may_send(const struct wordless *wordless, const struct call_site *site)
{
    const uint64_t harmless = UINT64_C(1) << USE_CLOSE | UINT64_C(1) << USE_TIMEOUT;
    const uint64_t sends = UINT64_C(1) << USE_SEND;
    const struct channel *channel = channels_find(wordless->channels, wordless->wait);

    if (site->unresolved ||
        channels_leads_to(wordless->channels, channel, sends, wordless->wait->fn, site))
        return true;
    bool in_sight = site->targets.count && !only_uses(wordless, site);
    return !in_sight && is_given(wordless, site) &&
           (!only_uses(wordless, site) || !has_use(wordless, site, harmless));
}

/* ---- ways ---- */

/* Whether the call receives from the channel: what it waits for has come then. */
static bool receives(const struct wordless *wordless, const struct call_site *site)
{
    const struct channels *channels = wordless->channels;
    uint32_t fn = wordless->wait->fn;

    for (uint32_t i = channels->first_of_fn[fn]; i < channels->first_of_fn[fn + 1]; i++) {
        const struct channel_use *use = &channels->uses.items[channels->by_fn.items[i]];
        if (use->kind == USE_RECEIVE && use->class == wordless->wait->class &&
            use->instr == site->instr)
            return true;
    }
    return false;
}

/* A way of the process that waits, with the end that writes open and nothing received yet, from the one call to the
 * other. */
static struct path_answer find_open(const struct wordless *wordless, uint32_t from, uint32_t to,
                                    const struct path_result *given)
{
    struct path_query query = {
        .program = wordless->program, .fn = wordless->wait->fn, .given = given};

    for (uint32_t c = 0; c < wordless->fn->n_calls; c++) {
        const struct call_site *site = &wordless->fn->calls[c];
        if (site->instr != from && site->instr != to &&
            (may_close(wordless, site) || receives(wordless, site)))
            path_mark(&query, site->instr, PATH_STOP);
    }
    path_mark(&query, from, PATH_FROM);
    path_mark(&query, to, PATH_TO);
    struct path_answer answer = path_find(&query);
    path_query_deinit(&query);
    return answer;
}

/* Whether another program that the child becomes does not get the end. */
static bool is_closed_on_exec(const struct wordless *wordless)
{
    enum { CLOSE_ON_EXEC = 02000000, SET_FLAGS = 2 }; /* O_CLOEXEC; F_SETFD */
    const struct fn *fn = wordless->fn;
    const struct ir_instr *made = &fn->unit->instrs[wordless->made];
    int64_t number, flags;

    if (made->arguments.count > 1 &&
        fn_number(fn, fn->unit->operands[made->arguments.first + 1], &number) &&
        number & CLOSE_ON_EXEC)
        return true;
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        const struct ir_operand *arguments = &fn->unit->operands[call->arguments.first];
        if (call->arguments.count == 3 && only_uses(wordless, &fn->calls[c]) &&
            is_writing_end(wordless, arguments[0]) && fn_number(fn, arguments[1], &number) &&
            number == SET_FLAGS && fn_number(fn, arguments[2], &flags) && flags & 1)
            return true;
    }
    return false;
}

static bool becomes_other(const struct wordless *wordless, const struct call_site *site)
{
    return has_use(wordless, site, UINT64_C(1) << USE_INHERIT);
}

/* Whether the process ends behind the call, or becomes another program that does not have the end. */
static bool ends_process(const struct wordless *wordless, const struct call_site *site, bool closed)
{
    const struct fn *fn = wordless->fn;
    const struct ir_block *block = fn_block(fn, site->block);

    if (closed && becomes_other(wordless, site))
        return true;
    return block->end == IR_END_UNREACHABLE && block->instrs.count &&
           site->instr == block->instrs.first + block->instrs.count - 1;
}

/* Stops the child's ways where the end goes to some other place: from there, anybody may send. */
static void mark_copies(const struct wordless *wordless, struct path_query *query)
{
    const struct fn *fn = wordless->fn;

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        struct ir_range instrs = fn_block(fn, id)->instrs;
        for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++)
            if (fn->unit->instrs[i].op != IR_CALL && fn->unit->instrs[i].dst.index &&
                is_writing_end(wordless, fn->unit->instrs[i].a))
                path_mark(query, i, PATH_STOP);
    }
}

/* A way of the child, on which it sends nothing, from the fork to where it ends; or (`to`) to another fork. */
static struct path_answer find_silent(const struct wordless *wordless, uint32_t fork, uint32_t to)
{
    static const struct path_result is_child = {IR_EQ, 0};
    struct path_query query = {
        .program = wordless->program, .fn = wordless->wait->fn, .given = &is_child};
    bool closed = is_closed_on_exec(wordless);

    mark_copies(wordless, &query);
    for (uint32_t c = 0; c < wordless->fn->n_calls; c++) {
        const struct call_site *site = &wordless->fn->calls[c];
        if (site->instr == fork)
            path_mark(&query, fork, PATH_FROM);
        else if (may_send(wordless, site) || (is_fork(wordless, site) && site->instr != to) ||
                 (!closed && becomes_other(wordless, site)))
            path_mark(&query, site->instr, PATH_STOP);
        else if (to ? site->instr == to : ends_process(wordless, site, closed))
            path_mark(&query, site->instr, PATH_TO);
    }
    struct path_answer answer = path_find(&query);
    path_query_deinit(&query);
    return answer;
}

/* The same of whoever is left: the child, or the one that it makes before it ends itself. */
static struct path_answer find_wordless(const struct wordless *wordless,
                                        const struct call_site *fork)
{
    struct path_answer answer = find_silent(wordless, fork->instr, 0);

    for (uint32_t c = 0; c < wordless->fn->n_calls && !answer.found; c++) {
        const struct call_site *next = &wordless->fn->calls[c];
        if (next != fork && is_fork(wordless, next) &&
            contexts_in_child(wordless->program, wordless->wait->fn, next->block) &&
            find_silent(wordless, fork->instr, next->instr).found)
            answer = find_silent(wordless, next->instr, 0);
    }
    return answer;
}

static bool find(const struct wordless *wordless, struct channel_trouble *trouble)
{
    static const struct path_result is_parent = {IR_GT, 0};
    const struct program *program = wordless->program;
    uint32_t number = wordless->wait->fn;

    for (uint32_t c = 0; c < wordless->fn->n_calls; c++) {
        const struct call_site *fork = &wordless->fn->calls[c];
        if (!is_fork(wordless, fork) || contexts_in_child(program, number, fork->block) ||
            !find_open(wordless, wordless->made, fork->instr, NULL).found ||
            !find_open(wordless, fork->instr, wordless->wait->instr, &is_parent).found)
            continue;
        struct path_answer answer = find_wordless(wordless, fork);
        if (!answer.found)
            continue;
        struct step step = channels_step(program, number, answer.to_instr,
                                         "the child ends here, and has written nothing");
        trouble->failure = WAIT_OWN_END;
        trouble->assumption = "that the child takes this way";
        trouble->witness = channels_join_steps(program, answer.decisions, step);
        return true;
    }
    return false;
}

bool unsent_is_wordless(const struct channels *channels, const struct channel_use *wait,
                        struct channel_trouble *trouble)
{
    struct wordless wordless = {.channels = channels,
                                .program = channels->program,
                                .wait = wait,
                                .fn = &channels->program->fns[wait->fn]};

    bool found = wait->end != INDEX_UNKNOWN && find_made(&wordless) && find_copies(&wordless) &&
                 !contexts_in_child(channels->program, wait->fn, wait->block) &&
                 find(&wordless, trouble);
    vector_deinit(&wordless.copies);
    return found;
}
