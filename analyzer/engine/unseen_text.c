/* As much of C's lexical grammar as it takes to find identifiers (C11 5.1.1.2, 6.4, 6.10). */
#include "engine/unseen.h"

#include <glib.h>

#include <string.h>

struct reader {
    const char *at, *end;
    enum unseen_kind kind; /* of the next identifier */
    bool begins_line;      /* nothing but blanks and comments came before on the line */
    bool in_directive;
    unsigned braces, brackets; /* that are open */
    const char *called; /* the identifier before the last bracket outside of braces; NULL = none */
    size_t called_length;
    const char *word; /* the identifier that was read last */
    size_t word_size;
    void (*take)(void *data, enum unseen_kind kind, const char *name, size_t length);
    void *data;
};

static bool is_word_byte(char byte)
{
    return g_ascii_isalnum(byte) || byte == '_' || byte == '$' || (byte & 0x80);
}

static bool is_next(const struct reader *reader, const char *text)
{
    size_t length = strlen(text);

    return (size_t)(reader->end - reader->at) >= length && memcmp(reader->at, text, length) == 0;
}

/* Behind the next one of these, or at the end. */
static void skip_to(struct reader *reader, const char *text)
{
    while (reader->at < reader->end && !is_next(reader, text))
        reader->at++;
    reader->at = reader->at < reader->end ? reader->at + strlen(text) : reader->end;
}

static void skip_line_end(struct reader *reader)
{
    reader->at++;
    reader->kind = UNSEEN_WORD;
    reader->begins_line = true;
    reader->in_directive = false;
}

static void skip_line_comment(struct reader *reader)
{
    while (reader->at < reader->end && *reader->at != '\n')
        reader->at += *reader->at == '\\' && reader->at + 1 < reader->end ? 2 : 1;
}

static void skip_quoted(struct reader *reader)
{
    char quote = *reader->at++;

    while (reader->at < reader->end && *reader->at != quote && *reader->at != '\n')
        reader->at += *reader->at == '\\' && reader->at + 1 < reader->end ? 2 : 1;
    if (reader->at < reader->end && *reader->at == quote)
        reader->at++;
}

static size_t word_length(const struct reader *reader)
{
    size_t length = 0;

    while (reader->at + length < reader->end && is_word_byte(reader->at[length]))
        length++;
    return length;
}

static void skip_blanks(struct reader *reader)
{
    while (reader->at < reader->end && (*reader->at == ' ' || *reader->at == '\t'))
        reader->at++;
}

static void read_include(struct reader *reader)
{
    skip_blanks(reader);
    if (reader->at == reader->end || (*reader->at != '"' && *reader->at != '<'))
        return;
    char close = *reader->at++ == '"' ? '"' : '>';
    const char *name = reader->at;
    while (reader->at < reader->end && *reader->at != close && *reader->at != '\n')
        reader->at++;
    reader->take(reader->data, UNSEEN_INCLUDE, name, (size_t)(reader->at - name));
}

/* At a # that begins a line. */
static void read_directive(struct reader *reader)
{
    reader->at++;
    reader->in_directive = true;
    skip_blanks(reader);
    size_t length = word_length(reader);
    const char *name = reader->at;

    reader->at += length;
    if (length == 6 && memcmp(name, "define", 6) == 0)
        reader->kind = UNSEEN_MACRO;
    else if (length == 7 && memcmp(name, "include", 7) == 0)
        read_include(reader);
}

static void read_word(struct reader *reader)
{
    size_t length = word_length(reader);

    if (!g_ascii_isdigit(*reader->at))
        reader->take(reader->data, reader->kind, reader->at, length);
    if (reader->kind == UNSEEN_MACRO)
        reader->kind = UNSEEN_MEANING;
    reader->word = reader->at;
    reader->word_size = length;
    reader->at += length;
}

/* A body follows the parameters of what it is the body of: `name (...) attributes {`. */
static void read_bracket(struct reader *reader)
{
    switch (*reader->at++) {
    case '(':
        if (reader->braces == 0 && reader->brackets == 0 && !reader->called) {
            reader->called = reader->word;
            reader->called_length = reader->word_size;
        }
        reader->brackets++;
        break;
    case ')':
        reader->brackets -= reader->brackets > 0;
        break;
    case '{':
        if (reader->braces++ == 0 && reader->called)
            reader->take(reader->data, UNSEEN_BODY, reader->called, reader->called_length);
        reader->brackets = 0;
        break;
    case '}':
        reader->braces -= reader->braces > 0;
        reader->called = NULL;
        break;
    default: /* ; and = end a declaration */
        if (reader->brackets == 0)
            reader->called = NULL;
    }
}

static void read_one(struct reader *reader)
{
    if (is_next(reader, "/*")) {
        reader->at += 2;
        skip_to(reader, "*/");
    } else if (is_next(reader, "//")) {
        skip_line_comment(reader);
    } else if (is_next(reader, "\\\n") || is_next(reader, "\\\r\n")) {
        skip_to(reader, "\n");
    } else if (*reader->at == '\n') {
        skip_line_end(reader);
    } else if (*reader->at == '#' && reader->begins_line) {
        reader->begins_line = false;
        read_directive(reader);
    } else if (*reader->at == '"' || *reader->at == '\'') {
        skip_quoted(reader);
    } else if (is_word_byte(*reader->at)) {
        reader->begins_line = false;
        read_word(reader);
    } else if (!reader->in_directive && strchr("(){};=", *reader->at) && *reader->at) {
        reader->begins_line = false;
        read_bracket(reader);
    } else {
        reader->begins_line = reader->begins_line && g_ascii_isspace(*reader->at);
        reader->at++;
    }
}

void unseen_read(const char *text, size_t size,
                 void (*take)(void *data, enum unseen_kind kind, const char *name, size_t length),
                 void *data)
{
    struct reader reader = {
        .at = text, .end = text + size, .begins_line = true, .take = take, .data = data};

    while (reader.at < reader.end)
        read_one(&reader);
}
