/* Detaching a thread right behind the call that starts it. */
#include "engine/fixes.h"

#include <string.h>

struct detaching {
    struct source_text text;
    struct arena *arena;
    size_t call;         /* the name */
    size_t behind;       /* the call's closing bracket */
    const char *code;    /* the statement that detaches */
    const char *newline; /* line end and indentation of the statement around the call */
    const char *step;
};

static const char *code_for(struct source_text text, size_t at)
{
#define DETACHES(start, code)                                                                      \
    if (source_is_word(text, at, #start))                                                          \
        return code;
#define TIMES_OUT(call, code)
#define WAKES_ALL(one, all)
#include "models/remedies.def"
#undef DETACHES
#undef TIMES_OUT
#undef WAKES_ALL
    return NULL;
}

/* What the handle is called, from the argument that points to it; NULL = it is no plain place. */
static const char *handle_of(struct source_text text, struct source_span argument,
                             struct arena *arena)
{
    bool is_address = argument.begin < argument.end && text.bytes[argument.begin] == '&';

    argument.begin += is_address;
    if (!source_is_plain(text, argument))
        return NULL;
    const char *name = source_copy(text, argument, arena);
    return is_address ? name : arena_printf(arena, "*%s", name);
}

static char byte_at(const struct detaching *self, size_t at)
{
    return at < self->text.size ? self->text.bytes[at] : '\0';
}

static void change(struct source_changes *changes, size_t begin, size_t end, const char *text)
{
    vector_push(changes, (struct source_change){begin, end, text});
}

/* `start(…);`, with or without a cast of the result to nothing */
static bool fix_unchecked(const struct detaching *self, struct source_changes *changes)
{
    static const char cast[] = "(void)";
    size_t semicolon = source_skip(self->text, self->behind);
    size_t begin = self->call, before = source_skip_back(self->text, begin);

    if (before >= strlen(cast) &&
        memcmp(self->text.bytes + before - strlen(cast), cast, strlen(cast)) == 0)
        begin = before - strlen(cast);
    if (byte_at(self, semicolon) != ';' || !source_begins_statement(self->text, begin))
        return false;
    change(changes, begin, self->call, "if (");
    change(changes, self->behind, semicolon + 1,
           arena_printf(self->arena, " == 0)%s%s%s", self->newline, self->step, self->code));
    return true;
}

/* `status = start(…);`, with or without a type */
static bool fix_assigned(const struct detaching *self, struct source_changes *changes)
{
    size_t equals = source_skip_back(self->text, self->call);
    size_t semicolon = source_skip(self->text, self->behind);

    if (equals == 0 || byte_at(self, equals - 1) != '=' || byte_at(self, semicolon) != ';')
        return false;
    size_t end = source_skip_back(self->text, equals - 1);
    size_t begin = source_word_begin(self->text, end), type = source_skip_back(self->text, begin);
    if (begin == end)
        return false;
    if (!source_begins_statement(self->text, begin) &&
        (!source_is_word(self->text, type >= 3 ? type - 3 : 0, "int") ||
         !source_begins_statement(self->text, type - 3)))
        return false;
    const char *status = source_copy(self->text, (struct source_span){begin, end}, self->arena);
    change(changes, semicolon + 1, semicolon + 1,
           arena_printf(self->arena, "%sif (%s == 0)%s%s%s", self->newline, status, self->newline,
                        self->step, self->code));
    return true;
}

/* Whether control does not go on behind the statement. */
static bool leaves(const struct detaching *self, struct source_span statement)
{
    static const char *const words[] = {"return", "goto",  "break", "continue",
                                        "exit",   "_exit", "abort"};
    struct source_text text = self->text;
    size_t at = source_skip(text, statement.begin), next;

    if (byte_at(self, at) == '{') {
        at++;
        /* to the last statement of the block */
        while ((next = source_statement_end(text, at)) != 0 &&
               source_skip(text, next) < statement.end - 1)
            at = next;
        at = source_skip(text, at);
    }
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (source_is_word(text, at, words[i]))
            return true;
    return false;
}

/* `if (start(…) != 0) …` and `if (start(…)) …`: behind it, or instead of it. */
static bool fix_failure(const struct detaching *self, size_t closing,
                        struct source_changes *changes)
{
    size_t body = source_skip(self->text, closing + 1);
    size_t end = source_statement_end(self->text, body);
    struct source_span statement = {body, end};

    if (end == 0 || source_is_word(self->text, source_skip(self->text, end), "else"))
        return false;
    if (leaves(self, statement))
        change(changes, end, end, arena_printf(self->arena, "%s%s", self->newline, self->code));
    else if (byte_at(self, body) == '{')
        change(changes, end, end,
               arena_printf(self->arena, " else {%s%s%s%s}", self->newline, self->step, self->code,
                            self->newline));
    else
        change(changes, end, end,
               arena_printf(self->arena, "%selse%s%s%s", self->newline, self->newline, self->step,
                            self->code));
    return true;
}

/* `if (start(…) == 0) { …` */
static bool fix_success(const struct detaching *self, size_t closing,
                        struct source_changes *changes)
{
    size_t body = source_skip(self->text, closing + 1);

    if (byte_at(self, body) != '{')
        return false;
    change(changes, body + 1, body + 1,
           arena_printf(self->arena, "%s%s%s", self->newline, self->step, self->code));
    return true;
}

/* Behind the comparison with 0 that begins there; `at` when none does. */
static size_t skip_comparison(const struct detaching *self, size_t at, const char *operator)
{
    size_t number = source_skip(self->text, at + 2);

    if (self->text.size - at < 2 || memcmp(self->text.bytes + at, operator, 2) != 0 ||
        !source_is_word(self->text, number, "0"))
        return at;
    return source_skip(self->text, number + 1);
}

static bool fix_tested(const struct detaching *self, struct source_changes *changes)
{
    size_t bracket = source_skip_back(self->text, self->call);
    size_t behind = source_skip(self->text, self->behind);

    if (bracket == 0 || byte_at(self, bracket - 1) != '(')
        return false;
    size_t word = source_word_begin(self->text, source_skip_back(self->text, bracket - 1));
    if (!source_is_word(self->text, word, "if") || !source_begins_statement(self->text, word))
        return false;
    size_t fails = skip_comparison(self, behind, "!="), works = skip_comparison(self, behind, "==");
    if (works != behind)
        return byte_at(self, works) == ')' && fix_success(self, works, changes);
    return byte_at(self, fails) == ')' && fix_failure(self, fails, changes);
}

/* `return start(…);` becomes a status that is looked at, under a name that the file does not have. */
static bool fix_returned(const struct detaching *self, struct source_changes *changes)
{
    static const char *const names[] = {"error", "status", "failed", "rc"};
    size_t semicolon = source_skip(self->text, self->behind);
    size_t begin = source_word_begin(self->text, source_skip_back(self->text, self->call));

    if (byte_at(self, semicolon) != ';' || !source_is_word(self->text, begin, "return") ||
        !source_begins_statement(self->text, begin))
        return false;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (memmem(self->text.bytes, self->text.size, names[i], strlen(names[i])))
            continue;
        change(changes, begin, self->call, arena_printf(self->arena, "int %s = ", names[i]));
        change(changes, semicolon + 1, semicolon + 1,
               arena_printf(self->arena, "%sif (%s == 0)%s%s%s%sreturn %s;", self->newline,
                            names[i], self->newline, self->step, self->code, self->newline,
                            names[i]));
        return true;
    }
    return false;
}

/* ---- where the program shows that control goes on only if the thread runs ---- */

/* The `if` whose condition the call stands in, with brackets, negations and assignments before it; the text's size
 * = none. */
static size_t find_if(const struct detaching *self)
{
    enum { MAX_PARTS = 8 };
    size_t at = self->call;

    for (int parts = 0; parts < MAX_PARTS; parts++) {
        size_t before = source_skip_back(self->text, at);
        size_t word = source_word_begin(self->text, before);
        if (source_is_word(self->text, word, "if"))
            return source_begins_statement(self->text, word) ? word : self->text.size;
        if (before == 0 || (word == before && !strchr("(!=", byte_at(self, before - 1))))
            break;
        at = word < before ? word : before - 1;
    }
    return self->text.size;
}

/* Behind the statement around the call, when that is `macro(…);` or an `if` without an `else`; 0 = another. */
static size_t find_end(const struct detaching *self)
{
    size_t semicolon = source_skip(self->text, self->behind);

    if (source_begins_statement(self->text, self->call))
        return byte_at(self, semicolon) == ';' ? semicolon + 1 : 0;
    size_t word = find_if(self);
    if (word == self->text.size)
        return 0;
    size_t closing = source_match(self->text, source_skip(self->text, word + strlen("if")));
    size_t end = closing ? source_statement_end(self->text, source_skip(self->text, closing)) : 0;
    return end && !source_is_word(self->text, source_skip(self->text, end), "else") ? end : 0;
}

/* Whether the place lies in the first thing that the statement at `next` does. */
static bool is_begin_of(const struct detaching *self, size_t next, size_t place)
{
    static const char *const heads[] = {"if", "while", "for", "switch"};
    size_t end = source_statement_end(self->text, next);

    for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
        if (source_is_word(self->text, next, heads[i]))
            end = source_match(self->text, source_skip(self->text, next + strlen(heads[i])));
    return place >= next && place < end && byte_at(self, next) != '{';
}

static bool fix_proven(const struct detaching *self, size_t goes_on, struct source_changes *changes)
{
    size_t end = find_end(self);

    if (end == 0 || goes_on >= self->text.size ||
        !is_begin_of(self, source_skip(self->text, end), goes_on))
        return false;
    change(changes, end, end, arena_printf(self->arena, "%s%s", self->newline, self->code));
    return true;
}

/* ---- all of them ---- */

static bool opens(struct source_text text, size_t at)
{
    return at < text.size && text.bytes[at] == '(';
}

bool fix_detach(struct source_text text, size_t at, size_t goes_on, struct arena *arena,
                struct source_changes *changes)
{
    size_t bracket = source_skip(text, source_word_end(text, at));
    struct detaching self = {.text = text, .arena = arena, .call = at};

    self.behind = opens(text, bracket) ? source_match(text, bracket) : 0;
    if (self.behind == 0)
        return false;
    size_t start = fix_find_call(text, at, code_for);
    bool is_macro = start != at;
    size_t arguments = source_skip(text, source_word_end(text, start));
    if (start == text.size || !opens(text, arguments))
        return false;
    const char *handle = handle_of(text, source_first_argument(text, arguments), arena);
    if (!handle)
        return false;
    self.code = source_fill(code_for(text, start), handle, arena);
    self.newline =
        arena_printf(arena, "%s%s", source_newline(text), source_indent(text, at, arena));
    self.step = source_step(text, at);
    if (!is_macro && (fix_unchecked(&self, changes) || fix_assigned(&self, changes) ||
                      fix_tested(&self, changes) || fix_returned(&self, changes)))
        return true;
    return fix_proven(&self, goes_on, changes);
}
