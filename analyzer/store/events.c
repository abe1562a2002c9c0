/* The history of states: each change, and how many there were after each run. */
#include "store/history.h"

#include "base/hash.h"
#include "findings/finding.h"
#include "store/database.h"

#include <stdint.h>
#include <string.h>

bool save_event(struct store *store, int64_t finding_id, int64_t run_id, enum finding_state state,
                GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    if (!query_begin(store, QUERY_SAVE_EVENT,
                     "INSERT OR REPLACE INTO event (finding_id, run_id, state) VALUES (?1, ?2, ?3)",
                     &query, error))
        return false;
    bind_number(query, 1, (uint64_t)finding_id);
    bind_number(query, 2, (uint64_t)run_id);
    bind_number(query, 3, state);
    return query_run(store, query, error);
}

bool save_counts(struct store *store, int64_t run_id, GError **error)
{
    g_autoptr(sqlite3_stmt) query = NULL;

    /* Of fixed ones, those that this run found gone. */
    if (!query_begin(store, QUERY_SAVE_COUNTS,
                     "INSERT INTO run_count (run_id, check_name, state, count)"
                     " SELECT ?1, check_name, state, count(*) FROM finding"
                     " WHERE state <> ?2 OR fixed_run = ?1 GROUP BY check_name, state",
                     &query, error))
        return false;
    bind_number(query, 1, (uint64_t)run_id);
    bind_number(query, 2, STATE_FIXED);
    return query_run(store, query, error);
}

static uint64_t mix_text(uint64_t hash, const char *text)
{
    return hash_bytes(text, strlen(text) + 1, hash);
}

static uint64_t mix_place(uint64_t hash, const char *file, uint32_t line, uint32_t column)
{
    return hash_mix(mix_text(hash, file), (uint64_t)line << 32 | column);
}

uint64_t finding_content(const struct finding *finding)
{
    const char *const texts[] = {finding->fingerprint,  finding->check,  finding->function,
                                 finding->object,       finding->anchor, finding->message,
                                 finding->multiplicity, finding->mend};
    const uint64_t numbers[] = {finding->severity, finding->confidence, finding->often,
                                finding->count,    finding->above,      finding->below};
    uint64_t hash = mix_place(0, finding->file, finding->line, finding->column);

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        hash = mix_text(hash, texts[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        hash = hash_mix(hash, numbers[i]);
    for (size_t i = 0; i < finding->n_trace; i++) {
        const struct finding_step *step = &finding->trace[i];
        hash = mix_text(mix_place(hash, step->file, step->line, step->column), step->message);
    }
    return hash;
}
