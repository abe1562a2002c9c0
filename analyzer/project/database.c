#include "project/database.h"

#include "project/json.h"
#include "project/project.h"
#include "project/text.h"

#include "base/memory.h"
#include "base/vector.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

/* Room for a file whose size is not known, such as a pipe. */
#define UNKNOWN_SIZE ((size_t)1 << 16)

static bool fail(const char *file, enum project_error code, GError **error, const char *what)
{
    char *shown = text_shown(file);

    g_set_error(error, PROJECT_ERROR, (int)code, "%s: %s", shown, what);
    g_free(shown);
    return false;
}

static bool fail_errno(const char *file, int cause, GError **error)
{
    char *shown = text_shown(file);

    g_set_error(error, PROJECT_ERROR,
                cause == ENOENT ? PROJECT_ERROR_NOT_FOUND : PROJECT_ERROR_UNREADABLE,
                "%s: can't be read: %s; name a readable compile_commands.json with -p, or use "
                "--sources DIR",
                shown, g_strerror(cause));
    g_free(shown);
    return false;
}

static bool fail_too_large(const char *file, GError **error)
{
    return fail(file, PROJECT_ERROR_TOO_LARGE, error,
                "larger than 1 GiB, which no compilation database is; name another with -p");
}

/* Reads all of an open file, a 0 behind it. */
static bool read_descriptor(int fd, const char *file, char **ret_text, size_t *ret_size,
                            GError **error)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return fail_errno(file, errno, error);
    if (S_ISREG(status.st_mode) && (uint64_t)status.st_size > PROJECT_MAX_DATABASE_BYTES)
        return fail_too_large(file, error);

    size_t room = S_ISREG(status.st_mode) ? (size_t)status.st_size + 1 : UNKNOWN_SIZE;
    char *text = memory_resize(NULL, room + 1, 1);
    size_t size = 0;
    for (;;) {
        ssize_t got = read(fd, text + size, room - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            int cause = errno;
            free(text);
            return fail_errno(file, cause, error);
        }
        size += (size_t)got;
        if (got == 0)
            break;
        if (size > PROJECT_MAX_DATABASE_BYTES) {
            free(text);
            return fail_too_large(file, error);
        }
        if (size == room) {
            room *= 2;
            text = memory_resize(text, room + 1, 1);
        }
    }
    text[size] = '\0';
    *ret_text = text;
    *ret_size = size;
    return true;
}

static bool read_file(const char *file, char **ret_text, size_t *ret_size, GError **error)
{
    int fd = open(file, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return fail_errno(file, errno, error);
    bool ok = read_descriptor(fd, file, ret_text, ret_size, error);
    close(fd);
    return ok;
}

static bool read_arguments(struct json_reader *json, struct database *database,
                           struct database_entry *entry)
{
    struct json_list list;

    if (json_peek(json) != '[')
        return json_fail(json, "\"arguments\" is not an array of strings");
    json_enter(json, '[', &list);
    entry->first_argument = database->arguments.count;
    while (json_next(json, &list)) {
        char *word;
        if (json_peek(json) != '"')
            return json_fail(json, "\"arguments\" is not an array of strings");
        if (!json_text(json, &word))
            return false;
        vector_push(&database->arguments, word);
    }
    entry->n_arguments = database->arguments.count - entry->first_argument;
    return json->problem == NULL;
}

static bool read_member(struct json_reader *json, struct database *database,
                        struct database_entry *entry, const char *key)
{
    const struct {
        const char *name;
        char **text;
        const char *problem;
    } strings[] = {
        {"file", &entry->file, "\"file\" is not a string"},
        {"directory", &entry->directory, "\"directory\" is not a string"},
        {"output", &entry->output, "\"output\" is not a string"},
        {"command", &entry->command, "\"command\" is not a string"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) {
        if (strcmp(key, strings[i].name) == 0) {
            if (json_peek(json) != '"')
                return json_fail(json, strings[i].problem);
            return json_text(json, strings[i].text);
        }
    }
    return strcmp(key, "arguments") == 0 ? read_arguments(json, database, entry) : json_skip(json);
}

static bool read_entry(struct json_reader *json, struct database *database)
{
    struct database_entry entry = {0};
    struct json_list list;
    char *key;

    if (json_peek(json) != '{')
        return json_fail(json, "an entry is not an object");
    json_enter(json, '{', &list);
    while (json_next(json, &list)) {
        if (!json_key(json, &key) || !read_member(json, database, &entry, key))
            return false;
    }
    if (json->problem != NULL)
        return false;
    if (entry.file == NULL || entry.file[0] == '\0')
        return json_fail(json, "an entry has no \"file\"");
    if (entry.command == NULL && entry.n_arguments == 0)
        return json_fail(json, "an entry has neither \"command\" nor \"arguments\"");
    if (entry.n_arguments > 0)
        entry.command = NULL;
    if (entry.directory == NULL)
        entry.directory = json->end; /* "" */
    vector_push(&database->entries, entry);
    return true;
}

static bool read_database(struct json_reader *json, struct database *database)
{
    struct json_list list;

    if (json->problem != NULL)
        return false;
    if (json_peek(json) != '[')
        return json_fail(json, "a compilation database is an array of objects");
    json_enter(json, '[', &list);
    while (json_next(json, &list)) {
        if (!read_entry(json, database))
            return false;
    }
    return json_finish(json);
}

bool database_load(const char *file, struct database *ret, GError **error)
{
    struct database database = {0};
    struct json_reader json;
    size_t size;

    if (!read_file(file, &database.text, &size, error))
        return false;
    json_init(&json, database.text, size);
    if (json.problem == NULL && json_peek(&json) == '\0' && json.at == json.end) {
        database_deinit(&database);
        return fail(file, PROJECT_ERROR_MALFORMED, error,
                    "is empty; run the build's configuration again to have it written, or use "
                    "--sources DIR");
    }
    if (!read_database(&json, &database)) {
        char *what =
            g_strdup_printf("line %zu, entry %u: %s; have the build write the file again, or use "
                            "--sources DIR",
                            json.line, database.entries.count + 1, json.problem);
        fail(file, PROJECT_ERROR_MALFORMED, error, what);
        g_free(what);
        database_deinit(&database);
        return false;
    }
    *ret = database;
    return true;
}

void database_deinit(struct database *database)
{
    vector_deinit(&database->arguments);
    vector_deinit(&database->entries);
    free(database->text);
    *database = (struct database){0};
}
