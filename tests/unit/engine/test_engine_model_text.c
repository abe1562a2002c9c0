/* Models as the front end gets them: declarations in front, every line in its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/model_text.h"

static void test_prelude(void **state)
{
    static const struct {
        const char *what, *header, *expected;
    } cases[] = {
        {"nothing", "", " "},
        {"a declaration", "int f(void);\n", "int f(void);  "},
        {"comments", "/* a\n * b */int f(/* c */void);", "int f(void); "},
        {"directives", "#ifndef A\n#define A \\\n  1\nint f(void);\n#endif\n", "  int f(void);   "},
        {"what is for C++", "#ifdef __cplusplus\nextern \"C\" {\n#endif\nint f(void);",
         " int f(void); "},
        {"a comment without an end", "int f(void);/* a", "int f(void); "},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *prelude = model_prelude_new(cases[i].header, strlen(cases[i].header));

        if (strcmp(prelude, cases[i].expected) != 0)
            print_error("%s: ", cases[i].what);
        assert_string_equal(prelude, cases[i].expected);
        free(prelude);
    }
}

static void test_text(void **state)
{
    static const struct {
        const char *what, *text, *expected;
    } cases[] = {
        {"nothing", "", "P;"},
        {"no include", "int f;\n", "P;int f;\n"},
        {"the include", "a\n#include <stranded/primitives.h>\nb\n",
         "P;a\n                                \nb\n"},
        {"the include in the first line", "#include <stranded/primitives.h>\nb",
         "P;                                \nb"},
        {"with blanks", "  #  include  <stranded/primitives.h> // x\nb",
         "P;                                          \nb"},
        {"another include", "#include <stranded/other.h>\n", "P;#include <stranded/other.h>\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        size_t size;
        char *text = model_text_new("P;", cases[i].text, strlen(cases[i].text), &size);

        if (strcmp(text, cases[i].expected) != 0)
            print_error("%s: ", cases[i].what);
        assert_string_equal(text, cases[i].expected);
        assert_int_equal(size, strlen(cases[i].expected));
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prelude),
        cmocka_unit_test(test_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
