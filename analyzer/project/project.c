#include "project/project.h"

#include "project/builder.h"
#include "project/compiler.h"
#include "project/database.h"
#include "project/flags.h"
#include "project/folders.h"
#include "project/locate.h"
#include "project/notices.h"
#include "project/response.h"
#include "project/root.h"
#include "project/shell.h"
#include "project/text.h"
#include "project/words.h"

#include "base/arena.h"
#include "base/vector.h"

#include <stdint.h>
#include <string.h>

G_DEFINE_QUARK(stranded - project - error, project_error)

/* A database that is read into a project. */
struct reading {
    struct builder *builder;
    struct flag_rules *rules;
    struct responses *responses;
    struct arena *scratch;    /* words made for one entry; as long-lived as the reading */
    const struct folder *at;  /* the database's folder */
    struct words command;     /* of the present entry */
    struct compiler compiler; /* of the present entry */
    struct words launch;      /* the words that led to it; none if there was none */
    struct flags flags;       /* of the present entry */
    size_t n_not_c;
};

static bool is_command_to_skip(const struct words *command)
{
    return command->count == 0 || (command->count == 1 && (strcmp(command->items[0], ":") == 0 ||
                                                           strcmp(command->items[0], "true") == 0));
}

/* Splits an entry's command. Generators put `cd DIR &&` or `: &&` before the compiler; *folder
 * follows a cd. False with a reason. */
static bool split_command(struct reading *reading, char *text, const struct folder **folder,
                          const char **ret_problem)
{
    struct words *command = &reading->command;
    char *at = text;

    while (*at != '\0') {
        vector_clear(command);
        if (!shell_split(&at, command, ret_problem))
            return false;
        if (command->count == 2 && strcmp(command->items[0], "cd") == 0)
            *folder = folders_get(builder_folders(reading->builder), *folder, command->items[1],
                                  strlen(command->items[1]));
        else if (!is_command_to_skip(command))
            return true;
    }
    *ret_problem = "is empty";
    return false;
}

static bool get_command(struct reading *reading, const struct database *database,
                        const struct database_entry *entry, const struct folder **folder,
                        const char **ret_problem)
{
    if (entry->command != NULL)
        return split_command(reading, entry->command, folder, ret_problem);
    vector_clear(&reading->command);
    for (uint32_t i = 0; i < entry->n_arguments; i++)
        vector_push(&reading->command, database->arguments.items[entry->first_argument + i]);
    return true;
}

/* Finds the compiler of the present command, which is mostly that of the one before. */
static bool find_compiler(struct reading *reading)
{
    const struct words *command = &reading->command;
    uint32_t same = 0;

    while (same < reading->launch.count && same < command->count &&
           strcmp(reading->launch.items[same], command->items[same]) == 0)
        same++;
    if (same > 0 && same == reading->launch.count)
        return true;

    vector_clear(&reading->launch);
    if (!compiler_find(command, &reading->compiler))
        return false;
    for (uint32_t i = 0; i < reading->compiler.first_argument; i++)
        vector_push(&reading->launch, command->items[i]);
    return true;
}

/* Adds the present entry, whose file is relative to `base` and which is compiled in `folder`. */
static void add_unit(struct reading *reading, const struct database_entry *entry,
                     const struct folder *base, const struct folder *folder)
{
    const struct folder *file_folder;
    const char *file =
        folders_file(builder_folders(reading->builder), base, entry->file, &file_folder);

    builder_add(reading->builder,
                &(struct builder_unit){
                    .file = file,
                    .folder = file_folder,
                    .directory = folder,
                    .flags = &reading->flags.kept,
                    .output = entry->output != NULL ? entry->output : reading->flags.output,
                    .n_dropped = reading->flags.n_dropped,
                });
}

static void read_entry(struct reading *reading, const struct database *database, size_t number)
{
    const struct database_entry *entry = &database->entries.items[number];
    struct folders *folders = builder_folders(reading->builder);
    struct notices *notices = builder_notices(reading->builder);
    const struct folder *base =
        folders_get(folders, reading->at, entry->directory, strlen(entry->directory));
    const struct folder *folder = base;
    const char *problem = NULL;

    notices_at(notices, number, entry->file);
    if (!get_command(reading, database, entry, &folder, &problem)) {
        notices_add(notices, PROJECT_NOTICE_COMMAND, entry->file, problem);
        return;
    }
    if (!find_compiler(reading)) {
        notices_add(notices, PROJECT_NOTICE_COMMAND, entry->file,
                    "has a command that names no compiler");
        return;
    }
    responses_expand(reading->responses, folder, &reading->command,
                     reading->compiler.first_argument, notices);
    struct flags_command command = {&reading->command, &reading->compiler, entry->file};
    if (flags_may_be_c(&command))
        flags_sort(reading->rules, &command, reading->scratch, notices, &reading->flags);
    else
        reading->flags.is_c = false;
    if (reading->flags.is_c)
        add_unit(reading, entry, base, folder);
    else
        reading->n_not_c++;
}

static void reading_init(struct reading *reading, struct builder *builder,
                         const struct folder *folder)
{
    *reading = (struct reading){
        .builder = builder,
        .rules = flag_rules_new(),
        .responses = responses_new(),
        .scratch = arena_new(),
        .at = folder,
    };
}

static void reading_deinit(struct reading *reading)
{
    flag_rules_free(reading->rules);
    responses_free(reading->responses);
    arena_free(reading->scratch);
    vector_deinit(&reading->command);
    vector_deinit(&reading->launch);
    flags_deinit(&reading->flags);
}

/* Says why there is nothing to analyse. */
static bool fail_without_units(const char *file, const struct project *project, GError **error)
{
    char *shown = text_shown(file);

    if (project->n_entries == 0) {
        g_set_error(error, PROJECT_ERROR, PROJECT_ERROR_NO_UNITS, "%s: has no entries; %s", shown,
                    TEXT_WAY_OUT);
    } else if (project->n_missing > 0) {
        char *missing = text_shown(project->missing[0]);
        g_set_error(error, PROJECT_ERROR, PROJECT_ERROR_NO_UNITS,
                    "%s: none of its C files exists (the first is %s); write it again where the "
                    "sources are now, or use --sources DIR",
                    shown, missing);
        g_free(missing);
    } else {
        g_set_error(error, PROJECT_ERROR, PROJECT_ERROR_NO_UNITS,
                    "%s: none of its %zu entries is a C file with a command that we understand; "
                    "name another with -p, or use --sources DIR",
                    shown, project->n_entries);
    }
    g_free(shown);
    return false;
}

static struct project *build_project(struct builder *builder, const struct database *database,
                                     const struct folder *folder)
{
    struct reading reading;

    reading_init(&reading, builder, folder);
    for (size_t i = 0; i < database->entries.count; i++)
        read_entry(&reading, database, i);
    struct project *project = builder_finish(builder);
    project->n_entries = database->entries.count;
    project->n_not_c = reading.n_not_c;
    reading_deinit(&reading);
    return project;
}

static bool read_project(const char *file, struct project **ret, GError **error)
{
    struct database database;
    if (!database_load(file, &database, error))
        return false;

    struct builder *builder = builder_new();
    const struct folder *folder;
    char *working = g_get_current_dir();
    char *absolute = file[0] == '/' ? g_strdup(file) : g_build_filename(working, file, NULL);
    const char *path = folders_file(builder_folders(builder), NULL, absolute, &folder);
    struct project *project = build_project(builder, &database, folder);
    bool ok = project->n_units > 0;

    project->database = path;
    if (ok) {
        char *root = root_choose(project, folder);
        builder_set_root(project, root);
        g_free(root);
        *ret = project;
    } else {
        fail_without_units(file, project, error);
        project_free(project);
    }
    g_free(absolute);
    g_free(working);
    builder_free(builder);
    database_deinit(&database);
    return ok;
}

bool project_open(const char *path, struct project **ret, GError **error)
{
    char *file = NULL;

    if (!locate_database(path, &file, error))
        return false;
    bool ok = read_project(file, ret, error);
    g_free(file);
    return ok;
}
