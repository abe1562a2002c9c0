/* The rules of a SARIF report: one for each check, with its help. */
#include "report/sarif.h"

#include "findings/finding.h"
#include "report/json_text.h"

#include <stranded/check.h>

#include <glib.h>
#include <jansson.h>
#include <stddef.h>

json_t *sarif_message(const char *text)
{
    json_t *message = json_object();

    json_object_set_new(message, "text", json_of_text(text));
    return message;
}

/* thread-not-joined -> ThreadNotJoined: what SARIF calls a rule's name, beside its id. */
static char *pascal_case(const char *name)
{
    GString *pascal = g_string_new(NULL);
    gboolean starts = TRUE;

    for (; *name; name++) {
        if (*name == '-')
            starts = TRUE;
        else
            g_string_append_c(pascal, starts ? g_ascii_toupper(*name) : *name);
        starts = *name == '-';
    }
    return g_string_free(pascal, FALSE);
}

static void append_example(GString *out, const char *title, const char *code, gboolean as_markdown)
{
    if (!code || !*code)
        return;
    g_autofree char *lines = g_strchomp(g_strdup(code));
    g_string_append_printf(out, as_markdown ? "\n\n%s:\n\n```c\n%s\n```" : "\n\n%s:\n\n%s", title,
                           lines);
}

static json_t *json_of_help(const struct check *check)
{
    g_autoptr(GString) text = g_string_new(check->help), markdown = g_string_new(check->help);
    json_t *help;

    append_example(text, "This is found", check->bad, FALSE);
    append_example(text, "This is not", check->good, FALSE);
    append_example(markdown, "This is found", check->bad, TRUE);
    append_example(markdown, "This is not", check->good, TRUE);
    help = sarif_message(text->str);
    json_object_set_new(help, "markdown", json_of_text(markdown->str));
    return help;
}

static json_t *json_of_check(const struct check *check)
{
    json_t *rule = json_object();
    g_autofree char *name = pascal_case(check->name);

    json_object_set_new(rule, "id", json_of_text(check->name));
    json_object_set_new(rule, "name", json_of_text(name));
    json_object_set_new(rule, "shortDescription", sarif_message(check->title));
    if (check->help && *check->help) {
        json_object_set_new(rule, "fullDescription", sarif_message(check->help));
        json_object_set_new(rule, "help", json_of_help(check));
    }
    json_object_set_new(rule, "defaultConfiguration", json_pack("{s:s}", "level", "warning"));
    json_object_set_new(rule, "properties",
                        json_pack("{s:[s,s], s:s, s:s}", "tags", "reliability", "concurrency",
                                  "precision", "high", "problem.severity", "warning"));
    return rule;
}

json_t *sarif_rules(const struct report *report, GHashTable *ret_numbers)
{
    const struct check *const *known = report->options.checks;
    json_t *rules = json_array();

    for (; known && *known; known++) {
        g_hash_table_insert(ret_numbers, g_strdup((*known)->name),
                            GUINT_TO_POINTER((guint)json_array_size(rules)));
        json_array_append_new(rules, json_of_check(*known));
    }
    for (size_t i = 0; i < report->n_shown; i++) {
        const struct check unknown = {.name = report->shown[i]->check,
                                      .title = report->shown[i]->check};

        if (g_hash_table_contains(ret_numbers, unknown.name))
            continue;
        g_hash_table_insert(ret_numbers, g_strdup(unknown.name),
                            GUINT_TO_POINTER((guint)json_array_size(rules)));
        json_array_append_new(rules, json_of_check(&unknown));
    }
    return rules;
}
