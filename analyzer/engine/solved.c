/* What solving functions was, between the store and program/memo.h.
 *
 * As bytes, it is words of 32 bits: for each function its key (low, high), how many words it has, and these. What a
 * run has not used is gone with it, so the store holds no more than one program. */
#include "engine/solved.h"

#include "engine/build_ids.h"
#include "store/store.h"

#include <string.h>

/* More is not worth to be read at once; janus, where solving is half of the stage, has 3 MB. */
enum { BYTES_MOST = 64 << 20 };

enum { HEAD_WORDS = 3 };

static void add_before(struct solved *solved, const uint32_t *words, size_t n_words)
{
    for (size_t at = 0; at + HEAD_WORDS <= n_words;) {
        struct solved_function one = {.key = words[at] | (uint64_t)words[at + 1] << 32,
                                      .words = &words[at + HEAD_WORDS],
                                      .count = words[at + 2]};
        at += HEAD_WORDS;
        if (one.count > n_words - at)
            return;
        at += one.count;
        vector_push(&solved->before, one);
        intmap_put(&solved->before_known, one.key, solved->before.count, NULL);
    }
}

bool solved_open(struct solved *solved, const struct analysis *analysis, struct arena *arena,
                 GError **error)
{
    const void *bytes = NULL;
    size_t size = 0;

    *solved = (struct solved){.arena = arena};
    if (!analysis->store) /* an early look at a part of the program */
        return true;
    if (!store_load_solved(analysis->store, arena, &bytes, &size, error))
        return false;
    add_before(solved, bytes, size / sizeof(uint32_t));
    return true;
}

void solved_close(struct solved *solved)
{
    vector_deinit(&solved->before);
    vector_deinit(&solved->now);
    intmap_deinit(&solved->before_known);
    intmap_deinit(&solved->now_known);
}

/* The last word of a key holds. */
static void use(struct solved *solved, struct solved_function one)
{
    bool is_new = false;
    uint32_t *number = intmap_put(&solved->now_known, one.key, solved->now.count + 1, &is_new);

    if (is_new)
        vector_push(&solved->now, one);
    else
        solved->now.items[*number - 1] = one;
}

static bool find(void *data, uint64_t key, const uint32_t **ret_words, uint32_t *ret_count)
{
    struct solved *solved = data;
    const uint32_t *number = intmap_find(&solved->before_known, key);

    if (!number)
        return false;
    struct solved_function one = solved->before.items[*number - 1];
    use(solved, one);
    *ret_words = one.words;
    *ret_count = one.count;
    return true;
}

static void keep(void *data, uint64_t key, const uint32_t *words, uint32_t count)
{
    struct solved *solved = data;

    use(solved, (struct solved_function){
                    key, arena_copy(solved->arena, words, count * sizeof(uint32_t)), count});
    solved->is_changed = true;
}

struct program_memory solved_memory(struct solved *solved)
{
    return (struct program_memory){analysis_id, find, keep, solved};
}

bool solved_save(const struct solved *solved, const struct analysis *analysis, GError **error)
{
    size_t n_words = 0, at = 0;

    if (!solved->is_changed && solved->now.count == solved->before.count)
        return true;
    for (uint32_t i = 0; i < solved->now.count; i++)
        n_words += HEAD_WORDS + (size_t)solved->now.items[i].count;
    if (n_words * sizeof(uint32_t) > BYTES_MOST)
        n_words = 0;
    uint32_t *words = ARENA_ARRAY(solved->arena, uint32_t, n_words);
    for (uint32_t i = 0; i < solved->now.count && n_words; i++) {
        const struct solved_function *one = &solved->now.items[i];
        words[at++] = (uint32_t)one->key;
        words[at++] = (uint32_t)(one->key >> 32);
        words[at++] = one->count;
        memcpy(&words[at], one->words, one->count * sizeof(uint32_t));
        at += one->count;
    }
    return store_save_solved(analysis->store, words, n_words * sizeof(uint32_t), error);
}
