/* Another program that is fed all of its input before any of its output is read: it writes what it makes of the
 * beginning, until there is no room, and reads no more. Then both wait for each other.
 *
 *     while (fgets(line, sizeof line, file))
 *         write(to_program, line, strlen(line));
 *     close(to_program);
 *     while (read(from_program, line, sizeof line) > 0) ...
 *
 * Or all of something is written to it, however long, and all of its output is read. Requires channels, loops. */
#include "program/elements.h"
#include "program/overfull.h"
#include "program/threads.h"
#include "program/unsent_ends.h"

/* The numbers of a program's input and outputs. */
enum { NUMBER_INPUT = 0, NUMBER_OUTPUT = 1, NUMBER_ERRORS = 2 };

struct feeding {
    const struct channels *channels;
    const struct program *program;
    const struct channel_use *send;
    uint32_t fn, instr; /* the function that feeds the program, and its call */
};

/* Whether the call makes a descriptor of that class the number of the program's input, or of an output. */
static bool redirects(const struct feeding *feeding, uint32_t number, const struct ir_instr *call,
                      uint32_t class, bool to_output)
{
    const struct fn *fn = &feeding->program->fns[number];
    bool has_descriptor = false, has_number = false;
    int64_t to = 0;

    for (uint32_t i = 0; i < call->arguments.count; i++) {
        struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
        if (fn_number(fn, operand, &to)) {
            bool is_output = to == NUMBER_OUTPUT || to == NUMBER_ERRORS;
            has_number |= to_output ? is_output : to == NUMBER_INPUT;
            continue;
        }
        uint32_t element = operand.kind == IR_OPERAND_PLACE
                               ? element_of_operand(feeding->program, number, operand)
                               : 0;
        has_descriptor |= element && channel_flow_class(feeding->channels->flow, element) == class;
    }
    return has_descriptor && has_number && call->arguments.count >= 2;
}

/* Whether the function becomes a program which reads the one channel as its input and writes the other. */
static bool becomes_filter(const struct feeding *feeding, uint32_t number, uint32_t input,
                           uint32_t output)
{
    const struct fn *fn = &feeding->program->fns[number];
    bool reads = false, writes = false;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        reads |= redirects(feeding, number, call, input, false);
        writes |= redirects(feeding, number, call, output, true);
    }
    return reads && writes;
}

static bool is_filter(const struct feeding *feeding, uint32_t input, uint32_t output)
{
    const struct bitset *inherits = &feeding->channels->inherits;

    for (uint32_t fn = bitset_next(inherits, 0); fn < inherits->size;
         fn = bitset_next(inherits, fn + 1))
        if (becomes_filter(feeding, fn, input, output))
            return true;
    return false;
}

/* Whether the program looks first whether the channel is ready, or does not wait for it. */
static bool is_looked_at(const struct feeding *feeding, const struct channel *channel)
{
    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &feeding->channels->uses.items[i];
        if (use->kind == USE_AWAIT_EACH || use->is_polled || use->is_watched ||
            use->kind == USE_TIMEOUT)
            return true;
    }
    return false;
}

/* The first receive from the channel by the sender, if all of his are behind what he sends, and no other thread makes
 * one. Other functions of the same thread may talk to a program of their own. */
static const struct channel_use *received_behind(const struct feeding *feeding,
                                                 const struct channel *channel)
{
    const struct channel_use *first = NULL;
    uint32_t fn = feeding->fn, instr = feeding->instr;
    const uint32_t *run_by = threads_run_by(feeding->program);

    for (uint32_t i = channel->first; i < channel->first + channel->count; i++) {
        const struct channel_use *use = &feeding->channels->uses.items[i];
        if (use->kind != USE_RECEIVE || !use->reached)
            continue;
        if (run_by[use->fn] != run_by[fn])
            return NULL;
        if (use->fn != fn)
            continue;
        if (use->instr == instr ||
            overfull_comes_before(feeding->program, fn, use->instr, instr, NULL) ||
            !overfull_comes_before(feeding->program, fn, instr, use->instr, NULL))
            return NULL;
        first = first ? first : use;
    }
    return first;
}

/* The receive of what such a program writes, which comes too late; NULL = there is none. */
static const struct channel_use *output_of(const struct feeding *feeding)
{
    const struct channels *channels = feeding->channels;
    uint32_t fn = feeding->fn;

    for (uint32_t i = channels->first_of_fn[fn]; i < channels->first_of_fn[fn + 1]; i++) {
        const struct channel_use *use = &channels->uses.items[channels->by_fn.items[i]];
        if (use->kind != USE_RECEIVE || use->class == feeding->send->class)
            continue;
        const struct channel *channel = channels_find(channels, use);
        const struct channel_use *receive = channel->made && !is_looked_at(feeding, channel)
                                                ? received_behind(feeding, channel)
                                                : NULL;
        if (receive && is_filter(feeding, feeding->send->class, use->class))
            return receive;
    }
    return NULL;
}

/* The same where all of something is written, and the output is read up to its end; by the function that writes, or that
 * calls it. */
static const struct channel_use *output_of_whole(struct feeding *feeding,
                                                 const struct overfull *question)
{
    enum { LEVELS_MOST = 2 };
    struct whole whole;
    bool goes_on = overfull_whole_first(question, &whole);

    for (uint32_t i = 0; i < LEVELS_MOST && goes_on; i++) {
        feeding->fn = whole.fn;
        feeding->instr = whole.instr;
        const struct channel_use *receive = output_of(feeding);
        if (receive)
            return overfull_whole_is_given(question->program, &whole) &&
                           unsent_goes_on_to_end(question->program, receive)
                       ? receive
                       : NULL;
        goes_on = overfull_whole_above(question->program, &whole);
    }
    return NULL;
}

bool overfull_program_is_fed(const struct channels *channels, const struct channel_use *send,
                             struct channel_trouble *trouble)
{
    const struct program *program = channels->program;
    const struct channel *channel = channels_find(channels, send);
    struct feeding feeding = {channels, program, send, send->fn, send->instr};
    uint32_t loop = 0;

    if (send->kind != USE_SEND || !send->forever || send->by_hand || !channel->made ||
        !channel->is_inherited || is_looked_at(&feeding, channel))
        return false;
    struct overfull question = {.channels = channels,
                                .program = program,
                                .channel = channel,
                                .use = send,
                                .relieves = UINT64_C(1) << USE_RECEIVE,
                                .room = ROOM_UNKNOWN,
                                .scratch = arena_new()};
    struct sending sending = overfull_first_sending(&question);
    bool is_endless = overfull_amount(&question, &sending, &loop).endless;
    const struct channel_use *receive =
        is_endless ? output_of(&feeding) : output_of_whole(&feeding, &question);
    arena_free(question.scratch);
    if (!receive)
        return false;
    struct step step = channels_step(program, receive->fn, receive->instr,
                                     "what the program writes is received only here");
    trouble->failure = FULL_PROGRAM_FED;
    trouble->other = program->fns[send->fn].name;
    trouble->assumption = "that the program writes more than the pipe has room for";
    trouble->witness = (struct steps){arena_copy(program->run, &step, sizeof(step)), 1};
    trouble->often = contexts_multiplicity(program, send->fn, send->block);
    return true;
}
