/* One analysis of a change: the program with it, and, where that has findings, the program without it. */
#include "engine/change.h"

#include "base/arena.h"
#include "base/vector.h"
#include "engine/also.h"
#include "engine/analysis.h"
#include "engine/engine.h"
#include "engine/git.h"
#include "engine/git_diff.h"
#include "engine/recall.h"
#include "engine/relevance.h"
#include "engine/view.h"
#include "findings/compare.h"
#include "findings/finding.h"

#include <glib.h>

#include <stdint.h>
#include <string.h>

static bool is_staged(const struct change_run *run)
{
    return run->change->kind == ENGINE_CHANGE_STAGED;
}

/* ---- what has changed ---- */

/* The commit that the user's revision names, so that no later command can take it for an option. */
static bool find_commit(struct change_run *run, char **ret_commit, GError **error)
{
    g_autofree char *name = g_strconcat(run->change->revision, "^{commit}", NULL);
    const char *const ask[] = {"rev-parse", "--verify", "--quiet", "--end-of-options", name, NULL};

    if (git_ask(&run->git, ask, ret_commit, NULL))
        return true;
    g_set_error(error, ENGINE_ERROR, ENGINE_ERROR_INPUT,
                "--since: git knows no revision '%s' here: fetch it first (a shallow clone has the "
                "last commits only)",
                run->change->revision);
    return false;
}

static bool find_base(struct change_run *run, GError **error)
{
    g_autofree char *commit = NULL, *parted = NULL;

    run->base = "HEAD";
    if (is_staged(run))
        return true;
    if (!find_commit(run, &commit, error))
        return false;
    const char *const ask[] = {"merge-base", "HEAD", commit, NULL};
    bool has_parted = git_ask(&run->git, ask, &parted, NULL);
    if (!has_parted)
        change_note(run,
                    "--since: HEAD and '%s' have no commit in common here: compared with that "
                    "revision itself",
                    run->change->revision);
    const char *base = has_parted ? parted : commit;
    run->base = arena_string(run->arena, base, strlen(base));
    return true;
}

static bool find_changes(struct change_run *run, const char *from, struct git_changes *out,
                         GError **error)
{
    const char *const staged[] = {"--no-relative", "-M", "--cached", from, "--", NULL};
    const char *const since[] = {"--no-relative", "-M", from, "--", NULL};
    /* Where there is no commit yet, everything is added. */
    static const char *const first[] = {"--no-relative", "-M", "--cached", "--", NULL};
    static const char *const has_head[] = {"rev-parse", "--verify", "--quiet", "HEAD", NULL};
    g_autofree char *head = NULL;

    if (!is_staged(run))
        return git_diff(&run->git, "diff", since, run->arena, out, error);
    if (git_diff(&run->git, "diff", staged, run->arena, out, NULL))
        return true;
    vector_clear(out);
    if (git_ask(&run->git, has_head, &head, NULL))
        return git_diff(&run->git, "diff", staged, run->arena, out, error);
    return git_diff(&run->git, "diff", first, run->arena, out, error);
}

static bool wants(void *data, const struct git_change *change)
{
    return is_relevant(data, change->path) || is_relevant(data, change->old_path);
}

static bool wants_dirty(void *data, const struct git_change *change)
{
    return wants(data, change) || is_baseline(change->path);
}

static bool read_contents(struct change_run *run, struct git_changes *changes, GError **error)
{
    return git_read_blobs(&run->git, changes, wants, &run->relevance, run->arena, error);
}

static bool is_any_relevant(struct change_run *run)
{
    for (uint32_t i = 0; i < run->changes.count; i++) {
        if (wants(&run->relevance, &run->changes.items[i]))
            return true;
    }
    return false;
}

/* A merge that is about to be committed: its other parents stand in MERGE_HEAD or, while `git merge` itself
 * runs the hook, in the environment as GITHEAD_COMMIT=name (git-merge's own way to name them). */
static void find_parents(struct change_run *run)
{
    static const char prefix[] = "GITHEAD_";
    g_auto(GStrv) environment = g_get_environ();
    g_autofree char *text = NULL;

    for (char **variable = environment; *variable; variable++) {
        if (g_str_has_prefix(*variable, prefix))
            g_ptr_array_add(run->parents, g_strndup(*variable + strlen(prefix),
                                                    strcspn(*variable + strlen(prefix), "=")));
    }
    if (run->parents->len > 0 || !g_file_get_contents(run->git.merge, &text, NULL, NULL))
        return;
    g_auto(GStrv) lines = g_strsplit(g_strstrip(text), "\n", -1);
    for (char **line = lines; *line; line++) {
        if (**line)
            g_ptr_array_add(run->parents, g_strdup(*line));
    }
}

/* ---- with the change ---- */

/* Git may name files whose time alone differs. */
static void drop_clean(struct git_changes *dirty)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < dirty->count; i++) {
        const struct git_change *change = &dirty->items[i];
        g_autofree char *bytes = NULL;
        gsize size;

        if (change->old_bytes && g_file_get_contents(change->path, &bytes, &size, NULL) &&
            size == change->old_size && memcmp(bytes, change->old_bytes, size) == 0)
            continue;
        dirty->items[kept++] = *change;
    }
    dirty->count = kept;
}

/* The index, where the work tree is another. */
static bool find_staged_view(struct change_run *run, GError **error)
{
    static const char *const none[] = {NULL};

    if (!git_diff(&run->git, "diff-files", none, run->arena, &run->dirty, error) ||
        !git_read_blobs(&run->git, &run->dirty, wants_dirty, &run->relevance, run->arena, error))
        return false;
    drop_clean(&run->dirty);
    view_add_index(&run->now, &run->dirty);
    view_hide_gone(&run->now, &run->changes);
    return true;
}

/* What the last run found, if that was the program without the change: asked before the program with it
 * becomes the last run. */
static bool recall_before(struct change_run *run, GError **error)
{
    struct engine_request request = *run->request;
    struct view view;

    if (!read_contents(run, &run->changes, error))
        return false;
    view_init(&view);
    view_copy(&view, &run->now);
    view_undo(&view, &run->changes);
    view_apply(&view, &request);
    bool is_good = recall_run(&request, run->arena, &run->is_before_known, &run->before, error);
    view_deinit(&view);
    return is_good;
}

static bool judge_now(struct change_run *run, struct engine_result *result, GError **error)
{
    struct engine_request request = *run->request;

    view_apply(&run->now, &request);
    return engine_check(&request, result, error);
}

/* ---- without the change ---- */

/* Whether somebody may want to know if the finding is new. */
static bool matters(const struct change_run *run, const struct finding *finding)
{
    return finding->state != STATE_SUPPRESSED && finding->state != STATE_FIXED &&
           finding->confidence >= run->change->least_confidence;
}

static bool any_matters(const struct change_run *run, struct finding_list findings,
                        const bool *is_old)
{
    for (size_t i = 0; i < findings.count; i++) {
        if (matters(run, &findings.items[i]) && !is_old[i])
            return true;
    }
    return false;
}

/* Solves the program as it was in a commit, and marks what it has, too. */
static bool compare_with(struct change_run *run, const struct git_changes *changes,
                         struct finding_list findings, bool *is_old, GError **error)
{
    struct engine_request request = *run->request;
    struct engine_result before;
    struct view view;

    view_init(&view);
    view_copy(&view, &run->now);
    view_undo(&view, changes);
    view_apply(&view, &request);
    request.files = NULL;
    request.measures = false;
    bool is_good = engine_check(&request, &before, error);
    if (is_good) {
        findings_compare(findings, before.findings, is_old);
        engine_result_deinit(&before);
    }
    view_deinit(&view);
    return is_good;
}

static bool compare_with_parent(struct change_run *run, const char *parent,
                                struct finding_list findings, bool *is_old, GError **error)
{
    struct git_changes changes = {0};
    bool is_good = find_changes(run, parent, &changes, error) &&
                   read_contents(run, &changes, error) &&
                   compare_with(run, &changes, findings, is_old, error);

    vector_deinit(&changes);
    return is_good;
}

/* Marks the findings that the program has without the change. */
static bool find_old(struct change_run *run, struct finding_list findings, bool *is_old,
                     GError **error)
{
    if (run->is_before_known)
        findings_compare(findings, run->before, is_old);
    else if (any_matters(run, findings, is_old) &&
             (!read_contents(run, &run->changes, error) ||
              !compare_with(run, &run->changes, findings, is_old, error)))
        return false;
    for (guint i = 0; i < run->parents->len && any_matters(run, findings, is_old); i++) {
        if (!compare_with_parent(run, g_ptr_array_index(run->parents, i), findings, is_old, error))
            return false;
    }
    return true;
}

static void set_states(struct finding_list findings, const bool *is_old)
{
    for (size_t i = 0; i < findings.count; i++) {
        struct finding *finding = &findings.items[i];

        if (finding->state != STATE_SUPPRESSED)
            finding->state = is_old[i] ? STATE_OPEN : STATE_NEW;
    }
}

/* ---- second places ---- */

static bool has_new(const struct change_run *run, struct finding_list findings)
{
    for (size_t i = 0; i < findings.count; i++) {
        if (findings.items[i].state == STATE_NEW && matters(run, &findings.items[i]))
            return true;
    }
    return false;
}

static void keep_relevant(struct change_run *run, struct git_hunks *hunks)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < hunks->count; i++) {
        if (is_relevant(&run->relevance, hunks->items[i].file))
            hunks->items[kept++] = hunks->items[i];
    }
    hunks->count = kept;
}

static bool add_second_places(struct change_run *run, struct engine_result *result, GError **error)
{
    const char *const staged[] = {"--cached", "--", NULL};
    const char *const since[] = {run->base, "--", NULL};
    struct git_hunks hunks = {0};

    if (!has_new(run, result->findings))
        return true;
    bool is_good =
        git_find_hunks(&run->git, is_staged(run) ? staged : since, run->arena, &hunks, error);
    if (is_good) {
        keep_relevant(run, &hunks);
        find_second_places(result->findings, &hunks, result->run.root, result->arena);
    }
    vector_deinit(&hunks);
    return is_good;
}

/* ---- all of it ---- */

static bool compare(struct change_run *run, struct engine_result *result, GError **error)
{
    bool *is_old = g_new0(bool, result->findings.count + 1);
    bool is_good = find_old(run, result->findings, is_old, error);

    if (is_good)
        set_states(result->findings, is_old);
    g_free(is_old);
    return is_good && add_second_places(run, result, error);
}

static bool judge(struct change_run *run, struct engine_result *result, GError **error)
{
    if (is_staged(run) && (!find_staged_view(run, error) || !recall_before(run, error)))
        return false;
    if (is_staged(run))
        find_parents(run);
    change_recall_sources(run);
    if (!judge_now(run, result, error))
        return false;
    if (!compare(run, result, error)) {
        engine_result_deinit(result);
        return false;
    }
    const char *base = is_staged(run) ? "HEAD" : run->change->revision;
    result->run.base = arena_string(result->arena, base, strlen(base));
    change_note_all(run, &result->run);
    return true;
}

static bool run_change(struct change_run *run, struct engine_result *result, GError **error)
{
    if (!find_base(run, error) || !find_changes(run, run->base, &run->changes, error))
        return false;
    if (is_staged(run) && !is_any_relevant(run)) {
        *result = (struct engine_result){.arena = arena_new(), .is_irrelevant = true};
        result->run.revision = result->run.root = "";
        change_note_submodules(run);
        return true;
    }
    return judge(run, result, error);
}

/* The folder whose work tree is meant. */
static char *folder_of(const struct engine_place *place)
{
    const char *given = place->sources ? place->sources : place->project;

    if (!given)
        return g_strdup(".");
    return g_file_test(given, G_FILE_TEST_IS_DIR) ? g_strdup(given) : g_path_get_dirname(given);
}

/* A build folder may lie outside of the work tree that it builds. */
static bool open_git(struct change_run *run, GError **error)
{
    g_autofree char *folder = folder_of(&run->request->place);

    return git_open(folder, &run->git, NULL) || git_open(".", &run->git, error);
}

bool engine_check_change(const struct engine_request *request, const struct engine_change *change,
                         struct engine_result *ret_result, GError **error)
{
    struct change_run run = {
        .request = request,
        .change = change,
        .arena = arena_new(),
        .notices = g_ptr_array_new_with_free_func(g_free),
        .parents = g_ptr_array_new_with_free_func(g_free),
    };
    struct engine_result result = {0};

    relevance_init(&run.relevance, &request->place, run.arena);
    view_init(&run.now);
    bool is_good = open_git(&run, error) && run_change(&run, &result, error);
    if (is_good) {
        change_give_notices(&run, &result);
        *ret_result = result;
    }
    git_close(&run.git);
    view_deinit(&run.now);
    relevance_deinit(&run.relevance);
    vector_deinit(&run.changes);
    vector_deinit(&run.dirty);
    g_ptr_array_unref(run.notices);
    g_ptr_array_unref(run.parents);
    arena_free(run.arena);
    return is_good;
}
