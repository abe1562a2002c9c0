#include "frontend/absent_names.h"

#include <stddef.h>
#include <string.h>

#include "base/hash.h"

/* Over these, the rest of the names stays undeclared. */
enum { MAX_NAME = 256, MAX_TEXT = 1 << 20 };

/* A name in an error, and the source from there on. */
struct complaint {
    const char *name;
    size_t length;
    bool is_type;                /* clang says so */
    const char *text, *at, *end; /* NULL: the source is not known */
};

static bool is_in_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && is_blank(*at))
        at++;
    return at;
}

static const char *skip_name(const char *at, const char *end)
{
    while (at < end && is_in_name(*at))
        at++;
    return at;
}

static char char_at(const char *at, const char *end)
{
    return at < end ? *at : '\0';
}

/* The last character in front that is no blank. */
static char char_before(const char *text, const char *at)
{
    while (at > text && is_blank(at[-1]))
        at--;
    return at > text ? at[-1] : '\0';
}

/* `X *w = …`, `X *w;` at the beginning of a statement, or `X *)`: no product. */
static bool is_pointer_type(const struct complaint *c, const char *at)
{
    char before = char_before(c->text, c->at);

    while (at < c->end && (*at == '*' || is_blank(*at)))
        at++;
    if (char_at(at, c->end) == ')')
        return true;
    const char *behind = skip_blanks(skip_name(at, c->end), c->end);
    return behind > at && strchr("{};)/", before) && before &&
           strchr("=;,[", char_at(behind, c->end));
}

/* Whether what stands around the name says that it is a type. */
static bool is_used_as_type(const struct complaint *c)
{
    if (!c->at || (size_t)(c->end - c->at) < c->length || memcmp(c->at, c->name, c->length) != 0)
        return false; /* inside a macro */

    const char *at = skip_blanks(c->at + c->length, c->end);
    char next = char_at(at, c->end);
    if (is_in_name(next))
        return true; /* `X w` */
    if (next == '*')
        return is_pointer_type(c, at);
    if (next != ')' || char_before(c->text, c->at) != '(')
        return false;
    next = char_at(skip_blanks(at + 1, c->end), c->end);
    return is_in_name(next) || next == '(' || next == '"'; /* `(X)y` */
}

/* The name in quotes, if the message is one of the two that tell of an undeclared one. */
static bool parse_message(const char *message, struct complaint *ret)
{
    static const char *const begins[] = {"use of undeclared identifier '", "unknown type name '"};

    for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
        size_t length = strlen(begins[i]);
        if (strncmp(message, begins[i], length) != 0)
            continue;
        const char *name = message + length;
        size_t size = (size_t)(skip_name(name, name + strlen(name)) - name);
        *ret = (struct complaint){.name = name, .length = size, .is_type = i == 1};
        return size > 0 && size <= MAX_NAME && name[size] == '\'';
    }
    return false;
}

static void find_source(struct complaint *complaint, const struct clang_api *clang,
                        CXTranslationUnit tu, CXDiagnostic diagnostic)
{
    CXFile file;
    unsigned offset;
    size_t size;

    clang->getExpansionLocation(clang->getDiagnosticLocation(diagnostic), &file, NULL, NULL,
                                &offset);
    const char *text = file ? clang->getFileContents(tu, file, &size) : NULL;
    if (!text || offset >= size)
        return;
    complaint->text = text;
    complaint->at = text + offset;
    complaint->end = text + size;
}

static void put_text(struct absent_names *names, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        vector_push(&names->text, text[i]);
}

/* True if the name is new. */
static bool declare(struct absent_names *names, const struct complaint *complaint, bool as_type)
{
    static const char type[] = "typedef long ", variable[] = "extern int ", end[] = ";\n";
    bool is_new = false;

    if (names->text.count > MAX_TEXT)
        return false;
    intmap_put(&names->known, hash_bytes(complaint->name, complaint->length, 0), 1, &is_new);
    if (!is_new)
        return false;
    if (as_type)
        put_text(names, type, sizeof(type) - 1);
    else
        put_text(names, variable, sizeof(variable) - 1);
    put_text(names, complaint->name, complaint->length);
    put_text(names, end, sizeof(end) - 1);
    return true;
}

static bool collect(struct absent_names *names, const struct clang_api *clang, CXTranslationUnit tu,
                    bool types)
{
    unsigned count = clang->getNumDiagnostics(tu);
    bool any = false;

    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang->getDiagnostic(tu, i);
        CXString message = clang->getDiagnosticSpelling(diagnostic);
        const char *text = clang->getCString(message);
        struct complaint complaint;
        if (text && parse_message(text, &complaint)) {
            find_source(&complaint, clang, tu, diagnostic);
            bool is_type = complaint.is_type || is_used_as_type(&complaint);
            if (is_type == types)
                any |= declare(names, &complaint, is_type);
        }
        clang->disposeString(message);
        clang->disposeDiagnostic(diagnostic);
    }
    return any;
}

bool absent_names_collect(struct absent_names *names, const struct clang_api *clang,
                          CXTranslationUnit tu)
{
    return collect(names, clang, tu, true) || collect(names, clang, tu, false);
}

void absent_names_deinit(struct absent_names *names)
{
    vector_deinit(&names->text);
    intmap_deinit(&names->known);
}
