/* A finding is certain before everything is parsed if no source that is still to come names anything that it rests
 * on (program/rests_on.h, unseen.h): the rest of the program cannot know of it. */
#include "engine/early.h"

#include "base/arena.h"
#include "base/vector.h"
#include "engine/analysis.h"
#include "engine/unseen.h"
#include "findings/finding.h"
#include "program/program.h"
#include "program/rests_on.h"

#include <glib.h>

#include <stdint.h>
#include <string.h>

VECTOR_TYPE(place_list, struct source_place);
VECTOR_TYPE(name_list, const char *);

struct claim {
    const struct analysis *analysis;
    struct arena *scratch;
    struct place_list places;
    struct name_list names;
};

static void add_place(struct claim *claim, const char *file, uint32_t line)
{
    const char *path =
        *file == '/' ? file
                     : arena_printf(claim->scratch, "%s/%s", claim->analysis->project->root, file);

    vector_push(&claim->places, (struct source_place){path, line, 0});
}

static void add_name(struct claim *claim, const char *begin, const char *end)
{
    vector_push(&claim->names, arena_string(claim->scratch, begin, (size_t)(end - begin)));
}

/* In texts, names stand between '…' or before "()". */
static void add_names_in(struct claim *claim, const char *text)
{
    for (const char *open = strchr(text, '\''), *close; open; open = strchr(close + 1, '\'')) {
        close = strchr(open + 1, '\'');
        if (!close)
            break;
        add_name(claim, open + 1, close);
    }
    for (const char *call = strstr(text, "()"); call; call = strstr(call + 2, "()")) {
        const char *begin = call;
        while (begin > text && (g_ascii_isalnum(begin[-1]) || begin[-1] == '_'))
            begin--;
        add_name(claim, begin, call);
    }
}

static bool is_not_named(void *data, enum program_name kind, const char *name)
{
    return kind == PROGRAM_NAME_CALLED ? !unseen_defines(data, name) : !unseen_has(data, name);
}

static bool is_anchor(const struct finding *finding, const struct finding_step *step)
{
    return step->line == finding->line && strcmp(step->file, finding->file) == 0;
}

static bool is_certain(const struct analysis *analysis, const struct program *program,
                       struct unseen *unseen, const struct finding *finding)
{
    struct claim claim = {.analysis = analysis, .scratch = arena_new()};

    add_place(&claim, finding->file, finding->line);
    add_names_in(&claim, finding->message);
    size_t first = 0; /* the steps before it lead there */
    while (first < finding->n_trace && !is_anchor(finding, &finding->trace[first]))
        first++;
    if (first == finding->n_trace)
        first = 0;
    for (size_t i = first; i < finding->n_trace; i++) {
        add_place(&claim, finding->trace[i].file, finding->trace[i].line);
        add_names_in(&claim, finding->trace[i].message);
    }
    struct program_claim rests = {claim.places.items, claim.places.count, finding->object,
                                  claim.names.items, claim.names.count};
    bool is_certain =
        program_rests_on(program, &rests, (struct program_name_taker){is_not_named, unseen});
    vector_deinit(&claim.places);
    vector_deinit(&claim.names);
    arena_free(claim.scratch);
    return is_certain;
}

static bool follows_paths(const struct analysis *analysis, const struct finding *finding)
{
    for (const struct check **check = analysis->checks; *check; check++) {
        if (strcmp((*check)->name, finding->check) == 0)
            return (*check)->follows_paths;
    }
    return false;
}

static bool is_wanted(const struct analysis *analysis, const struct finding *finding)
{
    const char *root = analysis->project->root;

    if (!follows_paths(analysis, finding))
        return false;

    for (const char *const *file = analysis->request->notes_in; file && *file; file++) {
        if (strcmp(relative_to(root, *file), finding->file) == 0)
            return true;
    }
    return false;
}

void keep_certain(const struct analysis *analysis, const struct program *program,
                  struct finding_list *findings)
{
    struct unseen *unseen = NULL;
    size_t kept = 0;

    for (size_t i = 0; i < findings->count; i++) {
        if (!is_wanted(analysis, &findings->items[i]))
            continue;
        if (!unseen)
            unseen = unseen_new(analysis);
        if (is_certain(analysis, program, unseen, &findings->items[i]))
            findings->items[kept++] = findings->items[i];
    }
    findings->count = kept;
    if (unseen)
        unseen_free(unseen);
}
