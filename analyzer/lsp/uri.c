#include "lsp/uri.h"

#include <glib.h>

#include <stdlib.h>
#include <string.h>

/* The real path of the file, or of its folder where the file does not exist yet. */
static char *resolve(const char *path)
{
    char *real = realpath(path, NULL);

    if (real) {
        char *copy = g_strdup(real);
        free(real);
        return copy;
    }
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *name = g_path_get_basename(path);
    real = realpath(folder, NULL);
    char *made = real ? g_build_filename(real, name, NULL) : g_canonicalize_filename(path, "/");
    free(real);
    return made;
}

char *path_of_uri(const char *uri)
{
    static const char scheme[] = "file://", local[] = "localhost";

    if (g_ascii_strncasecmp(uri, scheme, strlen(scheme)) != 0)
        return NULL;
    const char *path = uri + strlen(scheme);
    if (g_ascii_strncasecmp(path, local, strlen(local)) == 0)
        path += strlen(local);
    if (*path != '/')
        return NULL;
    g_autofree char *plain = g_strndup(path, strcspn(path, "?#"));
    g_autofree char *decoded = g_uri_unescape_string(plain, NULL);
    if (!decoded) { /* a bad escape, or %00 */
        return NULL;
    }
    return resolve(decoded);
}

char *uri_of_path(const char *path)
{
    g_autofree char *escaped =
        g_uri_escape_string(path, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);

    return g_strconcat("file://", escaped, NULL);
}
