/* Names of files as the protocol has them: file:///a%20b.c. */
#ifndef STRANDED_LSP_URI_H
#define STRANDED_LSP_URI_H

/* The absolute path that a URI names, its links resolved where it exists; freed with g_free(). NULL when it
 * is no file of this machine. */
char *path_of_uri(const char *uri);

/* The URI of an absolute path, which may hold any bytes; freed with g_free(). */
char *uri_of_path(const char *path);

#endif
