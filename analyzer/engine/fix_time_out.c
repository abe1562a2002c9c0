/* A time-out before the call that would wait without a bound. */
#include "engine/fixes.h"

#include <string.h>

static const char *code_for(struct source_text text, size_t at)
{
#define DETACHES(start, code)
#define TIMES_OUT(call, code)                                                                      \
    if (source_is_word(text, at, #call))                                                           \
        return code;
#define WAKES_ALL(one, all)
#include "models/remedies.def"
#undef DETACHES
#undef TIMES_OUT
#undef WAKES_ALL
    return NULL;
}

/* Where the statement around the call begins: `x = call()`, `T x = call()`, `return call()`, `if (call()`.
 * 0 = it has another form. */
static size_t statement_begin(struct source_text text, size_t call)
{
    enum { MAX_WORDS = 8 };
    size_t at = call;

    for (int words = 0; words < MAX_WORDS; words++) {
        if (source_begins_statement(text, at))
            return at;
        size_t before = source_skip_back(text, at);
        if (before == 0)
            return 0;
        size_t word = source_word_begin(text, before);
        if (word < before)
            at = word;
        else if (strchr("=*(!", text.bytes[before - 1]))
            at = before - 1;
        else
            return 0;
    }
    return 0;
}

/* Only an `if` may open a bracket before the call; the condition of a loop is come to again, and the
 * argument of another call says nothing. */
static bool is_simple(struct source_text text, size_t begin, size_t call)
{
    for (size_t at = begin; at < call; at++) {
        if (text.bytes[at] == '(' && !source_is_word(text, begin, "if"))
            return false;
    }
    return !source_is_word(text, begin, "else") && !source_is_word(text, begin, "case");
}

bool fix_time_out(struct source_text text, size_t at, struct arena *arena,
                  struct source_changes *changes)
{
    size_t call = fix_find_call(text, at, code_for);
    size_t bracket = source_skip(text, source_word_end(text, call));
    const char *code = code_for(text, call);

    if (!code || bracket >= text.size || text.bytes[bracket] != '(')
        return false;
    struct source_span client = source_first_argument(text, bracket);
    size_t begin = statement_begin(text, at);
    if (!source_is_plain(text, client) || begin == 0 || !is_simple(text, begin, at))
        return false;
    const char *added =
        arena_printf(arena, "%s%s%s", source_fill(code, source_copy(text, client, arena), arena),
                     source_newline(text), source_indent(text, begin, arena));
    vector_push(changes, (struct source_change){begin, begin, added});
    return true;
}
