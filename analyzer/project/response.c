#include "project/response.h"

#include "project/folders.h"
#include "project/notices.h"
#include "project/project.h"
#include "project/words.h"

#include "base/vector.h"

#include <errno.h>
#include <glib.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

enum { RESPONSE_MAX_DEPTH = 8 };

struct response {
    char *text; /* owned; the words point into it */
    size_t size;
    struct words words;
    const char *problem; /* why it has no words, or NULL */
};

struct responses {
    GHashTable *by_path; /* absolute path -> struct response */
    struct words next;   /* scratch: the words of the round that is being made */
};

static void response_free(void *memory)
{
    struct response *response = memory;

    g_free(response->text);
    vector_deinit(&response->words);
    g_free(response);
}

struct responses *responses_new(void)
{
    struct responses *responses = g_new0(struct responses, 1);

    responses->by_path = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, response_free);
    return responses;
}

void responses_free(struct responses *responses)
{
    if (responses == NULL)
        return;
    g_hash_table_destroy(responses->by_path);
    vector_deinit(&responses->next);
    g_free(responses);
}

/* Decodes the word at *at to *out, which never overtakes it, and moves both behind it. A quote
 * without an end goes to the end of the file, as in GCC's own reader (libiberty's buildargv). */
static void decode_word(const char **at, char **out)
{
    const char *from = *at;
    char *to = *out;
    char quote = '\0';

    for (; *from != '\0' && (quote != '\0' || !g_ascii_isspace(*from)); from++) {
        if (*from == '\\' && from[1] != '\0')
            *to++ = *++from;
        else if (quote == '\0' && (*from == '"' || *from == '\''))
            quote = *from;
        else if (quote != '\0' && *from == quote)
            quote = '\0';
        else
            *to++ = *from;
    }
    *at = from;
    *out = to;
}

/* Splits the file's text in place. */
static void split_response(struct response *response)
{
    const char *at = response->text;
    char *out = response->text;

    for (;;) {
        while (g_ascii_isspace(*at))
            at++;
        if (*at == '\0')
            return;
        char *word = out;
        decode_word(&at, &out);
        if (*at != '\0')
            at++; /* the blank; its place may hold the word's terminator */
        *out++ = '\0';
        vector_push(&response->words, word);
    }
}

static struct response *load_response(const char *path)
{
    struct response *response = g_new0(struct response, 1);
    struct stat status;

    if (stat(path, &status) != 0)
        response->problem = errno == ENOENT ? "does not exist; build first" : "can't be read";
    else if (!S_ISREG(status.st_mode))
        response->problem = "is not a regular file";
    else if ((size_t)status.st_size > PROJECT_MAX_RESPONSE_BYTES)
        response->problem = "is larger than 16 MiB";
    else if (!g_file_get_contents(path, &response->text, &response->size, NULL))
        response->problem = "can't be read";
    else
        split_response(response);
    return response;
}

static const struct response *get_response(struct responses *responses, const struct folder *folder,
                                           const char *name)
{
    char *path = name[0] == '/' ? g_strdup(name) : g_build_filename(folder->path, name, NULL);
    struct response *response = g_hash_table_lookup(responses->by_path, path);

    if (response == NULL) {
        response = load_response(path);
        g_hash_table_insert(responses->by_path, path, response);
    } else {
        g_free(path);
    }
    return response;
}

static bool has_response(const struct words *command, uint32_t first)
{
    for (uint32_t i = first; i < command->count; i++) {
        if (command->items[i][0] == '@' && command->items[i][1] != '\0')
            return true;
    }
    return false;
}

/* One round: what stands in `command` as @file becomes that file's words in responses->next. */
static void expand_once(struct responses *responses, const struct folder *folder,
                        const struct words *command, uint32_t first, size_t *bytes_left,
                        struct notices *notices)
{
    vector_clear(&responses->next);
    for (uint32_t i = 0; i < command->count; i++) {
        const char *word = command->items[i];
        if (i < first || word[0] != '@' || word[1] == '\0') {
            vector_push(&responses->next, word);
            continue;
        }
        const struct response *response = get_response(responses, folder, word + 1);
        const char *problem = response->problem;
        if (problem == NULL && response->size > *bytes_left)
            problem = "brings the unit's response files over 16 MiB";
        if (problem != NULL) {
            notices_add(notices, PROJECT_NOTICE_RESPONSE, word, problem);
            continue;
        }
        *bytes_left -= response->size;
        for (uint32_t k = 0; k < response->words.count; k++)
            vector_push(&responses->next, response->words.items[k]);
    }
}

static void drop_nested(struct words *command, uint32_t first, struct notices *notices)
{
    uint32_t kept = first;

    for (uint32_t i = first; i < command->count; i++) {
        const char *word = command->items[i];
        if (word[0] == '@' && word[1] != '\0')
            notices_add(notices, PROJECT_NOTICE_RESPONSE, word, "is nested over 8 deep");
        else
            command->items[kept++] = word;
    }
    command->count = kept;
}

void responses_expand(struct responses *responses, const struct folder *folder,
                      struct words *command, uint32_t first, struct notices *notices)
{
    size_t bytes_left = PROJECT_MAX_RESPONSE_BYTES;

    for (int depth = 0; has_response(command, first); depth++) {
        if (depth == RESPONSE_MAX_DEPTH) {
            drop_nested(command, first, notices);
            return;
        }
        expand_once(responses, folder, command, first, &bytes_left, notices);
        struct words spent = *command;
        *command = responses->next;
        responses->next = spent;
    }
}
