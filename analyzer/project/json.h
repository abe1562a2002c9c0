/* A pull reader for JSON that decodes strings in place.
 *
 * Why not jansson: building its tree takes 150 to 270 ms for a database of 10,000 entries (9 MB),
 * more than a whole warm run may take; this takes 6. And it refuses the bytes of a file name that
 * isn't UTF-8, which is a legal file name. So here every byte from 0x20 up stands for itself inside
 * a string. In everything else the reader is strict (RFC 8259).
 *
 * The first failure sticks: `problem` is set, every later call fails, so that a caller may check
 * once behind a loop. */
#ifndef STRANDED_PROJECT_JSON_H
#define STRANDED_PROJECT_JSON_H

#include <stdbool.h>
#include <stddef.h>

/* Nesting that is read; real databases need 3. */
#define JSON_MAX_DEPTH 64

struct json_reader {
    char *at;            /* the next byte */
    char *end;           /* one past the last byte; *end is 0 */
    size_t line;         /* of `at`, from 1 */
    const char *problem; /* half a sentence, or NULL while all is well */
};

/* An array or object that is being read. */
struct json_list {
    char close; /* ']' or '}' */
    bool begun; /* a comma must stand before the next item */
};

/* Begins to read `size` bytes at `text`, which must be writable, stay alive as long as the strings
 * that are read, and have a 0 at text[size]. Skips a byte order mark. */
void json_init(struct json_reader *json, char *text, size_t size);

/* The first byte of the next value: one of `[ { "` or of another scalar; 0 at the end. */
char json_peek(struct json_reader *json);

/* Enters an array or object; `open` is '[' or '{'. Fails where something else stands. */
bool json_enter(struct json_reader *json, char open, struct json_list *ret_list);

/* Moves to the list's next item; false at its end (which it leaves) and after a failure. */
bool json_next(struct json_reader *json, struct json_list *list);

/* Reads a string. It may hold any byte but 0. A lone \udc80 to \udcff is the byte 0x80 to 0xff:
 * so Python writes file names that are not UTF-8. */
bool json_text(struct json_reader *json, char **ret_text);

/* Reads a member's name and the colon. */
bool json_key(struct json_reader *json, char **ret_key);

/* Reads over one value of any kind. */
bool json_skip(struct json_reader *json);

/* Whether nothing but white space is left; a problem otherwise. */
bool json_finish(struct json_reader *json);

/* Fails here, for a reason of the caller's; always false. */
bool json_fail(struct json_reader *json, const char *problem);

#endif
