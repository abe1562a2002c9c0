/* Splitting commands as a shell would, without one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>

#include "base/vector.h"
#include "project/shell.h"

struct shell_case {
    const char *command;
    const char *words; /* each as [word]; NULL: it can't be split */
    const char *rest;  /* behind the operator that ended it */
};

static const struct shell_case shell_cases[] = {
    {"", "", ""},
    {"  \t ", "", ""},
    {"gcc -c a.c", "[gcc][-c][a.c]", ""},
    {" gcc\t-c  a.c ", "[gcc][-c][a.c]", ""},
    {"gcc '-DA=\"b c\"' x", "[gcc][-DA=\"b c\"][x]", ""},
    {"gcc -DA=\\\"b\\ c\\\"", "[gcc][-DA=\"b c\"]", ""},
    {"gcc \"-DA=\\\"b\\\"\" \"\\$HOME\" \"\\a\\\\\"", "[gcc][-DA=\"b\"][$HOME][\\a\\]", ""},
    {"gcc '' \"\" x", "[gcc][][][x]", ""},
    {"gcc a'b'\"c\"\\d", "[gcc][abcd]", ""},
    {"gcc 'it'\\''s'", "[gcc][it's]", ""},
    {"gcc 'a\nb'", "[gcc][a\nb]", ""},
    {"gcc -DA \\\n -DB", "[gcc][-DA][-DB]", ""},
    {"gcc \"a\\\nb\"", "[gcc][ab]", ""},
    /* nothing is expanded */
    {"gcc $(touch x) `touch x` $HOME ${HOME} ~ * # no comment",
     "[gcc][$(touch][x)][`touch][x`][$HOME][${HOME}][~][*][#][no][comment]", ""},
    {"gcc \"$(touch x)\"", "[gcc][$(touch x)]", ""},
    /* bytes are bytes */
    {"gcc \xff\xfe.c \xc3\xa9.c", "[gcc][\xff\xfe.c][\xc3\xa9.c]", ""},
    /* operators */
    {"cd /x && gcc", "[cd][/x]", " gcc"},
    {"cd /x&&gcc", "[cd][/x]", "gcc"},
    {"a;b", "[a]", "b"},
    {"a||b", "[a]", "b"},
    {"a | b", "[a]", " b"},
    {"a & b", "[a]", " b"},
    {"a\nb", "[a]", "b"},
    {"a '&&' b", "[a][&&][b]", ""},
    {"&& b", "", " b"},
    /* redirections */
    {"gcc a.c >log b", "[gcc][a.c][b]", ""},
    {"gcc a.c > log", "[gcc][a.c]", ""},
    {"gcc a.c >> 'my log' b", "[gcc][a.c][b]", ""},
    {"gcc a.c >&1 b", "[gcc][a.c][b]", ""},
    {"gcc <in b", "[gcc][b]", ""},
    {"gcc >", "[gcc]", ""},
    /* quotes without an end */
    {"gcc 'a", NULL, NULL},
    {"gcc \"a", NULL, NULL},
    {"gcc \"a\\", NULL, NULL},
    {"gcc a\\", NULL, NULL},
};

static void test_split(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(shell_cases); i++) {
        const struct shell_case *c = &shell_cases[i];
        char *copy = g_strdup(c->command);
        char *at = copy;
        const char *problem = NULL;
        struct words words = {0};
        GString *got = g_string_new(NULL);
        bool ok = shell_split(&at, &words, &problem);

        if (ok != (c->words != NULL))
            fail_msg("%s: %s", c->command, ok ? "was split" : problem);
        for (uint32_t k = 0; k < words.count; k++)
            g_string_append_printf(got, "[%s]", words.items[k]);
        if (ok) {
            assert_string_equal(got->str, c->words);
            assert_string_equal(at, c->rest);
        } else {
            assert_non_null(problem);
        }
        g_string_free(got, TRUE);
        vector_deinit(&words);
        g_free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_split)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
