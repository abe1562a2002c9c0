#include "lsp/documents.h"

#include "lsp/places.h"
#include "lsp/uri.h"

#include <string.h>

static void free_document(void *data)
{
    struct document *document = data;

    g_free(document->uri);
    g_free(document->path);
    g_string_free(document->text, TRUE);
    g_free(document);
}

void documents_init(struct documents *documents)
{
    *documents = (struct documents){
        .by_uri = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_document),
        .units = PLACES_UTF16,
    };
}

void documents_deinit(struct documents *documents)
{
    g_hash_table_unref(documents->by_uri);
}

struct document *documents_find(const struct documents *documents, const char *uri)
{
    return uri ? g_hash_table_lookup(documents->by_uri, uri) : NULL;
}

static gint compare_uris(gconstpointer left, gconstpointer right)
{
    const struct document *a = *(const struct document *const *)left;
    const struct document *b = *(const struct document *const *)right;

    return strcmp(a->uri, b->uri);
}

GPtrArray *documents_list(const struct documents *documents)
{
    GPtrArray *list = g_ptr_array_new();
    GHashTableIter at;
    gpointer document;

    g_hash_table_iter_init(&at, documents->by_uri);
    while (g_hash_table_iter_next(&at, NULL, &document))
        g_ptr_array_add(list, document);
    g_ptr_array_sort(list, compare_uris);
    return list;
}

struct document *documents_find_path(const struct documents *documents, const char *path)
{
    g_autoptr(GPtrArray) list = documents_list(documents);

    for (guint i = 0; i < list->len; i++) {
        struct document *document = g_ptr_array_index(list, i);
        if (document->path && strcmp(document->path, path) == 0)
            return document;
    }
    return NULL;
}

struct document *documents_open(struct documents *documents, const char *uri, int64_t version,
                                const char *text, size_t size)
{
    if (size > DOCUMENT_MAX_BYTES)
        return NULL;
    struct document *document = g_new0(struct document, 1);
    document->uri = g_strdup(uri);
    document->path = path_of_uri(uri);
    document->version = version;
    document->text = g_string_new_len(text, (gssize)size);
    document->asked_version = document->analysed_version = document->shown_version = -1;
    g_hash_table_replace(documents->by_uri, document->uri, document);
    return document;
}

void documents_close(struct documents *documents, const char *uri)
{
    g_hash_table_remove(documents->by_uri, uri);
}

static bool replace(struct document *document, size_t begin, size_t end, const char *text,
                    size_t size)
{
    if (document->text->len - (end - begin) + size > DOCUMENT_MAX_BYTES)
        return false;
    g_string_erase(document->text, (gssize)begin, (gssize)(end - begin));
    g_string_insert_len(document->text, (gssize)begin, text, (gssize)size);
    return true;
}

bool document_apply(struct document *document, const json_t *change, enum place_units units,
                    struct document_change *ret_change)
{
    const json_t *text = json_object_get(change, "text"), *range = json_object_get(change, "range");
    size_t begin = 0, end = document->text->len;
    struct place_range places = {{0, 0}, {UINT32_MAX, 0}};

    if (!json_is_string(text))
        return false;
    if (range && !json_is_null(range)) {
        if (!range_of_json(range, &places))
            return false;
        begin = place_offset(document->text->str, document->text->len, places.begin, units);
        end = place_offset(document->text->str, document->text->len, places.end, units);
    }
    uint32_t before = count_line_ends(document->text->str + begin, end - begin);
    uint32_t after = count_line_ends(json_string_value(text), json_string_length(text));
    if (!replace(document, begin, end, json_string_value(text), json_string_length(text)))
        return false;
    document->is_sent = false;
    *ret_change = (struct document_change){places, (int32_t)after - (int32_t)before};
    return true;
}
