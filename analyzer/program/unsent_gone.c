/* Waits for room that is only a number,
 *
 *     n_under_way += size;                      while (answer(&request) == 0) {
 *     while (n_under_way > most)                    n_under_way -= request.size;
 *         wait(&less);                              signal(&less);
 *                                               }
 *                                               return;
 *
 * of which the one who would lower it may leave since a call has failed, and leave it as it is.
 *
 * Requires channels, threads, stores. */
#include "program/creations.h"
#include "program/stops.h"
#include "program/threads.h"
#include "program/unsent_paths.h"
#include "program/wake_ups.h"
#include "program/ways.h"

/* Whether the function of the wait itself uses up what it waits for. */
static bool uses_up(const struct program *program, const struct predicate *predicate)
{
    const struct stores *stores = ways_stores(stops_facts(program)->ways);
    const struct fn *fn = &program->fns[predicate->wait.fn];

    for (uint32_t k = 0; k < predicate->looks.count; k++) {
        const struct look *look = &predicate->looks.items[k];
        struct store_span span = stores_to(stores, look->element);
        for (uint32_t i = span.first; i < span.end && look->enough; i++) {
            const struct store *store = &stores->items[i];
            if (store->fn == predicate->wait.fn &&
                fn->unit->instrs[store->instr].op == IR_COMPUTE &&
                predicate_store(program, predicate->wait.fn, look, store) == STORE_CLOSES)
                return true;
        }
    }
    return false;
}

bool unsent_room_is_left(const struct channels *channels, const struct channel *channel,
                         const struct channel_use *wait, struct channel_trouble *trouble)
{
    const struct program *program = channels->program;
    struct path_answer answer = {.found = false};
    uint32_t body = 0;

    if (wait->kind != USE_WAIT || wait->by_hand || !wait->forever || channel->escapes ||
        bitset_has(&channels->cancelled, wait->at_fn) ||
        bitset_has(&channels->adds_in, wait->at_fn)) /* that is told where it is sent */
        return false;
    struct arena *scratch = arena_new();
    struct predicate predicate = wake_predicate(stops_facts(program), wait, scratch);
    if (predicate.known_once && predicate.held.whole && uses_up(program, &predicate))
        body = unsent_only_opener(channels, wait);
    if (body && !contexts_in_main(program, body) && !wake_starts_several(program, body))
        answer = unsent_find_failing(channels, channel, wait, body);
    predicate_free(&predicate);
    arena_free(scratch);
    if (!answer.found)
        return false;
    unsent_state_left(channels, body, &answer, trouble);
    trouble->failure = FULL_RECEIVER_LEFT;
    return true;
}
