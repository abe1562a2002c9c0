#include "engine/also.h"

#include "engine/analysis.h"

#include <glib.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What speaks for a hunk, the strongest first. */
enum { POINTS_WORD = 4, POINTS_FILE = 2, POINTS_TRACE = 1 };

struct search {
    const struct git_hunks *hunks;
    const char *root;
    struct arena *arena;
};

static const char *file_of(const struct search *search, const struct git_hunk *hunk)
{
    return relative_to(search->root, hunk->file);
}

static bool covers_line(const struct search *search, const struct git_hunk *hunk, const char *file,
                        uint32_t line)
{
    return line >= hunk->line && line - hunk->line < hunk->n_lines &&
           strcmp(file_of(search, hunk), file) == 0;
}

static bool is_changed(const struct search *search, const char *file, uint32_t line)
{
    for (uint32_t i = 0; i < search->hunks->count; i++) {
        if (covers_line(search, &search->hunks->items[i], file, line))
            return true;
    }
    return false;
}

/* ---- words ---- */

static bool is_word_byte(char byte)
{
    return g_ascii_isalnum(byte) || byte == '_';
}

/* The last name in a text as "server->jobs[]"; its length, 0 = there is none. */
static size_t find_last_name(const char *text, const char **ret_name)
{
    size_t end = strlen(text), begin;

    while (end > 0 && !is_word_byte(text[end - 1]))
        end--;
    for (begin = end; begin > 0 && is_word_byte(text[begin - 1]);)
        begin--;
    *ret_name = text + begin;
    return end - begin;
}

static bool has_word(const char *text, const char *word, size_t length)
{
    for (const char *at = text; (at = g_strstr_len(at, -1, word)); at++) {
        if ((at == text || !is_word_byte(at[-1])) && !is_word_byte(at[length]))
            return true;
    }
    return false;
}

/* ---- choosing ---- */

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

static int points_of(const struct search *search, const struct git_hunk *hunk,
                     const struct finding *finding)
{
    const char *file = file_of(search, hunk), *name = "";
    size_t length = find_last_name(finding->object ? finding->object : "", &name);
    g_autofree char *word = g_strndup(name, length);
    int points = 0;

    if (length > 0 && has_word(hunk->text, word, length))
        points += POINTS_WORD;
    if (strcmp(file, finding->file) == 0)
        points += POINTS_FILE;
    for (size_t i = 0; i < finding->n_trace; i++) {
        if (strcmp(file, finding->trace[i].file) == 0)
            return points + POINTS_TRACE;
    }
    return points;
}

static const struct git_hunk *choose_hunk(const struct search *search,
                                          const struct finding *finding)
{
    const struct git_hunk *best = NULL;
    int most = -1;

    for (uint32_t i = 0; i < search->hunks->count; i++) {
        const struct git_hunk *hunk = &search->hunks->items[i];
        int points = points_of(search, hunk, finding);
        bool is_nearer = best && points == most && (points & POINTS_FILE) &&
                         distance(hunk->line, finding->line) < distance(best->line, finding->line);

        if (points > most || is_nearer) {
            best = hunk;
            most = points;
        }
    }
    return best;
}

static struct finding_step *make_step(const struct search *search, const char *file, uint32_t line,
                                      uint32_t column, const char *message)
{
    struct finding_step *step = ARENA_NEW(search->arena, struct finding_step);

    *step = (struct finding_step){arena_string(search->arena, file, strlen(file)),
                                  line > 0 ? line : 1, column, message};
    return step;
}

static const struct finding_step *find_place(const struct search *search,
                                             const struct finding *finding)
{
    for (size_t i = 0; i < finding->n_trace; i++) {
        const struct finding_step *step = &finding->trace[i];

        if (is_changed(search, step->file, step->line))
            return make_step(search, step->file, step->line, step->column, "this line was changed");
    }
    const struct git_hunk *hunk = choose_hunk(search, finding);
    if (!hunk)
        return NULL;
    return make_step(search, file_of(search, hunk), hunk->line, 0,
                     hunk->n_lines > 0 ? "this line was changed" : "lines were taken away here");
}

void find_second_places(struct finding_list findings, const struct git_hunks *hunks,
                        const char *root, struct arena *arena)
{
    struct search search = {hunks, root, arena};

    for (size_t i = 0; i < findings.count; i++) {
        struct finding *finding = &findings.items[i];

        if ((finding->state == STATE_NEW || finding->state == STATE_REOPENED) &&
            !is_changed(&search, finding->file, finding->line))
            finding->also = find_place(&search, finding);
    }
}
