#include "frontend/absent_names.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"

/* Over these, the rest of the names stays undeclared. */
enum { MAX_NAME = 256, MAX_TEXT = 1 << 20 };

enum absence {
    ABSENT_NAME,
    ABSENT_CONSTANT, /* of a case, or the size of an array */
    ABSENT_TEXT,     /* a macro for a string literal, behind one */
    ABSENT_TYPE,
    ABSENT_SPECIFIER, /* a macro in front of a declaration that has its type behind it */
    ABSENT_BETWEEN,   /* the same between the type and what is declared */
    ABSENT_AROUND,    /* a macro that is handed the name of a parameter */
    ABSENT_BARE,      /* a typedef of a struct by the struct's name */
    ABSENT_BODY,      /* of a struct, union or enum */
};

/* A name in an error, and the source from there on. */
struct complaint {
    const char *name; /* of a body with its keyword: `struct timer` */
    size_t length;
    enum absence absence;        /* as far as clang says it */
    const char *text, *at, *end; /* NULL: the source is not known */
};

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && absent_is_blank(*at))
        at++;
    return at;
}

static const char *skip_name(const char *at, const char *end)
{
    while (at < end && absent_is_in_name(*at))
        at++;
    return at;
}

static char char_at(const char *at, const char *end)
{
    return at < end ? *at : '\0';
}

/* Whether it is written as macros are, and as what the C library and the compiler reserve for themselves. */
static bool is_macro_like(const struct complaint *complaint)
{
    bool reserved = complaint->name[0] == '_' && complaint->length > 1;

    for (size_t i = 0; i < complaint->length; i++)
        if (!reserved && complaint->name[i] >= 'a' && complaint->name[i] <= 'z')
            return false;
    return true;
}

/* The last character in front that is no blank. */
static char char_before(const char *text, const char *at)
{
    while (at > text && absent_is_blank(at[-1]))
        at--;
    return at > text ? at[-1] : '\0';
}

/* `X *w = …`, `X *w;` at the beginning of a statement, or `X *)`: no product. */
static bool is_pointer_type(const struct complaint *c, const char *at)
{
    char before = char_before(c->text, c->at);

    while (at < c->end && (*at == '*' || absent_is_blank(*at)))
        at++;
    if (char_at(at, c->end) == ')')
        return true;
    const char *behind = skip_blanks(skip_name(at, c->end), c->end);
    return behind > at && strchr("{};)/", before) && before &&
           strchr("=;,[", char_at(behind, c->end));
}

static bool is_behind_case(const struct complaint *c)
{
    static const char word[] = "case";
    const size_t length = sizeof(word) - 1;
    const char *end = c->at;

    while (end > c->text && absent_is_blank(end[-1]))
        end--;
    return end < c->at && (size_t)(end - c->text) > length &&
           memcmp(end - length, word, length) == 0 &&
           !absent_is_in_name(end[-(ptrdiff_t)length - 1]);
}

/* `int x[X];`: how many there are. */
static bool is_bound(const struct complaint *c)
{
    return is_macro_like(c) && char_before(c->text, c->at) == '[' &&
           char_at(skip_blanks(c->at + c->length, c->end), c->end) == ']';
}

/* Whether what stands around the name says that it is a type. */
static bool is_used_as_type(const struct complaint *c)
{
    const char *at = skip_blanks(c->at + c->length, c->end);
    char next = char_at(at, c->end);
    if (absent_is_in_name(next))
        return true; /* `X w` */
    if (next == '*')
        return is_pointer_type(c, at);
    if (next != ')' || char_before(c->text, c->at) != '(')
        return false;
    next = char_at(skip_blanks(at + 1, c->end), c->end);
    return absent_is_in_name(next) || next == '(' || next == '"'; /* `(X)y` */
}

/* Whether the word begins a type, or stands in front of one. */
static bool is_keyword_of_type(const char *word, size_t length)
{
    static const char *const keywords[] = {
        "void",  "char",   "short", "int",  "long", "signed", "unsigned", "float",  "double",
        "_Bool", "struct", "union", "enum", "bool", "static", "extern",   "inline", "__inline",
    };

    for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
        if (strlen(keywords[i]) == length && memcmp(keywords[i], word, length) == 0)
            return true;
    return false;
}

/* `X int f(`, `X struct s *f(`, `X t f(`: the type stands behind it, so it is none itself. */
static bool is_specifier(const struct complaint *c)
{
    const char *word = skip_blanks(c->at + c->length, c->end);
    const char *behind = skip_name(word, c->end);

    if (is_keyword_of_type(word, (size_t)(behind - word)))
        return true;
    const char *second = behind;
    while (second < c->end && (*second == '*' || absent_is_blank(*second)))
        second++;
    const char *end = skip_name(second, c->end);
    return behind > word && second > behind && end > second && *second > '9' &&
           char_at(skip_blanks(end, c->end), c->end) == '(';
}

/* The name in quotes, if the message tells of an undeclared one. */
static bool parse_name(const char *message, struct complaint *ret)
{
    static const struct {
        const char *text;
        enum absence absence;
    } begins[] = {
        {"use of undeclared identifier '", ABSENT_NAME},
        {"unknown type name '", ABSENT_TYPE},
        /* the first one was taken for the name of what a typedef defines */
        {"function cannot return function type '", ABSENT_TYPE},
        {"must use 'struct' tag to refer to type '", ABSENT_BARE},
    };

    for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
        size_t length = strlen(begins[i].text);
        if (strncmp(message, begins[i].text, length) != 0)
            continue;
        const char *name = message + length;
        size_t size = (size_t)(skip_name(name, name + strlen(name)) - name);
        *ret = (struct complaint){.name = name, .length = size, .absence = begins[i].absence};
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
    if (strncmp(name, "const ", strlen("const ")) == 0)
        name += strlen("const ");
    *ret = (struct complaint){.name = name, .length = (size_t)(end - name), .absence = ABSENT_BODY};
    for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
        const char *tag = name + strlen(begins[i]);
        if (strncmp(name, begins[i], strlen(begins[i])) == 0)
            return tag < end && skip_name(tag, end) == end && ret->length <= MAX_NAME;
    }
    return false;
}

/* Where it stands, of what a macro says in the macro, if that is asked for, or else where the macro is used. */
static void find_source(struct complaint *complaint, const struct clang_api *clang,
                        CXTranslationUnit tu, CXDiagnostic diagnostic, bool in_macro)
{
    CXSourceLocation place = clang->getDiagnosticLocation(diagnostic);
    CXFile file;
    unsigned offset;
    size_t size;

    if (in_macro)
        clang->getSpellingLocation(place, &file, NULL, NULL, &offset);
    else
        clang->getExpansionLocation(place, &file, NULL, NULL, &offset);
    const char *text = file ? clang->getFileContents(tu, file, &size) : NULL;
    if (!text || offset >= size)
        return;
    complaint->text = text;
    complaint->at = text + offset;
    complaint->end = text + size;
}

/* The name at that place of the source is what is absent; false if there is none. */
static bool take_name(struct complaint *complaint, const char *at, enum absence absence)
{
    char first = char_at(at, complaint->end);

    complaint->name = at;
    complaint->length = (size_t)(skip_name(at, complaint->end) - at);
    complaint->absence = absence;
    return complaint->length > 0 && complaint->length <= MAX_NAME && (first < '0' || first > '9');
}

/* Behind the parenthesis that closes the one at that place; the end, if none does. */
static const char *skip_parentheses(const char *at, const char *end)
{
    uint32_t depth = 0;

    for (; at < end; at++) {
        depth += *at == '(';
        depth -= *at == ')';
        if (!depth)
            return at + 1;
    }
    return end;
}

static bool take_macro(struct complaint *complaint, const char *at, enum absence absence)
{
    return take_name(complaint, at, absence) && is_macro_like(complaint);
}

/* `int X f(…) {`: clang takes the macro for what is declared, and drops the function. */
static bool parse_between(struct complaint *complaint)
{
    const char *name = skip_blanks(complaint->at, complaint->end);
    const char *list = skip_blanks(skip_name(name, complaint->end), complaint->end);
    const char *start = complaint->at;

    if (list == name || char_at(list, complaint->end) != '(')
        return false;
    const char *body = skip_blanks(skip_parentheses(list, complaint->end), complaint->end);
    while (start > complaint->text && absent_is_in_name(start[-1]))
        start--;
    return char_at(body, complaint->end) == '{' && take_macro(complaint, start, ABSENT_BETWEEN);
}

/* `int X(a)` in a list of parameters, which is `a` with attributes. */
static bool parse_around(struct complaint *complaint)
{
    const char *start = complaint->at;

    if (char_before(complaint->text, start) != '(' ||
        char_at(skip_blanks(skip_name(start, complaint->end), complaint->end), complaint->end) !=
            ')')
        return false;
    while (start[-1] != '(')
        start--;
    for (start--; start > complaint->text && absent_is_in_name(start[-1]);)
        start--;
    return take_macro(complaint, start, ABSENT_AROUND);
}

/* `"…" NAME`, of which clang wants to know the end behind the first. */
static bool parse_text(const char *message, struct complaint *complaint)
{
    return strcmp(message, "expected ')'") == 0 &&
           char_before(complaint->text, complaint->at) == '"' &&
           take_name(complaint, complaint->at, ABSENT_TEXT);
}

/* The message names nothing, but the source does: a piece of a text, or a macro for attributes. */
static bool parse_place(const char *message, struct complaint *complaint)
{
    static const struct {
        const char *message, *behind; /* what may follow the macro */
    } attributes[] = {
        {"expected ')'", ",)"},                                     /* `(int a X, int b X)` */
        {"expected function body after function declarator", "{;"}, /* `f(void) X` */
        {"expected ';' at end of declaration", "=;,"},              /* `int a X = 1;` */
    };

    if (!complaint->at)
        return false;
    if (strcmp(message, "expected ';' after top level declarator") == 0)
        return parse_between(complaint);
    if (strcmp(message,
               "a parameter list without types is only allowed in a function definition") == 0)
        return parse_around(complaint);
    if (parse_text(message, complaint))
        return true;
    char before = char_before(complaint->text, complaint->at);
    for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
        const char *at = skip_blanks(complaint->at, complaint->end);
        char next =
            char_at(skip_blanks(skip_name(at, complaint->end), complaint->end), complaint->end);
        if (strcmp(message, attributes[i].message) == 0 && next &&
            strchr(attributes[i].behind, next) &&
            (absent_is_in_name(before) || (before == ')' && next != ')')))
            return take_macro(complaint, at, ABSENT_SPECIFIER);
    }
    return false;
}

/* What the source adds to what the message says. */
static void look_around(struct complaint *c)
{
    bool is_there =
        c->at && (size_t)(c->end - c->at) >= c->length && memcmp(c->at, c->name, c->length) == 0;

    if (!is_there) /* inside a macro, it may be */
        return;
    if (c->absence == ABSENT_TYPE && is_specifier(c))
        c->absence = ABSENT_SPECIFIER;
    if (c->absence != ABSENT_NAME)
        return;
    if (is_behind_case(c) || is_bound(c))
        c->absence = ABSENT_CONSTANT;
    else if (is_used_as_type(c))
        c->absence = ABSENT_TYPE;
}

static bool parse(const char *message, struct complaint *ret, const struct clang_api *clang,
                  CXTranslationUnit tu, CXDiagnostic diagnostic)
{
    *ret = (struct complaint){0};
    bool is_named = parse_name(message, ret) || parse_body(message, ret);

    find_source(ret, clang, tu, diagnostic, false);
    if (is_named) {
        look_around(ret);
        return true;
    }
    if (parse_place(message, ret))
        return true;
    find_source(ret, clang, tu, diagnostic, true);
    return ret->at && parse_text(message, ret);
}

static void put(struct absent_names *names, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        vector_push(&names->others, text[i]);
}

static void put_text(struct absent_names *names, const char *text)
{
    put(names, text, strlen(text));
}

/* What the name stands for in every header that has it; NULL = it is none of those. */
static const char *meaning_of(const struct complaint *complaint)
{
    static const char *const meanings[][2] = {
#define MEANING(name, tokens) {#name, #tokens},
#include "frontend/absent_constants.def"
#undef MEANING
    };

    for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
        if (strlen(meanings[i][0]) == complaint->length &&
            memcmp(meanings[i][0], complaint->name, complaint->length) == 0)
            return meanings[i][1];
    return NULL;
}

static void put_meaning(struct absent_names *names, const struct complaint *complaint)
{
    put_text(names, "#define ");
    put(names, complaint->name, complaint->length);
    put_text(names, " ");
    put_text(names, meaning_of(complaint));
    put_text(names, "\n");
}

/* Its constants are everybody's, so the one that it gets needs a name of its own. */
static void put_enum(struct absent_names *names, const struct complaint *complaint)
{
    const char *tag = complaint->name + strlen("enum ");

    put(names, complaint->name, complaint->length);
    put_text(names, " { stranded_absent_");
    put(names, tag, complaint->length - (size_t)(tag - complaint->name));
    put_text(names, " };\n");
}

/* True if the name is new. */
static bool declare(struct absent_names *names, const struct complaint *complaint)
{
    bool is_new = false;

    if (names->others.count > MAX_TEXT)
        return false;
    intmap_put(&names->known, hash_bytes(complaint->name, complaint->length, 0), 1, &is_new);
    if (!is_new)
        return false;
    bool is_value = complaint->absence == ABSENT_NAME || complaint->absence == ABSENT_CONSTANT;
    if (is_value && meaning_of(complaint)) {
        put_meaning(names, complaint);
        return true;
    }
    switch (complaint->absence) {
    case ABSENT_NAME:
    case ABSENT_CONSTANT:
        absent_shapes_add_value(&names->shapes, complaint->name, complaint->length,
                                complaint->absence == ABSENT_CONSTANT);
        break;
    case ABSENT_TYPE:
        absent_shapes_add_type(&names->shapes, complaint->name, complaint->length);
        break;
    case ABSENT_BARE:
        absent_shapes_add_bare(&names->shapes, complaint->name, complaint->length);
        break;
    case ABSENT_TEXT:
    case ABSENT_SPECIFIER:
    case ABSENT_BETWEEN:
        put_text(names, "#define ");
        put(names, complaint->name, complaint->length);
        put_text(names, complaint->absence == ABSENT_TEXT ? " \"\"\n" : "\n");
        break;
    case ABSENT_AROUND:
        put_text(names, "#define ");
        put(names, complaint->name, complaint->length);
        put_text(names, "(name) name\n");
        break;
    case ABSENT_BODY:
        if (complaint->name[0] == 'e')
            put_enum(names, complaint);
        else
            absent_shapes_add_body(&names->shapes, complaint->name, complaint->length);
        break;
    }
    return true;
}

/* Adds the names that are absent in that way. */
static bool collect(struct absent_names *names, const struct clang_api *clang, CXTranslationUnit tu,
                    enum absence wanted)
{
    unsigned count = clang->getNumDiagnostics(tu);
    bool any = false;

    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang->getDiagnostic(tu, i);
        CXString message = clang->getDiagnosticSpelling(diagnostic);
        const char *text = clang->getCString(message);
        struct complaint complaint;
        if (text && parse(text, &complaint, clang, tu, diagnostic) && complaint.absence == wanted)
            any |= declare(names, &complaint);
        clang->disposeString(message);
        clang->disposeDiagnostic(diagnostic);
    }
    return any;
}

/* What the errors say of types that are declared already. */
static bool learn(struct absent_names *names, const struct clang_api *clang, CXTranslationUnit tu)
{
    unsigned count = clang->getNumDiagnostics(tu);
    bool any = false;

    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang->getDiagnostic(tu, i);
        CXString message = clang->getDiagnosticSpelling(diagnostic);
        struct complaint spelled = {0};
        find_source(&spelled, clang, tu, diagnostic, true);
        struct absent_use use = {clang->getCString(message), spelled.text, spelled.at, spelled.end};
        if (use.message)
            any |= absent_shapes_learn(&names->shapes, &use);
        clang->disposeString(message);
        clang->disposeDiagnostic(diagnostic);
    }
    return any;
}

/* Names that are new. What has a type that is not known is complained of as well, so types come first. */
static bool collect_names(struct absent_names *names, const struct clang_api *clang,
                          CXTranslationUnit tu)
{
    bool any = collect(names, clang, tu, ABSENT_SPECIFIER);

    any |= collect(names, clang, tu, ABSENT_BARE);
    any |= collect(names, clang, tu, ABSENT_TYPE);
    any |= collect(names, clang, tu, ABSENT_AROUND);
    any |= collect(names, clang, tu, ABSENT_BODY);
    any |= collect(names, clang, tu, ABSENT_TEXT);
    if (any)
        return true;
    /* one that is a constant in one place is that in all */
    any = collect(names, clang, tu, ABSENT_CONSTANT);
    any |= collect(names, clang, tu, ABSENT_BETWEEN);
    any |= collect(names, clang, tu, ABSENT_NAME);
    return any;
}

static void put_all(struct absent_names *names)
{
    vector_clear(&names->text);
    absent_shapes_put(&names->shapes, &names->text);
    for (uint32_t i = 0; i < names->others.count; i++)
        vector_push(&names->text, names->others.items[i]);
}

bool absent_names_collect(struct absent_names *names, const struct clang_api *clang,
                          CXTranslationUnit tu)
{
    names->shapes.turn++;
    bool has_learnt = learn(names, clang, tu);
    names->has_new = collect_names(names, clang, tu);

    put_all(names);
    return names->has_new || has_learnt;
}

bool absent_names_forget_uses(struct absent_names *names)
{
    bool has_less = names->has_new && !names->shapes.is_complete;

    absent_shapes_forget_turn(&names->shapes);
    put_all(names);
    return has_less;
}

void absent_names_deinit(struct absent_names *names)
{
    absent_shapes_deinit(&names->shapes);
    vector_deinit(&names->others);
    vector_deinit(&names->text);
    intmap_deinit(&names->known);
}
