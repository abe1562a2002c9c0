/* Threads that leave the word, on which somebody waits, to a function that comes back without having given it:
 *
 *     body(session):  read(line);                     deliver(session, line):  if (is_malformed(line))
 *                     deliver(session, line);                                      return;
 *                     return;                                                  settle(session);
 *
 * Requires channels, stores. */
#include "program/unsent_paths.h"

static bool is_parameter(const struct fn *fn, struct ir_operand operand)
{
    uint32_t local = fn_local(fn, operand);

    return local && local <= fn->ir->n_parameters;
}

/* Whether what the function does may hang on what its caller hands in: then the caller may know better. What is compared
 * with a local of its own, such as where the reading of a text has ended, the caller cannot know. */
static bool asks_parameters(const struct fn *fn)
{
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        bool a = is_parameter(fn, block->a), b = is_parameter(fn, block->b);
        if (block->end == IR_END_RETURN || (!a && !b))
            continue;
        if ((a && b) || !fn_local(fn, a ? block->b : block->a))
            return true;
    }
    return false;
}

/* Stops the query's ways at all that ends the wait, or that may fail only where nobody is left. */
static void mark_words(const struct channels *channels, const struct channel *channel,
                       const struct channel_use *wait, struct path_query *query)
{
    unsent_mark_receives(channels, query, false);
    channels_mark_calls(channels, channel, unsent_path_sends, query, PATH_STOP);
    unsent_mark_stores(channels, wait, query, PATH_STOP);
}

/* A way through the callee without a word, behind which the body comes to its end without one, too. */
static struct path_answer find_through(const struct channels *channels,
                                       const struct channel *channel,
                                       const struct channel_use *wait, uint32_t body,
                                       const struct call_site *site,
                                       const struct path_result *result)
{
    const struct program *program = channels->program;
    struct path_query before = {.program = program, .fn = body, .from_entry = true};
    struct path_query behind = {.program = program, .fn = body, .to_return = true, .given = result};
    struct path_query below = {.program = program,
                               .fn = site->targets.items[0],
                               .from_entry = true,
                               .to_return = true,
                               .returned = result};
    struct path_answer answer = {.found = false};

    mark_words(channels, channel, wait, &before);
    mark_words(channels, channel, wait, &behind);
    mark_words(channels, channel, wait, &below);
    unsent_mark_sends_below(channels, channel, &below, PATH_STOP);
    *intmap_put(&before.marks, site->instr, 0, NULL) = PATH_TO;
    *intmap_put(&behind.marks, site->instr, 0, NULL) = PATH_FROM;
    if (path_find(&before).found && path_find(&behind).found)
        answer = path_find(&below);
    path_query_deinit(&before);
    path_query_deinit(&behind);
    path_query_deinit(&below);
    return answer;
}

bool unsent_left_below(const struct channels *channels, const struct channel *channel,
                       const struct channel_use *wait, uint32_t body,
                       struct channel_trouble *trouble)
{
    static const struct path_result results[] = {{IR_EQ, 0}, {IR_GT, 0}, {IR_LT, 0}};
    const struct program *program = channels->program;
    const struct fn *fn = &program->fns[body];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        if (fn->loop_of[site->block] || site->targets.count != 1 || site->unresolved ||
            !channels_leads_to(channels, channel, unsent_path_sends, body, site) ||
            program->fns[site->targets.items[0]].is_model ||
            asks_parameters(&program->fns[site->targets.items[0]]))
            continue;
        for (uint32_t i = 0; i < 3; i++) {
            struct path_answer answer =
                find_through(channels, channel, wait, body, site, &results[i]);
            if (!answer.found)
                continue;
            unsent_state_left(channels, site->targets.items[0], &answer, trouble);
            return true;
        }
    }
    return false;
}
