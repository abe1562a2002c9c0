/* project_guess(): units and flags from nothing but the sources.
 *
 * A unit's include folders come from the headers that it reaches, each taken to be the nearest file
 * of the tree with that name. So a unit searches only folders that it needs (a compat/unistd.h
 * elsewhere can't get in its way), and its flags do not change when an unrelated header appears.
 * What was dropped: one list of all header folders for all units, which makes both mistakes.
 *
 * What is in the tree under no folder may be installed where only pkg-config would tell, and what a
 * configure script would have found out is guessed from the conditionals that ask for it. */
#include "project/guess.h"

#include "project/builder.h"
#include "project/folders.h"
#include "project/includes.h"
#include "project/installed.h"
#include "project/notices.h"
#include "project/switches.h"
#include "project/text.h"
#include "project/tree.h"
#include "project/words.h"

#include "base/arena.h"
#include "base/vector.h"

#include <errno.h>
#include <glib.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

struct guess {
    struct builder *builder;
    struct tree *tree;
    const struct folder *top;
    uint32_t unit; /* the present one, from 1 */
    VECTOR(struct tree_file *) to_visit;
    struct words quoted; /* folders of the present unit, in the order in which they were needed */
    struct words angled;
    struct words system; /* folders of this machine, likewise */
    VECTOR(const struct include *)
    missing;                /* includes of the present unit that are not in the tree */
    struct words templates; /* of the present unit, in the order in which they were needed */
    struct words defined;
    struct words flags;
    struct installed *installed;
    struct switches *switches;
    bool has_config; /* the present unit includes a config.h that is there */
};

/* Over any number of parts that two paths can have in common. */
enum { KNOWN_FOLDER = 1 << 20 };

/* Parts that two relative paths have in common. */
static size_t common_parts(const char *a, const char *b)
{
    size_t parts = 0;

    for (; *a == *b && *a != '\0'; a++, b++)
        parts += *a == '/';
    bool ends = (*a == '\0' || *a == '/') && (*b == '\0' || *b == '/');
    return parts + ends;
}

static bool is_known(const struct guess *guess, const struct tree_folder *folder, bool is_quoted)
{
    return folder->angled == guess->unit || (is_quoted && folder->quoted == guess->unit);
}

/* What an #include in `from` most likely means: a file beside it, one in a folder that the unit
 * searches already, or the nearest; at equal distance the first by path. */
static const struct meaning *choose(const struct guess *guess, const struct tree_file *from,
                                    const struct include *include, const struct meanings *meanings)
{
    const struct meaning *best = NULL;
    size_t best_rank = 0;

    for (uint32_t i = 0; i < meanings->list.count; i++) {
        const struct meaning *meaning = &meanings->list.items[i];
        if (include->is_quoted && meaning->folder == from->folder)
            return meaning;
        size_t rank = common_parts(meaning->file->path, from->path) + 1;
        if (is_known(guess, meaning->folder, include->is_quoted))
            rank += KNOWN_FOLDER;
        if (rank > best_rank) {
            best = meaning;
            best_rank = rank;
        }
    }
    return best;
}

static void search_in(struct guess *guess, struct tree_folder *folder, bool is_quoted)
{
    if (is_known(guess, folder, is_quoted))
        return;
    if (is_quoted) {
        folder->quoted = guess->unit;
        vector_push(&guess->quoted, folder->path);
    } else {
        folder->angled = guess->unit;
        vector_push(&guess->angled, folder->path);
    }
}

static void search_folders(struct guess *guess, const struct words *folders)
{
    for (uint32_t i = 0; i < folders->count; i++) {
        bool is_new = true;
        for (uint32_t k = 0; k < guess->system.count; k++)
            is_new &= guess->system.items[k] != folders->items[i];
        if (is_new)
            vector_push(&guess->system, folders->items[i]);
    }
}

/* The headers that are not in the tree: the folders of this machine that have them, and what they need. */
static void search_system(struct guess *guess)
{
    for (uint32_t i = 0; i < guess->missing.count; i++)
        search_folders(guess, installed_folders(guess->installed, guess->missing.items[i]));
    search_folders(guess,
                   installed_company(guess->installed, guess->missing.items, guess->missing.count));
}

static bool has_dots(const char *name)
{
    return g_str_has_prefix(name, "../") || strstr(name, "/../") != NULL;
}

/* What a build makes the missing header from, or NULL. A list of what configure has found tells nothing by itself. */
static struct tree_file *find_template(struct guess *guess, const struct tree_file *from,
                                       const struct include *include)
{
    char *name = g_strconcat(include->name, ".in", NULL);
    const struct meaning *meaning =
        has_dots(name) ? NULL : choose(guess, from, include, tree_meanings(guess->tree, name));

    g_free(name);
    return meaning != NULL &&
                   tree_is_code(guess->tree, meaning->file, builder_notices(guess->builder))
               ? meaning->file
               : NULL;
}

/* Each header is missing once, however many files ask for it. */
static void note_missing(struct guess *guess, const struct include *include)
{
    for (uint32_t i = 0; i < guess->missing.count; i++)
        if (guess->missing.items[i]->is_quoted == include->is_quoted &&
            strcmp(guess->missing.items[i]->name, include->name) == 0)
            return;
    vector_push(&guess->missing, include);
}

/* The file that an #include means, or NULL; its folder is added to those that the unit searches. */
static struct tree_file *follow(struct guess *guess, const struct tree_file *from,
                                const struct include *include)
{
    if (has_dots(include->name))
        return tree_find(guess->tree, from->folder, include->name);

    const struct meaning *meaning =
        choose(guess, from, include, tree_meanings(guess->tree, include->name));
    if (meaning == NULL)
        return NULL;
    if (!include->is_quoted || meaning->folder != from->folder)
        search_in(guess, meaning->folder, include->is_quoted);
    return meaning->file;
}

static void visit(struct guess *guess, struct tree_file *file)
{
    if (file->visited == guess->unit)
        return;
    file->visited = guess->unit;
    vector_push(&guess->to_visit, file);
}

static void begin_unit(struct guess *guess)
{
    guess->unit++;
    vector_clear(&guess->quoted);
    vector_clear(&guess->angled);
    vector_clear(&guess->system);
    vector_clear(&guess->missing);
    vector_clear(&guess->templates);
    guess->has_config = false;
}

/* Visits all that the unit includes, first come first served: a header's folder is settled by the
 * includer that is nearest to the main file. */
static void find_folders(struct guess *guess, struct tree_file *main_file)
{
    vector_clear(&guess->to_visit);
    visit(guess, main_file);
    for (uint32_t i = 0; i < guess->to_visit.count; i++) {
        struct tree_file *file = guess->to_visit.items[i];
        const struct includes *includes =
            tree_includes(guess->tree, file, builder_notices(guess->builder));
        for (uint32_t k = 0; k < includes->list.count; k++) {
            struct tree_file *included = follow(guess, file, &includes->list.items[k]);
            struct tree_file *template =
                included == NULL ? find_template(guess, file, &includes->list.items[k]) : NULL;
            if (template != NULL && template->visited != guess->unit)
                vector_push(&guess->templates, template->path);
            if (included == NULL && template == NULL) {
                note_missing(guess, &includes->list.items[k]);
                continue;
            }
            included = template != NULL ? template : included;
            visit(guess, included);
            guess->has_config |= strcmp(included->name, "config.h") == 0;
        }
    }
    search_system(guess);
}

/* The macros that the unit's build would have defined, as flags. */
static void push_switches(struct guess *guess)
{
    struct arena *arena = builder_arena(guess->builder);

    switches_begin(guess->switches);
    for (uint32_t i = 0; i < guess->to_visit.count; i++)
        switches_add(guess->switches, guess->to_visit.items[i]);
    vector_clear(&guess->defined);
    switches_list(guess->switches, &guess->defined);
    for (uint32_t i = 0; i < guess->defined.count; i++)
        vector_push(&guess->flags, arena_printf(arena, "-D%s", guess->defined.items[i]));
}

static void push_folders(struct guess *guess, const char *flag, const struct words *folders)
{
    for (uint32_t i = 0; i < folders->count; i++) {
        vector_push(&guess->flags, flag);
        vector_push(&guess->flags, folders->items[i]);
    }
}

static void add_unit(struct guess *guess, struct tree_file *file)
{
    struct arena *arena = builder_arena(guess->builder);
    const char *between = guess->top->length == 1 ? "" : "/";

    begin_unit(guess);
    find_folders(guess, file);
    vector_clear(&guess->flags);
    vector_push(&guess->flags, "clang");
    /* Sources that need it say so in a header of the build, which is not there. */
    vector_push(&guess->flags, "-D_GNU_SOURCE");
    /* What every build of a project with a configure script passes. */
    if (guess->has_config)
        vector_push(&guess->flags, "-DHAVE_CONFIG_H");
    push_switches(guess);
    push_folders(guess, "-iquote", &guess->quoted);
    push_folders(guess, "-idirafter", &guess->angled);
    push_folders(guess, "-idirafter", &guess->system);
    push_folders(guess, "-include", &guess->templates);
    builder_add(guess->builder,
                &(struct builder_unit){
                    .file = arena_printf(arena, "%s%s%s", guess->top->path, between, file->path),
                    .folder = folders_get(builder_folders(guess->builder), guess->top,
                                          file->folder->path, strlen(file->folder->path)),
                    .directory = guess->top,
                    .flags = &guess->flags,
                });
}

static bool is_c(const struct tree_file *file)
{
    return g_str_has_suffix(file->name, ".c");
}

/* A .c file that another file includes is a part of that one and no unit. */
static void mark_included(struct guess *guess, struct tree_file *files, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_c(&files[i]) && !g_str_has_suffix(files[i].name, ".h"))
            continue;
        const struct includes *includes =
            tree_includes(guess->tree, &files[i], builder_notices(guess->builder));
        begin_unit(guess);
        for (uint32_t k = 0; k < includes->list.count; k++) {
            if (!g_str_has_suffix(includes->list.items[k].name, ".c"))
                continue;
            struct tree_file *included = follow(guess, &files[i], &includes->list.items[k]);
            if (included != NULL && included != &files[i])
                included->is_included = true;
        }
    }
}

static void add_units(struct guess *guess, size_t *ret_files)
{
    size_t count;
    struct tree_file *files = tree_files(guess->tree, &count);

    mark_included(guess, files, count);
    guess->switches = switches_new(guess->tree, guess->installed);
    for (size_t i = 0; i < count; i++) {
        if (is_c(&files[i]) && !files[i].is_included)
            add_unit(guess, &files[i]);
    }
    *ret_files = count;
}

static struct project *guess_project(struct builder *builder, struct tree *tree,
                                     const struct folder *top, const char *root)
{
    struct guess guess = {
        .builder = builder,
        .tree = tree,
        .top = top,
        .installed = installed_new(root),
    };
    size_t n_files;

    tree_look_for_macros(tree);
    add_units(&guess, &n_files);
    vector_deinit(&guess.to_visit);
    vector_deinit(&guess.quoted);
    vector_deinit(&guess.angled);
    vector_deinit(&guess.system);
    vector_deinit(&guess.defined);
    vector_deinit(&guess.flags);
    vector_deinit(&guess.missing);
    vector_deinit(&guess.templates);
    switches_free(guess.switches);
    installed_free(guess.installed);
    struct project *project = builder_finish(builder);
    project->n_entries = n_files;
    builder_set_root(project, top->path);
    return project;
}

static bool fail_without_units(const char *sources, GError **error)
{
    char *shown = text_shown(sources);

    g_set_error(error, PROJECT_ERROR, PROJECT_ERROR_NO_UNITS,
                "%s: holds no .c file; name the folder of the C sources with --sources", shown);
    g_free(shown);
    return false;
}

static bool check_folder(const char *sources, GError **error)
{
    struct stat status;
    int cause = stat(sources, &status) != 0 ? errno : S_ISDIR(status.st_mode) ? 0 : ENOTDIR;

    if (cause == 0)
        return true;
    char *shown = text_shown(sources);
    g_set_error(error, PROJECT_ERROR,
                cause == EACCES ? PROJECT_ERROR_UNREADABLE : PROJECT_ERROR_NOT_FOUND,
                "%s: %s; --sources takes a folder of C sources", shown, g_strerror(cause));
    g_free(shown);
    return false;
}

bool project_guess(const char *sources, struct project **ret, GError **error)
{
    return guess_on_machine(sources, "", ret, error);
}

bool guess_on_machine(const char *sources, const char *root, struct project **ret, GError **error)
{
    struct tree *tree;

    if (!check_folder(sources, error))
        return false;
    struct builder *builder = builder_new();
    char *working = g_get_current_dir();
    char *absolute =
        sources[0] == '/' ? g_strdup(sources) : g_build_filename(working, sources, NULL);
    const struct folder *top =
        folders_get(builder_folders(builder), NULL, absolute, strlen(absolute));
    bool ok = tree_load(top->path, builder_notices(builder), &tree, error);

    if (ok) {
        struct project *project = guess_project(builder, tree, top, root);
        tree_free(tree);
        ok = project->n_units > 0;
        if (ok) {
            *ret = project;
        } else {
            fail_without_units(sources, error);
            project_free(project);
        }
    }
    g_free(absolute);
    g_free(working);
    builder_free(builder);
    return ok;
}
