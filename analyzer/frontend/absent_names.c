#include "frontend/absent_names.h"

#include <stddef.h>
#include <string.h>

#include "base/hash.h"

/* Over these, the rest of the names stays undeclared. */
enum { MAX_NAME = 256, MAX_TEXT = 1 << 20 };

enum absence { ABSENT_NAME, ABSENT_TYPE, ABSENT_BODY };

/* A name in an error, and the source from there on. */
struct complaint {
    const char *name; /* of a body with its keyword: `struct timer` */
    size_t length;
    enum absence absence;        /* as far as clang says it */
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

/* The name in quotes, if the message tells of an undeclared one. */
static bool parse_name(const char *message, struct complaint *ret)
{
    static const char *const begins[] = {
        [ABSENT_NAME] = "use of undeclared identifier '",
        [ABSENT_TYPE] = "unknown type name '",
    };

    for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
        size_t length = strlen(begins[i]);
        if (strncmp(message, begins[i], length) != 0)
            continue;
        const char *name = message + length;
        size_t size = (size_t)(skip_name(name, name + strlen(name)) - name);
        *ret = (struct complaint){.name = name, .length = size, .absence = (enum absence)i};
        return size > 0 && size <= MAX_NAME && name[size] == '\'';
    }
    return false;
}

/* The type, if the message tells that a variable or a field has one without a body. Of a typedef's,
 * both names are shown, and the last one is the type's own. */
static bool parse_body(const char *message, struct complaint *ret)
{
    static const char *const begins[] = {"struct ", "union ", "enum "};
    const char *end = strrchr(message, '\'');

    if (!strstr(message, " has incomplete type '") || !end)
        return false;
    const char *name = end;
    while (name > message && name[-1] != '\'')
        name--;
    *ret = (struct complaint){.name = name, .length = (size_t)(end - name), .absence = ABSENT_BODY};
    for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
        const char *tag = name + strlen(begins[i]);
        if (strncmp(name, begins[i], strlen(begins[i])) == 0)
            return tag < end && skip_name(tag, end) == end && ret->length <= MAX_NAME;
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

static void put(struct absent_names *names, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        vector_push(&names->text, text[i]);
}

static void put_text(struct absent_names *names, const char *text)
{
    put(names, text, strlen(text));
}

static void put_body(struct absent_names *names, const struct complaint *complaint)
{
    bool is_enum = complaint->name[0] == 'e';

    put(names, complaint->name, complaint->length);
    put_text(names, " { ");
    if (is_enum) { /* its constants are everybody's, so this one needs a name of its own */
        const char *tag = complaint->name + strlen("enum ");
        put_text(names, "stranded_absent_");
        put(names, tag, complaint->length - (size_t)(tag - complaint->name));
    } else {
        put_text(names, "long stranded_absent;");
    }
    put_text(names, " };\n");
}

/* True if the name is new. */
static bool declare(struct absent_names *names, const struct complaint *complaint)
{
    bool is_new = false;

    if (names->text.count > MAX_TEXT)
        return false;
    intmap_put(&names->known, hash_bytes(complaint->name, complaint->length, 0), 1, &is_new);
    if (!is_new)
        return false;
    if (complaint->absence == ABSENT_BODY) {
        put_body(names, complaint);
        return true;
    }
    put_text(names, complaint->absence == ABSENT_TYPE ? "typedef long " : "extern int ");
    put(names, complaint->name, complaint->length);
    put_text(names, ";\n");
    return true;
}

enum wanted { WANTED_TYPES, WANTED_NAMES };

static bool collect(struct absent_names *names, const struct clang_api *clang, CXTranslationUnit tu,
                    enum wanted wanted)
{
    unsigned count = clang->getNumDiagnostics(tu);
    bool any = false;

    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang->getDiagnostic(tu, i);
        CXString message = clang->getDiagnosticSpelling(diagnostic);
        const char *text = clang->getCString(message);
        struct complaint complaint;
        if (text && (parse_name(text, &complaint) || parse_body(text, &complaint))) {
            find_source(&complaint, clang, tu, diagnostic);
            if (complaint.absence == ABSENT_NAME && is_used_as_type(&complaint))
                complaint.absence = ABSENT_TYPE;
            if ((complaint.absence == ABSENT_NAME) == (wanted == WANTED_NAMES))
                any |= declare(names, &complaint);
        }
        clang->disposeString(message);
        clang->disposeDiagnostic(diagnostic);
    }
    return any;
}

bool absent_names_collect(struct absent_names *names, const struct clang_api *clang,
                          CXTranslationUnit tu)
{
    return collect(names, clang, tu, WANTED_TYPES) || collect(names, clang, tu, WANTED_NAMES);
}

void absent_names_deinit(struct absent_names *names)
{
    vector_deinit(&names->text);
    intmap_deinit(&names->known);
}
