#include "report/sources.h"

#include <fcntl.h>
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

struct sources {
    const char *root;
    char *file;     /* whose content is kept; NULL = none yet */
    GString *text;  /* its content; empty where it can't be read */
    GArray *starts; /* of size_t: where line 1, 2, … begin */
};

struct sources *sources_new(const char *root)
{
    struct sources *sources = g_new0(struct sources, 1);

    sources->root = root;
    sources->text = g_string_new(NULL);
    sources->starts = g_array_new(FALSE, FALSE, sizeof(size_t));
    return sources;
}

void sources_free(struct sources *sources)
{
    if (!sources)
        return;
    g_free(sources->file);
    g_string_free(sources->text, TRUE);
    g_array_free(sources->starts, TRUE);
    g_free(sources);
}

static void append_content(GString *text, int fd)
{
    char part[1 << 16];
    ssize_t size;

    while (text->len <= SOURCES_MAX_BYTES && (size = read(fd, part, sizeof part)) > 0)
        g_string_append_len(text, part, size);
}

/* Not blocking, so that a pipe in the place of a source does not hold up the report. */
static void read_file(GString *text, const char *file)
{
    struct stat status;
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

    g_string_truncate(text, 0);
    if (fd < 0)
        return;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
        append_content(text, fd);
    close(fd);
    if (text->len > SOURCES_MAX_BYTES)
        g_string_truncate(text, 0);
}

static void find_starts(GArray *starts, const GString *text)
{
    size_t start = 0;

    g_array_set_size(starts, 0);
    while (start < text->len) {
        g_array_append_val(starts, start);
        const char *newline = memchr(text->str + start, '\n', text->len - start);
        start = newline ? (size_t)(newline - text->str) + 1 : text->len;
    }
}

static void load_file(struct sources *sources, const char *file)
{
    if (g_strcmp0(sources->file, file) == 0)
        return;

    g_autofree char *path = g_path_is_absolute(file) || !sources->root
                                ? g_strdup(file)
                                : g_build_filename(sources->root, file, NULL);
    read_file(sources->text, path);
    find_starts(sources->starts, sources->text);
    g_free(sources->file);
    sources->file = g_strdup(file);
}

bool sources_find_line(struct sources *sources, const char *file, uint32_t line,
                       const char **ret_text, size_t *ret_length)
{
    load_file(sources, file);
    if (line == 0 || line > sources->starts->len)
        return false;

    const GString *text = sources->text;
    size_t start = g_array_index(sources->starts, size_t, line - 1);
    size_t end =
        line < sources->starts->len ? g_array_index(sources->starts, size_t, line) : text->len;
    while (end > start && (text->str[end - 1] == '\n' || text->str[end - 1] == '\r'))
        end--;
    *ret_text = text->str + start;
    *ret_length = end - start;
    return true;
}
