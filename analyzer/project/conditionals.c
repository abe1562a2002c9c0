#include "project/conditionals.h"

#include "base/arena.h"
#include "base/vector.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct macros {
    struct arena *arena;
    GHashTable *by_name; /* name -> struct macro */
    uint32_t n_scans;
};

/* Conditionals inside each other; deeper ones are not looked at. */
enum { MAX_NESTING = 64 };

/* One part of a conditional: from #if, #elif or #else to the next of them. */
struct branch {
    uint32_t first;   /* of its names in scan.names: those that have to be true for it */
    uint32_t inverse; /* of those behind them that have to be false, and so true for an #else */
    bool is_dead;     /* never compiled here */
    bool uses_threads;
    bool has_other;   /* an #elif or #else, or it is one */
    uint32_t n_lines; /* of code, so far */
};

struct guard {
    struct macro *macro;
    bool is_used; /* in the branch, for its value */
    bool uses_it; /* the branch uses what the macro is named for: HAVE_CLOSE_ALL, close_all() */
};

struct scan {
    struct macros *macros;
    struct macro_uses *uses;
    uint32_t number;
    VECTOR(struct guard) names; /* of all open branches */
    struct branch open[MAX_NESTING];
    uint32_t depth; /* may be over MAX_NESTING */
};

/* A piece of the text. */
struct piece {
    const char *at, *end;
};

struct macros *macros_new(struct arena *arena)
{
    struct macros *macros = g_new0(struct macros, 1);

    macros->arena = arena;
    macros->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    return macros;
}

void macros_free(struct macros *macros)
{
    if (macros == NULL)
        return;
    g_hash_table_destroy(macros->by_name);
    g_free(macros);
}

/* ---- words ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool begins_name(char c)
{
    return g_ascii_isalpha(c) || c == '_';
}

static bool continues_name(char c)
{
    return g_ascii_isalnum(c) || c == '_';
}

static struct piece skip_blanks(struct piece text)
{
    while (text.at < text.end && is_blank(*text.at))
        text.at++;
    return text;
}

/* Cuts the name off the front of the text; an empty one if there is none. */
static struct piece take_name(struct piece *text)
{
    struct piece name = {text->at, text->at};

    if (text->at < text->end && begins_name(*text->at)) {
        while (name.end < text->end && continues_name(*name.end))
            name.end++;
    }
    text->at = name.end;
    return name;
}

static size_t length_of(struct piece piece)
{
    return (size_t)(piece.end - piece.at);
}

static bool is_word(struct piece piece, const char *word)
{
    size_t length = strlen(word);

    return length_of(piece) == length && memcmp(piece.at, word, length) == 0;
}

static bool begins_with(struct piece piece, const char *prefix)
{
    size_t length = strlen(prefix);

    return length_of(piece) >= length && memcmp(piece.at, prefix, length) == 0;
}

static struct macro *intern(struct macros *macros, struct piece name)
{
    char *key = g_strndup(name.at, length_of(name));
    struct macro *macro = g_hash_table_lookup(macros->by_name, key);

    if (macro == NULL) {
        macro = ARENA_NEW(macros->arena, struct macro);
        char *copy = arena_copy(macros->arena, key, strlen(key) + 1);
        macro->name = copy;
        g_hash_table_insert(macros->by_name, copy, macro);
    }
    g_free(key);
    return macro;
}

static void note(struct scan *scan, struct macro *macro, unsigned roles)
{
    if (macro->scan != scan->number) {
        macro->scan = scan->number;
        macro->index = scan->uses->list.count;
        vector_push(&scan->uses->list, (struct macro_use){macro, 0});
    }
    scan->uses->list.items[macro->index].roles |= roles;
}

/* ---- what a name says ---- */

/* Systems that are not the one that we analyse for. Where a word is long enough to mean nothing else,
 * others may follow in it: WIN32THREADS. */
static const char *const foreign_words[] = {
    "AIX",        "AMIGA",   "AMIGAOS", "ANDROID", "APPLE",   "BEOS",     "BORLANDC", "BSD",
    "CYGWIN",     "DARWIN",  "DJGPP",   "DOS",     "FREEBSD", "FREERTOS", "HAIKU",    "HPUX",
    "IOS",        "IRIX",    "KERNEL",  "MAC",     "MACH",    "MACOS",    "MACOSX",   "MINGW",
    "MINGW32",    "MSC",     "MSDOS",   "MSVC",    "NACL",    "NETBSD",   "NETWARE",  "OPENBSD",
    "OS2",        "OSF",     "OSF1",    "OSX",     "PTW32",   "QNX",      "QNXNTO",   "RTEMS",
    "SGI",        "SOLARIS", "SUN",     "SUNOS",   "SYMBIAN", "TRU64",    "VMS",      "VXWORKS",
    "W32",        "WIN",     "WIN32",   "WIN64",   "WINDOWS", "WINNT",    "ZEPHYR",   "cplusplus",
    "EMSCRIPTEN",
};

/* Switches that turn something off, or on only for who works on the program. */
static const char *const unfit_words[] = {
    "BROKEN",   "DEBUG",     "DEBUGGING", "DEMO",       "DISABLE", "DISABLED",  "FUZZ",
    "LACK",     "LACKS",     "MAIN",      "MISSING",    "NO",      "NON",       "NOT",
    "NOTHREAD", "NOTHREADS", "NOPTHREAD", "NOPTHREADS", "PROFILE", "PROFILING", "SINGLE",
    "TEST",     "TESTING",   "TESTS",     "TRACE",      "WITHOUT",
};

enum { SHORTEST_PREFIX = 5 };

static bool has_word(const char *name, const char *const *words, size_t count)
{
    while (*name != '\0') {
        size_t length = strcspn(name, "_");
        for (size_t i = 0; i < count; i++) {
            size_t wanted = strlen(words[i]);
            if ((wanted == length || (wanted >= SHORTEST_PREFIX && wanted < length)) &&
                g_ascii_strncasecmp(name, words[i], wanted) == 0)
                return true;
        }
        name += length + (name[length] == '_');
    }
    return false;
}

static bool is_foreign(const char *name)
{
    return has_word(name, foreign_words, G_N_ELEMENTS(foreign_words));
}

/* Whether a name can be a switch of the build: names of the compiler and of the C library begin with
 * an underscore, those of systems are in small letters. */
static bool may_be_switch(const char *name)
{
    bool has_capital = false;

    for (const char *at = name; *at != '\0'; at++)
        has_capital |= g_ascii_isupper(*at);
    return name[0] != '_' && has_capital && !is_foreign(name) &&
           !has_word(name, unfit_words, G_N_ELEMENTS(unfit_words));
}

/* Whether a name belongs to an interface for threads. */
static bool is_of_threads(struct piece name)
{
    return begins_with(name, "pthread_") || begins_with(name, "g_thread_") ||
           begins_with(name, "thrd_");
}

/* Whether configure would define the macro where it finds that function, or that constant. */
static bool is_named_for(const char *macro, struct piece name, bool is_call)
{
    static const char have[] = "HAVE_";
    const char *at = strstr(macro, have);

    if (at == NULL || (at > macro && at[-1] != '_'))
        return false;
    at += sizeof(have) - 1;
    for (const char *c = name.at; c < name.end; c++, at++)
        if (*c != *at && (!is_call || g_ascii_isupper(*c) || g_ascii_toupper(*c) != *at))
            return false;
    return *at == '\0';
}

/* ---- conditions ---- */

/* What stands behind a name decides what the name is for. */
static bool is_compared(struct piece behind)
{
    behind = skip_blanks(behind);
    return behind.at < behind.end && strchr("=<>+-*/%^(", *behind.at) != NULL &&
           !(behind.at + 1 < behind.end && behind.at[0] == '/' &&
             (behind.at[1] == '*' || behind.at[1] == '/'));
}

/* The names of one sign in the condition: those that stand behind a `!`, or the others. A name that
 * is compared with something has a value of its own, which we can't guess. */
static void collect_names(struct scan *scan, struct piece condition, bool negated)
{
    bool is_negated = false, is_behind_operator = false;

    while (condition.at < condition.end) {
        char c = *condition.at;
        if (g_ascii_isdigit(c)) {
            while (condition.at < condition.end && continues_name(*condition.at))
                condition.at++;
            continue;
        }
        if (!begins_name(c)) {
            if (c == '/' && condition.at + 1 < condition.end &&
                (condition.at[1] == '*' || condition.at[1] == '/'))
                return;
            if (c == '!')
                is_negated = true;
            else if (c == '&' || c == '|' || c == ')')
                is_negated = false;
            if (!is_blank(c))
                is_behind_operator = strchr("=<>+-*%^", c) != NULL;
            condition.at++;
            continue;
        }
        struct piece name = take_name(&condition);
        if (is_word(name, "defined"))
            continue;
        struct macro *macro = intern(scan->macros, name);
        bool is_value = is_behind_operator || is_compared(condition);
        note(scan, macro, is_value ? MACRO_DECIDED : MACRO_TESTED);
        if (!is_value && is_negated == negated)
            vector_push(&scan->names, (struct guard){.macro = macro});
        is_negated = false;
    }
}

/* A branch that only foreign systems take. */
static bool is_dead(const struct scan *scan, const struct branch *branch)
{
    bool all_foreign = branch->inverse > branch->first;

    for (uint32_t i = branch->first; i < branch->inverse; i++)
        all_foreign &= is_foreign(scan->names.items[i].macro->name);
    return all_foreign;
}

static bool is_zero(struct piece condition)
{
    condition = skip_blanks(condition);
    return condition.at < condition.end && *condition.at == '0' &&
           (condition.at + 1 == condition.end || !continues_name(condition.at[1]));
}

enum sense { SENSE_TRUE, SENSE_FALSE };

static void open_branch(struct scan *scan, struct piece condition, enum sense sense)
{
    struct branch branch = {.first = scan->names.count};

    collect_names(scan, condition, sense == SENSE_FALSE);
    branch.inverse = scan->names.count;
    collect_names(scan, condition, sense == SENSE_TRUE);
    branch.is_dead = is_zero(condition) || (sense == SENSE_TRUE && is_dead(scan, &branch));
    scan->open[scan->depth - 1] = branch;
}

/* A few lines that use a function or a constant where there is one, and do nothing else in its place, belong to what is around
 * them, such as the end of what that has made. */
enum { OPTIONAL_MOST = 8 };

/* What is learned of the innermost branch at its end. */
static void settle_branch(struct scan *scan)
{
    struct branch *branch = &scan->open[scan->depth - 1];
    bool is_optional = !branch->has_other && !branch->is_dead && branch->n_lines <= OPTIONAL_MOST;

    for (uint32_t i = branch->first; i < branch->inverse; i++) {
        struct guard *guard = &scan->names.items[i];
        if (guard->is_used)
            note(scan, guard->macro, MACRO_DECIDED);
        else if (branch->uses_threads && may_be_switch(guard->macro->name))
            note(scan, guard->macro, MACRO_GUARDS_THREADS);
        if (is_optional && guard->uses_it && may_be_switch(guard->macro->name))
            note(scan, guard->macro, MACRO_GUARDS_CALL);
    }
    if (branch->uses_threads && scan->depth > 1 && !branch->is_dead)
        scan->open[scan->depth - 2].uses_threads = true;
}

/* The names that have to be false for the branch are those that make its #else. */
static void turn_branch(struct scan *scan)
{
    struct branch *branch = &scan->open[scan->depth - 1];
    uint32_t n_kept = branch->inverse - branch->first;

    for (uint32_t i = branch->inverse; i < scan->names.count; i++)
        scan->names.items[i - n_kept] = (struct guard){.macro = scan->names.items[i].macro};
    scan->names.count -= n_kept;
    branch->inverse = scan->names.count;
    branch->is_dead = is_dead(scan, branch);
    branch->uses_threads = false;
    branch->has_other = true;
}

static bool is_followed(const struct scan *scan)
{
    return scan->depth > 0 && scan->depth <= MAX_NESTING;
}

static void close_branch(struct scan *scan)
{
    if (!is_followed(scan))
        return;
    settle_branch(scan);
    scan->names.count = scan->open[scan->depth - 1].first;
}

/* ---- lines ---- */

static void use_threads(struct scan *scan)
{
    if (!is_followed(scan))
        return;
    for (uint32_t i = 0; i < scan->depth; i++) {
        if (scan->open[i].is_dead)
            return;
    }
    scan->open[scan->depth - 1].uses_threads = true;
}

/* Names in a line of code, inside a conditional. */
static void scan_names(struct scan *scan, struct piece line)
{
    while (line.at < line.end) {
        if (!begins_name(*line.at)) {
            line.at++;
            continue;
        }
        struct piece name = take_name(&line);
        if (is_of_threads(name))
            use_threads(scan);
        struct piece behind = skip_blanks(line);
        bool is_call = behind.at < behind.end && *behind.at == '(';
        for (uint32_t i = 0; i < scan->names.count; i++) {
            scan->names.items[i].uses_it |=
                is_named_for(scan->names.items[i].macro->name, name, is_call);
            if (is_word(name, scan->names.items[i].macro->name))
                scan->names.items[i].is_used = true;
        }
    }
}

static void scan_include(struct scan *scan, struct piece rest)
{
    static const char *const names[] = {"<pthread.h>", "<threads.h>", "<semaphore.h>"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (begins_with(skip_blanks(rest), names[i]))
            use_threads(scan);
    }
}

/* The directive behind the `#`. */
static void scan_directive(struct scan *scan, struct piece line)
{
    line = skip_blanks(line);
    struct piece word = take_name(&line);

    if (is_word(word, "if") || is_word(word, "ifdef") || is_word(word, "ifndef")) {
        scan->depth++;
        if (is_followed(scan))
            open_branch(scan, line, is_word(word, "ifndef") ? SENSE_FALSE : SENSE_TRUE);
    } else if (is_word(word, "elif") && is_followed(scan)) {
        scan->open[scan->depth - 1].has_other = true;
        close_branch(scan);
        open_branch(scan, line, SENSE_TRUE);
        scan->open[scan->depth - 1].has_other = true;
    } else if (is_word(word, "else") && is_followed(scan)) {
        scan->open[scan->depth - 1].has_other = true;
        settle_branch(scan);
        turn_branch(scan);
    } else if (is_word(word, "endif") && scan->depth > 0) {
        close_branch(scan);
        scan->depth--;
    } else if (is_word(word, "define")) {
        line = skip_blanks(line);
        struct piece name = take_name(&line);
        if (length_of(name) > 0)
            note(scan, intern(scan->macros, name), MACRO_DECIDED);
        scan_names(scan, line);
    } else if (is_word(word, "include")) {
        scan_include(scan, line);
    }
}

/* Where configure found that something is not there, it leaves a comment with an #undef; where who works on the program
 * may switch something on, there is one with a #define, and it is off. */
static void scan_comment(struct scan *scan, struct piece line)
{
    line.at += 2;
    line = skip_blanks(line);
    if (line.at == line.end || *line.at != '#')
        return;
    line.at++;
    line = skip_blanks(line);
    struct piece word = take_name(&line);
    line = skip_blanks(line);
    struct piece name = take_name(&line);
    if ((is_word(word, "undef") || is_word(word, "define")) && length_of(name) > 0)
        note(scan, intern(scan->macros, name), MACRO_DECIDED);
}

static void scan_line(struct scan *scan, struct piece line)
{
    line = skip_blanks(line);
    if (line.at == line.end)
        return;
    if (*line.at == '#') {
        line.at++;
        scan_directive(scan, line);
    } else if (begins_with(line, "/*") || begins_with(line, "//")) {
        scan_comment(scan, line);
    } else if (is_followed(scan) && *line.at != '*') {
        for (uint32_t i = 0; i < scan->depth; i++)
            scan->open[i].n_lines++;
        scan_names(scan, line);
    }
}

/* The end of the line that begins at `at`, with those that a backslash adds. */
static const char *end_of_line(const char *at, const char *end)
{
    for (;;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        if (newline == NULL)
            return end;
        const char *last = newline > at && newline[-1] == '\r' ? newline - 1 : newline;
        if (last == at || last[-1] != '\\')
            return newline;
        at = newline + 1;
    }
}

void conditionals_scan(const char *text, size_t size, struct macros *macros, struct macro_uses *ret)
{
    const char *end = text + size;
    struct scan scan = {.macros = macros, .uses = ret, .number = ++macros->n_scans};

    while (text < end) {
        const char *line_end = end_of_line(text, end);
        scan_line(&scan, (struct piece){text, line_end});
        text = line_end < end ? line_end + 1 : end;
    }
    vector_deinit(&scan.names);
}
