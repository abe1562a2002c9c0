#include "lsp/texts.h"

#include "lsp/documents.h"
#include "lsp/places.h"
#include "lsp/uri.h"

#include <glib.h>

#include <string.h>

void texts_init(struct texts *texts, const struct documents *documents, const char *root)
{
    texts->documents = documents;
    texts->root = root;
    texts->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void free_text(gpointer path, gpointer text, gpointer data)
{
    (void)path;
    (void)data;
    g_string_free(text, TRUE);
}

void texts_deinit(struct texts *texts)
{
    g_hash_table_foreach(texts->files, free_text, NULL);
    g_hash_table_unref(texts->files);
}

char *texts_path(const struct texts *texts, const char *file)
{
    return g_path_is_absolute(file) ? g_strdup(file) : g_build_filename(texts->root, file, NULL);
}

char *texts_uri(const struct texts *texts, const char *file)
{
    g_autofree char *path = texts_path(texts, file);
    const struct document *document = documents_find_path(texts->documents, path);

    return document ? g_strdup(document->uri) : uri_of_path(path);
}

/* Only regular files of a source's size: the name comes from what was analysed. */
static GString *read_text(const char *path)
{
    g_autofree char *bytes = NULL;
    gsize size = 0;

    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) ||
        !g_file_get_contents(path, &bytes, &size, NULL) || size > DOCUMENT_MAX_BYTES)
        return g_string_new(NULL);
    return g_string_new_len(bytes, (gssize)size);
}

static const GString *find_text(struct texts *texts, const char *file)
{
    g_autofree char *path = texts_path(texts, file);
    const struct document *document = documents_find_path(texts->documents, path);

    if (document)
        return document->text;
    GString *text = g_hash_table_lookup(texts->files, path);
    if (!text) {
        text = read_text(path);
        g_hash_table_insert(texts->files, g_steal_pointer(&path), text);
    }
    return text;
}

const char *texts_line(struct texts *texts, const char *file, uint32_t line, size_t *ret_length)
{
    const GString *text = find_text(texts, file);
    size_t begin;

    find_line(text->str, text->len, line > 0 ? line - 1 : 0, &begin, ret_length);
    return text->str + begin;
}

/* Bytes of the identifier that begins there, or of the one character. */
static size_t identifier_length(const char *text, size_t length)
{
    size_t count = 0;

    while (count < length && (g_ascii_isalnum(text[count]) || text[count] == '_'))
        count++;
    if (count == 0 && length > 0)
        count = MIN((size_t)g_utf8_skip[(guchar)*text], length);
    return count;
}

struct place_range texts_range(struct texts *texts, const char *file, uint32_t line,
                               uint32_t column)
{
    enum place_units units = texts->documents->units;
    size_t length;
    const char *text = texts_line(texts, file, line, &length);
    size_t at = column > 0 && column - 1 <= length ? column - 1 : 0;
    size_t end = at + identifier_length(text + at, length - at);
    uint32_t row = line > 0 ? line - 1 : 0;

    return (struct place_range){{row, units_before(text, at, units)},
                                {row, units_before(text, end, units)}};
}
