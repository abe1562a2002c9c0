#include "project/flags.h"

#include "project/compiler.h"
#include "project/notices.h"
#include "project/project.h"
#include "project/words.h"

#include "base/arena.h"
#include "base/vector.h"

#include <glib.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum flag_form {
    FORM_ALONE,
    FORM_JOINED,
    FORM_NEXT,
    FORM_EITHER,
};

enum flag_action {
    ACTION_KEEP,
    ACTION_DROP,
    ACTION_REFUSE,   /* drop, and tell the user */
    ACTION_LLVM,     /* an option of LLVM's own: refuse -load, drop others */
    ACTION_PIECES,   /* options for the preprocessor or clang's inside: some are ours */
    ACTION_LANGUAGE, /* -x */
    ACTION_NOT_C,    /* an option that says Objective-C */
    ACTION_STANDARD, /* -std=: keep what clang knows for C */
    ACTION_PLAN9,    /* -fms-extensions in its place */
    ACTION_MACHINE,  /* keep if clang has the target */
    ACTION_CPU,      /* keep if clang has the target and, for x86, the processor */
    ACTION_TARGET,   /* --target */
    ACTION_OUTPUT,   /* -o */
};

struct flag_rule {
    const char *spelling;
    size_t length;
    enum flag_form form;
    enum flag_action action;
    const char *reason;
};

#define FLAG(spelling, form, action, reason)                                                       \
    {(spelling), sizeof(spelling) - 1, FORM_##form, ACTION_##action, (reason)},
#define LANGUAGE(name)                                                                             \
    FLAG("-f" name, ALONE, KEEP, NULL)                                                             \
    FLAG("-fno-" name, ALONE, KEEP, NULL)

static const struct flag_rule all_rules[] = {
#include "project/flag_rules.def"
};

enum { N_RULES = sizeof(all_rules) / sizeof(all_rules[0]) };

struct flag_rules {
    struct flag_rule sorted[N_RULES]; /* by spelling */
    int shorter[N_RULES]; /* the last rule before this one whose spelling begins it, or -1 */
    int first[UCHAR_MAX +
              2]; /* by the letter behind the dash: the first rule with it or one above */
};

static int compare_rules(const void *a, const void *b)
{
    return strcmp(((const struct flag_rule *)a)->spelling, ((const struct flag_rule *)b)->spelling);
}

static bool begins(const struct flag_rule *rule, const char *text)
{
    return strncmp(text, rule->spelling, rule->length) == 0;
}

struct flag_rules *flag_rules_new(void)
{
    struct flag_rules *rules = g_new(struct flag_rules, 1);

    memcpy(rules->sorted, all_rules, sizeof(all_rules));
    qsort(rules->sorted, N_RULES, sizeof(rules->sorted[0]), compare_rules);
    for (int i = 0; i < N_RULES; i++) {
        int before = i - 1;
        while (before >= 0 && !begins(&rules->sorted[before], rules->sorted[i].spelling))
            before = rules->shorter[before];
        rules->shorter[i] = before;
    }
    for (int letter = 0, i = 0; letter <= UCHAR_MAX + 1; letter++) {
        while (i < N_RULES && (unsigned char)rules->sorted[i].spelling[1] < letter)
            i++;
        rules->first[letter] = i;
    }
    return rules;
}

void flag_rules_free(struct flag_rules *rules)
{
    g_free(rules);
}

static bool fits(const struct flag_rule *rule, const char *word)
{
    if (rule->form == FORM_JOINED || rule->form == FORM_EITHER)
        return begins(rule, word);
    return strcmp(rule->spelling, word) == 0;
}

/* The rule with the longest spelling that fits a word, which begins with '-'. Every rule between
 * the longest and the word in sorted order begins with the longest, so it is found by going from
 * the last rule that is not above the word to ever shorter ones; "-" ends it. */
static const struct flag_rule *find_rule(const struct flag_rules *rules, const char *word)
{
    unsigned char letter = (unsigned char)word[1];
    int low = rules->first[letter];
    int high = rules->first[letter + 1]; /* the first rule above the word is in [low, high] */

    while (low < high) {
        int middle = low + (high - low) / 2;
        if (strcmp(rules->sorted[middle].spelling + 1, word + 1) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    int at = low - 1;
    while (!fits(&rules->sorted[at], word))
        at = rules->shorter[at];
    return &rules->sorted[at];
}

/* One command that is being sorted. */
struct sorting {
    const struct flag_rules *rules;
    const struct words *command;
    const struct compiler *compiler;
    struct arena *arena;
    struct notices *notices;
    struct flags *flags;
    const char *language;      /* of the -x in force, or NULL */
    const char *file_language; /* of the -x in force where the main file stands */
    const char *file_name;     /* the last part of the main file's path */
    bool found_file;
    bool has_machine; /* clang has the target: -m means something */
    bool is_x86;      /* as far as the target is named; the host counts as x86 */
};

static void keep(struct sorting *sorting, const char *word)
{
    vector_push(&sorting->flags->kept, word);
}

static void keep_option(struct sorting *sorting, const struct flag_rule *rule, const char *word,
                        const char *value)
{
    keep(sorting, word);
    if (rule->form == FORM_NEXT || (rule->form == FORM_EITHER && value != word + rule->length))
        keep(sorting, value);
}

static void drop(struct sorting *sorting, const struct flag_rule *rule, const char *word,
                 const char *value)
{
    bool took_next =
        rule->form == FORM_NEXT || (rule->form == FORM_EITHER && value != word + rule->length);

    sorting->flags->n_dropped += took_next ? 2 : 1;
}

/* A flag whose value may be a path or a number shows it; so users find it in their build. */
static void refuse(struct sorting *sorting, const struct flag_rule *rule, const char *word,
                   const char *value)
{
    const char *subject = word;

    if (value != NULL && word[rule->length] == '\0' && rule->form != FORM_ALONE)
        subject = arena_printf(sorting->arena, "%s %s", word, value);
    notices_add(sorting->notices, PROJECT_NOTICE_REFUSED, subject, rule->reason);
}

static void set_target(struct sorting *sorting, const char *target, size_t length, bool is_known)
{
    if (!is_known) {
        notices_add(sorting->notices, PROJECT_NOTICE_TARGET,
                    arena_string(sorting->arena, target, length),
                    "is no target of clang; parsed as for this machine");
        sorting->has_machine = false;
        return;
    }
    keep(sorting, arena_printf(sorting->arena, "--target=%.*s", (int)length, target));
    sorting->has_machine = true;
    sorting->is_x86 = strncmp(target, "x86_64", 6) == 0 || strncmp(target, "amd64", 5) == 0 ||
                      (length > 3 && target[0] == 'i' && strncmp(target + 2, "86", 2) == 0);
}

static bool is_32_bits(const struct sorting *sorting)
{
    const struct words *command = sorting->command;

    for (uint32_t i = 0; i < command->count; i++) {
        if (strcmp(command->items[i], "-m32") == 0 || strcmp(command->items[i], "-m16") == 0)
            return true;
    }
    const char *target = sorting->compiler->target;
    return target != NULL && target[0] == 'i';
}

static bool is_c_standard(const char *name)
{
    static const char *const known[] = {
        "c89",          "c90",          "c99",          "c9x",
        "c11",          "c1x",          "c17",          "c18",
        "c23",          "c2x",          "c2y",          "gnu89",
        "gnu90",        "gnu99",        "gnu9x",        "gnu11",
        "gnu1x",        "gnu17",        "gnu18",        "gnu23",
        "gnu2x",        "gnu2y",        "iso9899:1990", "iso9899:199409",
        "iso9899:1999", "iso9899:199x", "iso9899:2011", "iso9899:2017",
        "iso9899:2018", "iso9899:2024",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (strcmp(known[i], name) == 0)
            return true;
    }
    return false;
}

/* Whether an option of the preprocessor or of clang's inside is one that we keep. */
static bool is_kept_piece(const struct flag_rule *rule)
{
    static const char *const kept[] = {"-D",      "-U",         "-I",       "-isystem",
                                       "-iquote", "-idirafter", "-include", "-imacros"};

    for (size_t i = 0; i < G_N_ELEMENTS(kept); i++) {
        if (strcmp(rule->spelling, kept[i]) == 0)
            return true;
    }
    return false;
}

/* Sorts the pieces: by the same table, but nothing passes beyond what is_kept_piece() names. What
 * CMake needs for its precompiled headers is so parsed as the header that it is made from. */
static void sort_pieces(struct sorting *sorting, const struct words *pieces)
{
    for (uint32_t i = 0; i < pieces->count; i++) {
        const char *piece = pieces->items[i];
        const char *next = i + 1 < pieces->count ? pieces->items[i + 1] : NULL;
        if (piece[0] != '-') /* the value of a piece that is not ours */
            continue;
        const struct flag_rule *rule = find_rule(sorting->rules, piece);
        bool takes_next =
            rule->form == FORM_NEXT || (rule->form == FORM_EITHER && piece[rule->length] == '\0');
        const char *value = takes_next ? next : piece + rule->length;
        i += takes_next;
        if (value == NULL)
            return;
        if (is_kept_piece(rule))
            keep_option(sorting, rule, piece, value);
        else if (rule->action == ACTION_REFUSE)
            refuse(sorting, rule, piece, value);
    }
}

/* Cuts the value of a -Wp, at its commas. */
static void cut_pieces(struct sorting *sorting, const char *value, struct words *pieces)
{
    char *rest = arena_copy(sorting->arena, value, strlen(value) + 1);

    for (char *piece = strsep(&rest, ","); piece != NULL; piece = strsep(&rest, ","))
        vector_push(pieces, piece);
}

/* Gathers the run of options to be split that begins at word `at`: `-Xclang a -Xclang b` and
 * `-Wp,a,b`. Returns the word behind it. */
static uint32_t gather_pieces(struct sorting *sorting, uint32_t at, struct words *pieces)
{
    const struct words *command = sorting->command;
    uint32_t first = at;

    while (at < command->count) {
        const char *word = command->items[at];
        if (strncmp(word, "-Wp,", 4) == 0) {
            cut_pieces(sorting, word + 4, pieces);
            at++;
        } else if (strcmp(word, "-Xclang") != 0 && strcmp(word, "-Xpreprocessor") != 0) {
            break;
        } else if (at + 1 < command->count) {
            vector_push(pieces, command->items[at + 1]);
            at += 2;
        } else {
            at++; /* its value is missing */
        }
    }
    sorting->flags->n_dropped += at - first;
    return at;
}

static uint32_t split_pieces(struct sorting *sorting, uint32_t at)
{
    struct words pieces = {0};
    uint32_t behind = gather_pieces(sorting, at, &pieces);

    sort_pieces(sorting, &pieces);
    vector_deinit(&pieces);
    return behind;
}

static void set_language(struct sorting *sorting, const char *language)
{
    sorting->language = strcmp(language, "none") == 0 ? NULL : language;
}

/* Does what the rule says with an option. True if it was kept. */
static bool apply(struct sorting *sorting, const struct flag_rule *rule, const char *word,
                  const char *value)
{
    switch (rule->action) {
    case ACTION_KEEP:
        keep_option(sorting, rule, word, value);
        return true;
    case ACTION_DROP:
    case ACTION_PIECES: /* split before it comes here */
        return false;
    case ACTION_REFUSE:
        refuse(sorting, rule, word, value);
        return false;
    case ACTION_LLVM:
        if (strstr(value, "load") != NULL)
            refuse(sorting, rule, word, value);
        return false;
    case ACTION_LANGUAGE:
        set_language(sorting, value);
        return true;
    case ACTION_NOT_C:
        set_language(sorting, "objective-c");
        return true;
    case ACTION_STANDARD:
        if (!is_c_standard(value))
            return false;
        keep(sorting,
             rule->form == FORM_JOINED ? word : arena_printf(sorting->arena, "-std=%s", value));
        return true;
    case ACTION_PLAN9:
        keep(sorting, "-fms-extensions");
        return true;
    case ACTION_CPU:
        if (sorting->is_x86 && !compiler_knows_x86(value, false) &&
            !(is_32_bits(sorting) && compiler_knows_x86(value, true)))
            return false;
        if (!sorting->has_machine)
            return false;
        keep(sorting, word);
        return true;
    case ACTION_MACHINE:
        if (sorting->has_machine)
            keep(sorting, word);
        return sorting->has_machine;
    case ACTION_TARGET:
        set_target(sorting, value, strlen(value), compiler_knows_target(value, strlen(value)));
        return sorting->has_machine;
    case ACTION_OUTPUT:
        sorting->flags->output = value;
        return false;
    }
    return false;
}

/* find_rule() for the word at a position. */
static const struct flag_rule *recall_rule(struct sorting *sorting, uint32_t at)
{
    const char *word = sorting->command->items[at];
    struct flags *flags = sorting->flags;

    while (flags->memo.count <= at)
        vector_push(&flags->memo, (struct flag_memo){0});
    struct flag_memo *memo = &flags->memo.items[at];
    if (memo->word == NULL || strcmp(memo->word, word) != 0)
        memo->rule = find_rule(sorting->rules, word);
    memo->word = word;
    return memo->rule;
}

/* Sorts the option at word `at`; returns the word behind it and its value. */
static uint32_t sort_option(struct sorting *sorting, uint32_t at)
{
    const struct words *command = sorting->command;
    const char *word = command->items[at];
    const struct flag_rule *rule = recall_rule(sorting, at);

    if (rule->action == ACTION_PIECES)
        return split_pieces(sorting, at);
    bool takes_next =
        rule->form == FORM_NEXT || (rule->form == FORM_EITHER && word[rule->length] == '\0');
    if (takes_next && at + 1 == command->count) { /* the compiler would have refused it */
        sorting->flags->n_dropped++;
        return command->count;
    }
    const char *value = takes_next ? command->items[at + 1] : word + rule->length;
    if (!apply(sorting, rule, word, value))
        drop(sorting, rule, word, value);
    return at + (takes_next ? 2 : 1);
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

/* An input, or `-` for standard input. Only one thing about it is of interest. */
static void sort_input(struct sorting *sorting, const char *word)
{
    if (strcmp(last_part(word), sorting->file_name) == 0) {
        sorting->found_file = true;
        sorting->file_language = sorting->language;
    }
    sorting->flags->n_dropped++;
}

static bool has_extension(const char *name, const char *extension)
{
    const char *dot = strrchr(name, '.');

    return dot != NULL && strcmp(dot, extension) == 0;
}

/* Whether a file is C without an -x. */
static bool is_c_by_name(const struct compiler *compiler, const char *name)
{
    return compiler->language == COMPILER_C &&
           (has_extension(name, ".c") || has_extension(name, ".i"));
}

bool flags_may_be_c(const struct flags_command *command)
{
    if (command->compiler->language == COMPILER_OTHER)
        return false;
    if (is_c_by_name(command->compiler, last_part(command->file)))
        return true;
    for (uint32_t i = command->compiler->first_argument; i < command->words->count; i++) {
        const char *word = command->words->items[i];
        if (strncmp(word, "-x", 2) == 0 || strncmp(word, "--language", 10) == 0)
            return true;
    }
    return false;
}

/* Whether the main file is C, going by -x, else by the driver's name and the extension. Adds the -x
 * that libclang needs where it would think otherwise. */
static bool settle_language(struct sorting *sorting)
{
    const char *language = sorting->found_file ? sorting->file_language : sorting->language;

    if (sorting->compiler->language == COMPILER_OTHER)
        return false;
    if (language == NULL)
        return is_c_by_name(sorting->compiler, sorting->file_name);
    if (strcmp(language, "c") != 0 && strcmp(language, "cpp-output") != 0)
        return false;
    if (strcmp(language, "c") != 0 || !has_extension(sorting->file_name, ".c")) {
        keep(sorting, "-x");
        keep(sorting, language);
    }
    return true;
}

void flags_sort(const struct flag_rules *rules, const struct flags_command *command,
                struct arena *arena, struct notices *notices, struct flags *ret)
{
    const struct compiler *compiler = command->compiler;
    const struct words *words = command->words;
    struct sorting sorting = {
        .rules = rules,
        .command = words,
        .compiler = compiler,
        .arena = arena,
        .notices = notices,
        .flags = ret,
        .file_name = last_part(command->file),
        .has_machine = true,
        .is_x86 = true,
    };

    vector_clear(&ret->kept);
    ret->output = NULL;
    ret->n_dropped = 0;
    keep(&sorting, "clang");
    if (compiler->target != NULL)
        set_target(&sorting, compiler->target, compiler->target_length, compiler->has_target_clang);
    if (compiler->standard_flag != NULL)
        keep(&sorting, compiler->standard_flag);
    for (uint32_t at = compiler->first_argument; at < words->count;) {
        const char *word = words->items[at];
        if (word[0] == '-' && word[1] != '\0') {
            at = sort_option(&sorting, at);
        } else {
            sort_input(&sorting, word);
            at++;
        }
    }
    ret->is_c = settle_language(&sorting);
}

void flags_deinit(struct flags *flags)
{
    vector_deinit(&flags->kept);
    vector_deinit(&flags->memo);
}
