/* What clang complains of shows what a name or a member is used as. */
#include <string.h>

#include "base/arena.h"
#include "frontend/absent_shapes_inside.h"

/* Over this, members stay unknown. */
enum { MAX_MEMBERS = 512 };

/* ---- what is said in the source ---- */

/* The beginning of the `->` or `.` that ends there, blanks left out; NULL if there is none. */
static const char *access_before(const char *text, const char *end)
{
    while (end > text && absent_is_blank(end[-1]))
        end--;
    if (end > text && end[-1] == '.')
        return end - 1;
    return end - text > 1 && end[-1] == '>' && end[-2] == '-' ? end - 2 : NULL;
}

/* The name at the place, or behind the `->` or `.` that is there. */
static struct word name_at(const struct absent_use *use)
{
    const char *at = use->at;

    if (!at)
        return (struct word){NULL, 0};
    if (use->end - at > 2 && at[0] == '-' && at[1] == '>')
        at += 2;
    else if (at < use->end && *at == '.')
        at++;
    while (at < use->end && absent_is_blank(*at))
        at++;
    const char *end = at;
    while (end < use->end && absent_is_in_name(*end))
        end++;
    return (struct word){at, (size_t)(end - at)};
}

/* What ends at a place: `x->NAME`, `NAME` or `NAME(…)`, with an index behind it or without. */
struct operand {
    struct word name;
    bool is_member, is_call;
};

static struct operand operand_before(const char *text, const char *end)
{
    struct operand operand = {{NULL, 0}, false, false};
    uint32_t depth = 0;

    while (end > text && (depth || absent_is_blank(end[-1]) || end[-1] == ']' || end[-1] == ')')) {
        end--;
        operand.is_call |= *end == ')' && !depth;
        depth += *end == ']' || *end == ')';
        depth -= *end == '[' || *end == '(';
    }
    const char *start = end;
    while (start > text && absent_is_in_name(start[-1]))
        start--;
    operand.is_member = access_before(text, start) != NULL;
    operand.name = (struct word){start, (size_t)(end - start)};
    return operand;
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

/* The type that is named in quotes, without qualifiers and one `*`. */
static struct word quoted_type(const char *message, bool is_last)
{
    static const char *const qualifiers[] = {"const ", "volatile "};
    struct word word = quoted(message, is_last);

    for (size_t i = 0; i < sizeof(qualifiers) / sizeof(qualifiers[0]); i++)
        if (begins(word, qualifiers[i]))
            word = without(word, strlen(qualifiers[i]));
    if (word.length > 2 && memcmp(word.at + word.length - 2, " *", 2) == 0)
        word.length -= 2;
    return word;
}

/* NULL = none of ours. */
static struct absent_shape *type_of(const struct absent_shapes *shapes, struct word word)
{
    bool has_keyword = absent_take_keyword(&word) != NULL;

    if (has_keyword && begins(word, OF_TYPE))
        return absent_find(shapes, without(word, strlen(OF_TYPE)), TYPEDEF);
    return word.length ? absent_find(shapes, word, has_keyword ? TAG : TYPEDEF) : NULL;
}

/* ---- what is learnt ---- */

static bool add_member(struct absent_shapes *shapes, struct absent_shape *shape, struct word name)
{
    if (!shape || !name.length || (*name.at >= '0' && *name.at <= '9') ||
        shape->members.count >= MAX_MEMBERS)
        return false;
    for (uint32_t i = 0; i < shape->members.count; i++)
        if (is_same(shape->members.items[i].name, name))
            return false;
    struct member member = {arena_string(shapes->arena, name.at, name.length), NUMBER, shapes->turn,
                            shapes->turn};
    vector_push(&shape->members, member);
    return true;
}

static bool give_form(struct absent_shapes *shapes, struct absent_shape *shape, enum form form)
{
    if (!shape || shape->role == TAG || shape->form != NUMBER)
        return false;
    shape->form = form;
    shape->formed = shapes->turn;
    return true;
}

/* To all members of that name, since the complaint does not say whose it is. */
static bool give_members_form(struct absent_shapes *shapes, struct word name, enum form form)
{
    bool any = false;

    for (uint32_t i = 0; i < shapes->items.count; i++) {
        struct absent_shape *shape = shapes->items.items[i];
        for (uint32_t k = 0; k < shape->members.count; k++) {
            struct member *member = &shape->members.items[k];
            if (member->form != NUMBER || !is_same(member->name, name))
                continue;
            member->form = form;
            member->formed = shapes->turn;
            any = true;
        }
    }
    return any;
}

/* Whether what stands in front of parentheses calls nothing: `return (x)->m`. */
static bool is_keyword(struct word name)
{
    static const char *const keywords[] = {
        "return", "if", "else", "while", "do", "for", "switch", "case", "sizeof",
    };

    for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
        if (is_same(keywords[i], name))
            return true;
    return false;
}

/* What a name stands for that is no member; NULL = nothing of ours. */
static struct absent_shape *named(struct absent_shapes *shapes, struct operand operand)
{
    struct word name = operand.name;

    if (!name.length || (*name.at >= '0' && *name.at <= '9') || is_keyword(name))
        return NULL;
    return operand.is_call ? absent_demand(shapes, name, RESULT) : absent_find(shapes, name, VALUE);
}

static bool give_operand_form(struct absent_shapes *shapes, struct operand operand, enum form form)
{
    return operand.is_member ? give_members_form(shapes, operand.name, form)
                             : give_form(shapes, named(shapes, operand), form);
}

/* `x->m` where x is a number: its type, or what it is, is a struct or a pointer to one. */
static bool learn_base(struct absent_shapes *shapes, const struct absent_use *use, enum form form)
{
    struct word member = name_at(use);
    struct absent_shape *type = type_of(shapes, quoted_type(use->message, false));

    if (type && type->role == TYPEDEF) {
        bool any = give_form(shapes, type, form);
        return add_member(shapes, type, member) || any;
    }
    const char *access = member.at ? access_before(use->text, member.at) : NULL;
    if (!access)
        return false;
    struct operand base = operand_before(use->text, access);
    if (!give_operand_form(shapes, base, form))
        return false;
    const char *tag = arena_printf(shapes->arena, "struct " OF_MEMBER "%.*s", (int)base.name.length,
                                   base.name.at);
    add_member(shapes, absent_demand_body(shapes, (struct word){tag, strlen(tag)}), member);
    return true;
}

static bool learn_pointer(struct absent_shapes *shapes, const struct absent_use *use)
{
    return learn_base(shapes, use, POINTER);
}

static bool learn_object(struct absent_shapes *shapes, const struct absent_use *use)
{
    return learn_base(shapes, use, OBJECT);
}

static bool learn_body(struct absent_shapes *shapes, const struct absent_use *use)
{
    return add_member(shapes, absent_demand_body(shapes, quoted_type(use->message, true)),
                      name_at(use));
}

static bool learn_member(struct absent_shapes *shapes, const struct absent_use *use)
{
    struct absent_shape *type = type_of(shapes, quoted_type(use->message, true));

    if (!type || (type->role == TAG && !type->has_body))
        return false;
    return add_member(shapes, type, quoted(use->message, false));
}

static bool learn_struct(struct absent_shapes *shapes, const struct absent_use *use)
{
    return give_form(shapes, type_of(shapes, quoted_type(use->message, false)), OBJECT);
}

static bool learn_call(struct absent_shapes *shapes, const struct absent_use *use)
{
    struct word name = quoted(use->message, false);
    struct absent_shape *type = type_of(shapes, quoted_type(use->message, false));

    if (type)
        return give_form(shapes, type, name.at[name.length - 1] == '*' ? FUNCTION : CALLBACK);
    return use->at && give_operand_form(shapes, operand_before(use->text, use->at), CALLBACK);
}

static bool learn_index(struct absent_shapes *shapes, const struct absent_use *use)
{
    return use->at && give_operand_form(shapes, operand_before(use->text, use->at), ARRAY);
}

/* `NAME` or `NAME(…)` at the place. */
static struct operand operand_at(const struct absent_use *use)
{
    struct operand operand = {name_at(use), false, false};
    const char *behind = operand.name.at ? operand.name.at + operand.name.length : use->end;

    operand.is_call = behind < use->end && *behind == '(';
    return operand;
}

/* Where only a constant can stand: behind `case`, or in an initializer. */
static bool learn_constant(struct absent_shapes *shapes, const struct absent_use *use)
{
    return give_operand_form(shapes, operand_at(use), CONSTANT);
}

/* `T x = NAME` or `x = NAME(…)`, where T is a struct. */
static bool learn_typed(struct absent_shapes *shapes, const struct absent_use *use)
{
    struct word type = quoted(use->message, false);
    struct absent_use value = *use;
    const char *at = use->at;

    while (at && at < use->end && (absent_is_in_name(*at) || absent_is_blank(*at)))
        at++;
    if (!at || at == use->end || *at != '=' || !type_of(shapes, type))
        return false;
    value.at = at + 1;
    struct absent_shape *shape = named(shapes, operand_at(&value));
    if (!give_form(shapes, shape, TYPED))
        return false;
    shape->type = arena_string(shapes->arena, type.at, type.length);
    return true;
}

/* `NAME "…"`, of which clang wants to know the end behind the first. */
static bool learn_text(struct absent_shapes *shapes, const struct absent_use *use)
{
    const char *at = use->at;

    while (at && at < use->end && absent_is_blank(*at))
        at++;
    return at && at < use->end && *at == '"' &&
           give_operand_form(shapes, operand_before(use->text, at), TEXT);
}

bool absent_shapes_learn(struct absent_shapes *shapes, const struct absent_use *use)
{
    static const struct {
        const char *begin, *end;
        bool (*learn)(struct absent_shapes *shapes, const struct absent_use *use);
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
        {"expression is not an integer constant expression", "", learn_constant},
        {"initializer element is not a compile-time constant", "", learn_constant},
        {"initializing '", "with an expression of incompatible type 'int'", learn_typed},
        {"initializing '", "with an expression of incompatible type 'long'", learn_typed},
        {"assigning to '", "from incompatible type 'int'", learn_typed},
        {"assigning to '", "from incompatible type 'long'", learn_typed},
        {"expected '", "", learn_text},
    };
    size_t length = strlen(use->message);

    if (shapes->is_complete)
        return false;
    for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++) {
        size_t size = strlen(messages[i].end);
        if (strncmp(use->message, messages[i].begin, strlen(messages[i].begin)) == 0 &&
            length >= size && strcmp(use->message + length - size, messages[i].end) == 0)
            return messages[i].learn(shapes, use);
    }
    return false;
}
