/* Which names a source holds, without parsing it. */
#include "engine/unseen.h"

#include <glib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void note(void *data, enum unseen_kind kind, const char *name, size_t length)
{
    static const char letters[] = {
        [UNSEEN_WORD] = 'w', [UNSEEN_MACRO] = 'm',   [UNSEEN_MEANING] = '=',
        [UNSEEN_BODY] = 'b', [UNSEEN_INCLUDE] = 'i',
    };

    g_string_append_printf(data, " %c:%.*s", letters[kind], (int)length, name);
}

static void names(void **state)
{
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"", ""},
        {"a b1 _c 1d 0x1f", " w:a w:b1 w:_c"},
        {"a /* b */ c // d\ne", " w:a w:c w:e"},
        {"a // b \\\n c\nd", " w:a w:d"},
        {"f(\"x \\\" y\", 'z', '\\'')", " w:f"},
        {"a /* b", " w:a"},
        {"\"a", ""},
        {"#define A(x) b(x) \\\n c\nd", " m:A =:x =:b =:x =:c w:d"},
        {"  #  define A\nb", " m:A w:b"},
        {"#include \"x/y.h\"\n#include <z.h>\n", " i:x/y.h i:z.h"},
        {"#ifdef A\nb\n#endif", " w:A w:b"},
        {"int f(int a) { g(); }", " w:int w:f w:int w:a b:f w:g"},
        {"int f(int a);\nint h(void)\n{\n}", " w:int w:f w:int w:a w:int w:h w:void b:h"},
        {"void (*t[])(int) = { f };", " w:void w:t w:int w:f"},
        {"struct s { int a; } f(void) {}", " w:struct w:s w:int w:a w:f w:void b:f"},
        {"void f(void (*g)(int)) {}", " w:void w:f w:void w:g w:int b:f"},
        {"void f(void) __attribute__((cold));\nvoid g(void) {}",
         " w:void w:f w:void w:__attribute__ w:cold w:void w:g w:void b:g"},
        {"}}} )) int f(void) {", " w:int w:f w:void b:f"},
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) found = g_string_new(NULL);
        unseen_read(rows[i].text, strlen(rows[i].text), note, found);
        assert_string_equal(found->str, rows[i].expected);
    }
}

/* Every beginning of a text is one that may come. */
static void cut_off(void **state)
{
    static const char text[] =
        "#define A(x) \"\\\"\" /* */ \\\n 'c'\n#include <a.h>\nint f(a) { /**/ }\\";

    (void)state;
    for (size_t size = 0; size < sizeof(text); size++) {
        g_autoptr(GString) found = g_string_new(NULL);
        g_autofree char *copy = g_memdup2(text, size); /* so that a byte too far is seen */
        unseen_read(copy ? copy : "", size, note, found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(cut_off),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
