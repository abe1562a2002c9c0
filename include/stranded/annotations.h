/* Annotations: what a function does to clients, threads and memory, said where it is declared.
 *
 *     struct store *store_open(const char *address) STRANDED_CLIENT;
 *     int store_get(struct store *store, const char *key) STRANDED_BLOCKS(1);
 *     void store_close(struct store *store) STRANDED_CLIENT_END(1);
 *
 * They stand behind a declaration, before its semicolon, or in front of a definition, and are read by
 * stranded alone: other compilers see nothing, and clang an attribute that makes no code. Parameters are
 * counted from 1. A function may have several.
 *
 * All but the first group are for functions whose body is not in sight, such as a library's: one that is,
 * says it by itself. They stand for the whole function, as a model does: what is not said, it does not do.
 * Where there is a model of the same function, the model counts. */
#ifndef STRANDED_ANNOTATIONS_H
#define STRANDED_ANNOTATIONS_H

#if defined(__clang__)
#define STRANDED_ANNOTATION(text) __attribute__((__annotate__("stranded:" text)))
#else
#define STRANDED_ANNOTATION(text)
#endif

/* ---- how often it is called: of functions that the program defines ---- */

/* Code that is not in sight calls the function: for each request; for each event. */
#define STRANDED_REQUEST_HANDLER STRANDED_ANNOTATION("request_handler")
#define STRANDED_EVENT_HANDLER   STRANDED_ANNOTATION("event_handler")

/* ---- clients: costly to make, and meant to live ---- */

/* The result is a new client, or NULL. Whoever calls this has to end it. */
#define STRANDED_CLIENT STRANDED_ANNOTATION("client")
/* The new client is stored at *parameter, and the result is 0; or the result is another number, and
 * nothing is stored. */
#define STRANDED_CLIENT_OUT(parameter) STRANDED_ANNOTATION("client_out(" #parameter ")")
/* Ends the client that is the parameter, and releases what it holds. */
#define STRANDED_CLIENT_END(parameter) STRANDED_ANNOTATION("client_end(" #parameter ")")
/* Waits for the other side of the client, as long as that takes, unless something bounds its time. */
#define STRANDED_BLOCKS(parameter) STRANDED_ANNOTATION("blocks(" #parameter ")")
/* From now on no call of the client waits for ever. */
#define STRANDED_BOUNDS(parameter) STRANDED_ANNOTATION("bounds(" #parameter ")")

/* ---- threads, handlers, memory ---- */

/* Starts a thread that runs function(data). The result is its handle, or NULL: it is to be joined. */
#define STRANDED_SPAWNS(function, data) STRANDED_ANNOTATION("spawns(" #function "," #data ")")
/* Waits for the end of the thread whose handle is the parameter, and releases it. */
#define STRANDED_JOINS(parameter) STRANDED_ANNOTATION("joins(" #parameter ")")
/* Registers a function, which is called from now on for each request, or event; data is the parameter that
 * it gets as its first argument or its last, or 0. */
#define STRANDED_ON_REQUEST(function, data)                                                        \
    STRANDED_ANNOTATION("on_request(" #function "," #data ")")
#define STRANDED_ON_EVENT(function, data) STRANDED_ANNOTATION("on_event(" #function "," #data ")")
/* What the parameter is, or points to, belongs to the function from now on: it ends it, or keeps it for
 * somebody who does. */
#define STRANDED_TAKES(parameter) STRANDED_ANNOTATION("takes(" #parameter ")")
/* Keeps nothing that it is given, and ends nothing. */
#define STRANDED_KEEPS_NOTHING STRANDED_ANNOTATION("keeps_nothing")
/* The process ends, or another one goes on. */
#define STRANDED_NEVER_RETURNS STRANDED_ANNOTATION("never_returns")

#endif
