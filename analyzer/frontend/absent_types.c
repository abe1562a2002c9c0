#include "frontend/absent_types.h"

#include <string.h>

#include "base/arena.h"

/* Over these, members stay unknown. */
enum { MAX_MEMBERS = 512, MAX_TYPES = 4096 };

/* Names of our own, for what has none or has it in a header that is not there. */
#define OF_TYPE   "stranded_absent_"
#define OF_MEMBER "stranded_member_"

enum shape {
    NUMBER,
    FUNCTION, /* a type only */
    CALLBACK, /* a pointer to a function */
    ARRAY,    /* a member only, of numbers */
    OBJECT,
    POINTER, /* to an object */
};

struct member {
    const char *name;
    enum shape shape;
    uint32_t found, shaped; /* the turns in which */
};

struct absent_type {
    const char *name;    /* without the keyword */
    const char *keyword; /* "struct" or "union"; NULL = it is a typedef's name */
    bool is_bare;        /* a struct whose name stands without its keyword, too */
    bool has_body;       /* of what has a keyword */
    enum shape shape;    /* of a typedef's name */
    uint32_t shaped;     /* the turn in which */
    VECTOR(struct member) members;
};

/* ---- the types ---- */

static struct absent_type *find(const struct absent_types *types, const char *name, size_t length,
                                bool has_keyword)
{
    for (uint32_t i = 0; i < types->items.count; i++) {
        struct absent_type *type = types->items.items[i];
        if ((type->keyword != NULL) == has_keyword && strlen(type->name) == length &&
            memcmp(type->name, name, length) == 0)
            return type;
    }
    return NULL;
}

/* It is made where there is none; NULL where there are too many. */
static struct absent_type *demand(struct absent_types *types, const char *name, size_t length,
                                  const char *keyword)
{
    struct absent_type *type = find(types, name, length, keyword != NULL);

    if (type || types->items.count >= MAX_TYPES)
        return type;
    if (!types->arena)
        types->arena = arena_new();
    type = ARENA_NEW(types->arena, struct absent_type);
    type->name = arena_string(types->arena, name, length);
    type->keyword = keyword;
    vector_push(&types->items, type);
    return type;
}

void absent_types_add(struct absent_types *types, const char *name, size_t length)
{
    if (!find(types, name, length, true) || !find(types, name, length, true)->is_bare)
        demand(types, name, length, NULL);
}

static bool begins(const char *text, size_t length, const char *with)
{
    return length > strlen(with) && memcmp(text, with, strlen(with)) == 0;
}

/* Of `struct name` and `union name`, with the keyword taken off; NULL = it is neither. */
static const char *take_keyword(const char **name, size_t *length)
{
    static const char *const keywords[] = {"struct", "union"};

    for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
        size_t size = strlen(keywords[i]);
        if (begins(*name, *length, keywords[i]) && (*name)[size] == ' ') {
            *name += size + 1;
            *length -= size + 1;
            return keywords[i];
        }
    }
    return NULL;
}

void absent_types_add_body(struct absent_types *types, const char *tagged, size_t length)
{
    const char *keyword = take_keyword(&tagged, &length);
    struct absent_type *type = keyword ? demand(types, tagged, length, keyword) : NULL;

    if (type)
        type->has_body = true;
}

void absent_types_add_bare(struct absent_types *types, const char *name, size_t length)
{
    struct absent_type *type = demand(types, name, length, "struct");

    if (type)
        type->is_bare = true;
}

/* ---- what is said in the source ---- */

static bool is_in_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A piece of the source or of a message. */
struct word {
    const char *at;
    size_t length;
};

/* The beginning of the `->` or `.` that ends there, blanks left out; NULL if there is none. */
static const char *access_before(const char *text, const char *end)
{
    while (end > text && is_blank(end[-1]))
        end--;
    if (end > text && end[-1] == '.')
        return end - 1;
    return end - text > 1 && end[-1] == '>' && end[-2] == '-' ? end - 2 : NULL;
}

/* The name at the place, or behind the `->` or `.` that is there. */
static struct word name_at(const struct absent_use *use)
{
    const char *at = use->at;

    if (at && use->end - at > 2 && at[0] == '-' && at[1] == '>')
        at += 2;
    else if (at && at < use->end && *at == '.')
        at++;
    while (at && at < use->end && is_blank(*at))
        at++;
    const char *end = at;
    while (end && end < use->end && is_in_name(*end))
        end++;
    return (struct word){at, (size_t)(end - at)};
}

/* The member that ends there, an index of it or none between them: `x->NAME` or `x->NAME[i]`. */
static struct word member_before(const char *text, const char *end)
{
    uint32_t depth = 0;

    while (end > text && (depth || is_blank(end[-1]) || end[-1] == ']')) {
        end--;
        depth += *end == ']';
        depth -= *end == '[';
    }
    const char *start = end;
    while (start > text && is_in_name(start[-1]))
        start--;
    bool is_member = start < end && access_before(text, start);
    return (struct word){start, is_member ? (size_t)(end - start) : 0};
}

/* What stands in quotes in the message: its first piece, or its last. */
static struct word quoted(const char *message, bool is_last)
{
    const char *end = strrchr(message, '\'');
    const char *start = strchr(message, '\'');

    if (!start || start == end)
        return (struct word){NULL, 0};
    if (is_last) {
        start = end;
        while (start > message && start[-1] != '\'')
            start--;
        start--;
    } else {
        end = strchr(start + 1, '\'');
    }
    return (struct word){start + 1, (size_t)(end - start - 1)};
}

/* The type that is named there, without qualifiers and, if that is allowed, without one `*`; NULL = none of ours. */
static struct absent_type *type_of(const struct absent_types *types, struct word word,
                                   bool may_point)
{
    static const char *const qualifiers[] = {"const ", "volatile "};

    for (size_t i = 0; word.at && i < sizeof(qualifiers) / sizeof(qualifiers[0]); i++)
        if (begins(word.at, word.length, qualifiers[i])) {
            word.at += strlen(qualifiers[i]);
            word.length -= strlen(qualifiers[i]);
        }
    if (may_point && word.length > 2 && memcmp(word.at + word.length - 2, " *", 2) == 0)
        word.length -= 2;
    bool has_keyword = word.at && take_keyword(&word.at, &word.length);
    if (has_keyword && begins(word.at, word.length, OF_TYPE))
        return find(types, word.at + strlen(OF_TYPE), word.length - strlen(OF_TYPE), false);
    return word.length ? find(types, word.at, word.length, has_keyword) : NULL;
}

/* ---- what is learnt ---- */

/* The struct that a member leads to. */
static struct absent_type *type_behind(struct absent_types *types, struct word member)
{
    const char *name = arena_printf(types->arena, OF_MEMBER "%.*s", (int)member.length, member.at);
    struct absent_type *type = demand(types, name, strlen(name), "struct");

    if (type)
        type->has_body = true;
    return type;
}

static bool add_member(struct absent_types *types, struct absent_type *type, struct word name)
{
    if (!type || !name.length || (*name.at >= '0' && *name.at <= '9') ||
        type->members.count >= MAX_MEMBERS)
        return false;
    for (uint32_t i = 0; i < type->members.count; i++)
        if (strlen(type->members.items[i].name) == name.length &&
            memcmp(type->members.items[i].name, name.at, name.length) == 0)
            return false;
    struct member member = {arena_string(types->arena, name.at, name.length), NUMBER, types->turn,
                            types->turn};
    vector_push(&type->members, member);
    return true;
}

/* All members of that name, since the complaint does not say whose it is. */
static bool shape_members(struct absent_types *types, struct word name, enum shape shape)
{
    bool any = false;

    for (uint32_t i = 0; name.length && i < types->items.count; i++) {
        struct absent_type *type = types->items.items[i];
        for (uint32_t k = 0; k < type->members.count; k++) {
            struct member *member = &type->members.items[k];
            if (member->shape != NUMBER || strlen(member->name) != name.length ||
                memcmp(member->name, name.at, name.length) != 0)
                continue;
            member->shape = shape;
            member->shaped = types->turn;
            any = true;
        }
    }
    return any;
}

static bool shape_type(struct absent_types *types, struct absent_type *type, enum shape shape)
{
    if (!type || type->keyword || type->shape != NUMBER)
        return false;
    type->shape = shape;
    type->shaped = types->turn;
    return true;
}

/* `x->m` where x is a number: its type, or the member that it is, is a struct or a pointer to one. */
static bool learn_base(struct absent_types *types, const struct absent_use *use, enum shape shape)
{
    struct word member = name_at(use);
    struct absent_type *type = type_of(types, quoted(use->message, false), shape == OBJECT);

    if (type && !type->keyword) {
        bool any = shape_type(types, type, shape);
        return add_member(types, type, member) || any;
    }
    const char *access = member.at ? access_before(use->text, member.at) : NULL;
    struct word base = {NULL, 0};
    if (access)
        base = member_before(use->text, access);
    if (!shape_members(types, base, shape))
        return false;
    add_member(types, type_behind(types, base), member);
    return true;
}

static bool learn_body(struct absent_types *types, const struct absent_use *use)
{
    struct word name = quoted(use->message, true);

    absent_types_add_body(types, name.at, name.length);
    return add_member(types, type_of(types, name, false), name_at(use));
}

static bool learn_member(struct absent_types *types, const struct absent_use *use)
{
    struct absent_type *type = type_of(types, quoted(use->message, true), false);

    if (!type || (type->keyword && !type->has_body))
        return false;
    return add_member(types, type, quoted(use->message, false));
}

static bool learn_struct(struct absent_types *types, const struct absent_use *use)
{
    return shape_type(types, type_of(types, quoted(use->message, false), false), OBJECT);
}

static bool learn_call(struct absent_types *types, const struct absent_use *use)
{
    struct word name = quoted(use->message, false);
    struct absent_type *type = type_of(types, name, true);

    if (type)
        return shape_type(types, type, name.at[name.length - 1] == '*' ? FUNCTION : CALLBACK);
    return shape_members(types, member_before(use->text, use->at), CALLBACK);
}

static bool learn_index(struct absent_types *types, const struct absent_use *use)
{
    return shape_members(types, member_before(use->text, use->at), ARRAY);
}

static bool learn_pointer(struct absent_types *types, const struct absent_use *use)
{
    return learn_base(types, use, POINTER);
}

static bool learn_object(struct absent_types *types, const struct absent_use *use)
{
    return learn_base(types, use, OBJECT);
}

bool absent_types_learn(struct absent_types *types, const struct absent_use *use)
{
    static const struct {
        const char *begin, *end;
        bool (*learn)(struct absent_types *types, const struct absent_use *use);
    } messages[] = {
        {"member reference base type '", "is not a structure or union", learn_object},
        {"member reference type '", "is not a pointer", learn_pointer},
        {"incomplete definition of type '", "", learn_body},
        {"no member named '", "", learn_member},
        {"field designator '", "", learn_member},
        {"initialization of non-aggregate type '", "with a designated initializer list",
         learn_struct},
        {"called object type '", "is not a function or function pointer", learn_call},
        {"subscripted value is not an array, pointer, or vector", "", learn_index},
    };
    size_t length = strlen(use->message);

    if (types->is_complete)
        return false;
    for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++) {
        size_t size = strlen(messages[i].end);
        if (strncmp(use->message, messages[i].begin, strlen(messages[i].begin)) == 0 &&
            length >= size && strcmp(use->message + length - size, messages[i].end) == 0)
            return messages[i].learn(types, use);
    }
    return false;
}

void absent_types_forget_turn(struct absent_types *types)
{
    for (uint32_t i = 0; i < types->items.count; i++) {
        struct absent_type *type = types->items.items[i];
        if (type->shaped == types->turn)
            type->shape = NUMBER;
        while (type->members.count && vector_last(&type->members)->found == types->turn)
            type->members.count--;
        for (uint32_t k = 0; k < type->members.count; k++)
            if (type->members.items[k].shaped == types->turn)
                type->members.items[k].shape = NUMBER;
    }
    types->is_complete = true;
}

/* ---- the declarations ---- */

static void put(struct absent_text *text, const char *piece)
{
    for (; *piece; piece++)
        vector_push(text, *piece);
}

static void put_member(const struct member *member, struct absent_text *text)
{
    static const struct {
        const char *before, *after;
        bool is_of_object;
    } forms[] = {
        [NUMBER] = {"long ", "", false},
        [CALLBACK] = {"long (*", ")()", false},
        [ARRAY] = {"long *", "", false},
        [OBJECT] = {"struct " OF_MEMBER, " ", true},
        [POINTER] = {"struct " OF_MEMBER, " *", true},
    };

    put(text, forms[member->shape].before);
    if (forms[member->shape].is_of_object) {
        put(text, member->name);
        put(text, forms[member->shape].after);
        put(text, member->name);
    } else {
        put(text, member->name);
        put(text, forms[member->shape].after);
    }
    put(text, "; ");
}

static void put_members(const struct absent_type *type, struct absent_text *text)
{
    put(text, " { ");
    for (uint32_t i = 0; i < type->members.count; i++)
        put_member(&type->members.items[i], text);
    if (!type->members.count)
        put(text, "long stranded_absent; ");
    put(text, "}");
}

static void put_tagged(const struct absent_type *type, struct absent_text *text)
{
    put(text, type->keyword);
    put(text, " ");
    put(text, type->name);
    if (type->has_body)
        put_members(type, text);
    put(text, ";\n");
    if (!type->is_bare)
        return;
    put(text, "typedef struct ");
    put(text, type->name);
    put(text, " ");
    put(text, type->name);
    put(text, ";\n");
}

static void put_typedef(const struct absent_type *type, struct absent_text *text)
{
    put(text, "typedef ");
    if (type->shape == OBJECT || type->shape == POINTER) {
        put(text, "struct " OF_TYPE);
        put(text, type->name);
        put_members(type, text);
    } else {
        put(text, "long");
    }
    put(text, type->shape == CALLBACK ? " (*" : type->shape == POINTER ? " *" : " ");
    put(text, type->name);
    put(text, type->shape == CALLBACK ? ")();\n" : type->shape == FUNCTION ? "();\n" : ";\n");
}

/* What a member leads to comes first, as it may be a part. It was found behind whatever has it. */
void absent_types_put(const struct absent_types *types, struct absent_text *text)
{
    for (uint32_t i = types->items.count; i > 0; i--) {
        const struct absent_type *type = types->items.items[i - 1];
        if (type->keyword)
            put_tagged(type, text);
        else
            put_typedef(type, text);
    }
}

void absent_types_deinit(struct absent_types *types)
{
    for (uint32_t i = 0; i < types->items.count; i++)
        vector_deinit(&types->items.items[i]->members);
    vector_deinit(&types->items);
    arena_free(types->arena);
}
