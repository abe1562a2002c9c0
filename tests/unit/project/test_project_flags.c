/* Which flags of a command reach libclang, and what is said of the others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "base/arena.h"
#include "project/compiler.h"
#include "project/flags.h"
#include "project/notices.h"
#include "project/shell.h"

struct flag_case {
    const char *command; /* of a.c unless a `file` is given */
    const char *kept;    /* NULL: no C unit */
    const char *notices; /* "subject;subject", or NULL for none */
    const char *file;
};

static const struct flag_case flag_cases[] = {
    {.command = "gcc -c a.c", .kept = "clang"},
    {.command = "gcc", .kept = "clang"},
    {.command = "gcc -O2 -g -Wall -Wextra -pedantic -Werror -Wfoo=3 -w -c -o a.o a.c",
     .kept = "clang -O2"},

    /* the preprocessor, joined and apart */
    {.command = "gcc -DA -D B=1 -UC -U D -Ix -I y -isystem z -isystemz -iquote q -idirafter r a.c",
     .kept = "clang -DA -D B=1 -UC -U D -Ix -I y -isystem z -isystemz -iquote q -idirafter r"},
    {.command = "gcc -include c.h -imacros m.h -nostdinc -undef -pthread --sysroot=/s --sysroot /t "
                "-isysroot /u a.c",
     .kept = "clang -include c.h -imacros m.h -nostdinc -undef -pthread --sysroot=/s --sysroot /t "
             "-isysroot /u"},
    {.command = "gcc --define-macro=A --define-macro B --include-directory=x --include c.h a.c",
     .kept = "clang --define-macro=A --define-macro B --include-directory=x --include c.h"},
    {.command = "gcc -I- a.c", .kept = "clang"},
    {.command = "gcc a.c -D", .kept = "clang"},
    {.command = "gcc a.c -o", .kept = "clang"},

    /* language */
    {.command = "gcc -std=gnu11 a.c", .kept = "clang -std=gnu11"},
    {.command = "gcc --std=c99 --std c11 a.c", .kept = "clang --std=c99 -std=c11"},
    {.command = "gcc -std=gnu42 -std=c++17 a.c", .kept = "clang"},
    {.command =
         "gcc -ansi -fsigned-char -fno-signed-char -funsigned-char -fshort-enums -fgnu89-inline "
         "-fms-extensions -ffreestanding -fno-builtin -fno-builtin-printf a.c",
     .kept = "clang -ansi -fsigned-char -fno-signed-char -funsigned-char -fshort-enums "
             "-fgnu89-inline -fms-extensions -ffreestanding -fno-builtin -fno-builtin-printf"},
    {.command = "gcc -fplan9-extensions a.c", .kept = "clang -fms-extensions"},
    {.command = "gcc -fPIC -fPIE a.c", .kept = "clang -fPIC -fPIE"},
    {.command = "gcc -fno-strict-aliasing -fstack-protector-strong -fvisibility=hidden -fopenmp "
                "-fsanitize=address -ftree-vectorize -fconserve-stack -fzzz a.c",
     .kept = "clang"},
    {.command = "gcc -x c a.inc", .kept = "clang -x c", .file = "a.inc"},
    {.command = "gcc -xc a.c", .kept = "clang"},
    {.command = "gcc --language=c a.inc", .kept = "clang -x c", .file = "a.inc"},
    {.command = "gcc a.inc", .kept = NULL, .file = "a.inc"},
    {.command = "gcc -c a.i", .kept = "clang", .file = "a.i"},
    {.command = "gcc -x cpp-output a.c", .kept = "clang -x cpp-output"},
    {.command = "gcc -x c++ a.c", .kept = NULL},
    {.command = "gcc -xc++ a.c", .kept = NULL},
    {.command = "gcc -x c++ b.cc -x c a.c", .kept = "clang"},
    {.command = "gcc -x c a.c -x c++ b.cc", .kept = "clang"},
    {.command = "gcc -x c++ b.cc -x none a.c", .kept = "clang"},
    {.command = "gcc -x c-header a.h", .kept = NULL, .file = "a.h"},
    {.command = "gcc -ObjC a.c", .kept = NULL},

    /* other languages by extension and by driver */
    {.command = "gcc a.h", .kept = NULL, .file = "a.h"},
    {.command = "gcc a.cc", .kept = NULL, .file = "a.cc"},
    {.command = "gcc a.C", .kept = NULL, .file = "a.C"},
    {.command = "gcc a.cpp", .kept = NULL, .file = "a.cpp"},
    {.command = "gcc a.m", .kept = NULL, .file = "a.m"},
    {.command = "gcc a.S", .kept = NULL, .file = "a.S"},
    {.command = "gcc a.s", .kept = NULL, .file = "a.s"},
    {.command = "gfortran a.f90", .kept = NULL, .file = "a.f90"},
    {.command = "nvcc a.cu", .kept = NULL, .file = "a.cu"},
    {.command = "nvcc a.c", .kept = NULL},
    {.command = "g++ a.c", .kept = NULL},
    {.command = "/usr/bin/x86_64-linux-gnu-g++-12 a.c", .kept = NULL},
    {.command = "clang++-19 a.c", .kept = NULL},
    {.command = "c++ a.c", .kept = NULL},
    {.command = "g++ -x c a.c", .kept = "clang"},
    {.command = "clang-cl /c a.c", .kept = NULL},
    {.command = "cl.exe /c a.c", .kept = NULL},

    /* launchers, versions, unknown wrappers */
    {.command = "ccache gcc-12 -DA a.c", .kept = "clang -DA"},
    {.command = "/usr/bin/ccache distcc /opt/x/bin/gcc -DA a.c", .kept = "clang -DA"},
    {.command = "env A=b -u C D=e gcc -DA a.c", .kept = "clang -DA"},
    {.command = "CCACHE_DIR=/x gcc -DA a.c", .kept = "clang -DA"},
    {.command = "/bin/bash ../libtool --tag=CC --mode=compile gcc -DA -c a.c -o a.lo",
     .kept = "clang -DA"},
    {.command = "nice -n 5 gcc -DA a.c", .kept = "clang -DA"},
    {.command = "ccache g++ a.c", .kept = NULL},
    {.command = "zig cc -DA a.c", .kept = "clang -DA"},
    {.command = "my-wrapper gcc -DA a.c", .kept = "clang -DA"},
    {.command = "afl-gcc -DA a.c", .kept = "clang -DA"},
    {.command = "tcc.exe -DA a.c", .kept = "clang -DA"},
    {.command = "c99 -DA a.c", .kept = "clang -std=c99 -DA"},

    /* cross compilers */
    {.command = "arm-linux-gnueabihf-gcc -mthumb a.c",
     .kept = "clang --target=arm-linux-gnueabihf -mthumb"},
    {.command = "/x/aarch64-linux-gnu-gcc-12.2 -mcpu=cortex-a53 a.c",
     .kept = "clang --target=aarch64-linux-gnu -mcpu=cortex-a53"},
    {.command = "arm-none-eabi-clang a.c", .kept = "clang --target=arm-none-eabi"},
    {.command = "avr-gcc -mmcu=atmega328p a.c", .kept = "clang --target=avr -mmcu=atmega328p"},
    {.command = "i686-w64-mingw32-gcc -march=pentium4 a.c",
     .kept = "clang --target=i686-w64-mingw32 -march=pentium4"},
    {.command = "xtensa-esp32-elf-gcc -mlongcalls -mfoo -DA a.c",
     .kept = "clang -DA",
     .notices = "xtensa-esp32-elf"},
    {.command = "clang -target armv7-linux-gnueabi --target=mips-linux-gnu a.c",
     .kept = "clang --target=armv7-linux-gnueabi --target=mips-linux-gnu"},
    {.command = "clang --target=nonsense -DA a.c", .kept = "clang -DA", .notices = "nonsense"},
    {.command = "sh4-linux-gnu-g++ a.c", .kept = NULL},

    /* machine */
    {.command = "gcc -m32 -m64 -msse4.2 -mno-red-zone -march=haswell -mtune=foo a.c",
     .kept = "clang -m32 -m64 -msse4.2 -mno-red-zone -march=haswell"},
    {.command = "gcc -march=native a.c", .kept = "clang -march=native"},
    {.command = "gcc -march=lujiazui -march=i686 a.c", .kept = "clang"},
    {.command = "gcc -m32 -march=i686 a.c", .kept = "clang -m32 -march=i686"},
    {.command = "gcc -mpreferred-stack-boundary=3 -mindirect-branch=thunk-extern -mrecip "
                "-mindirect-branch-register -maccumulate-outgoing-args -mveclibabi=svml a.c",
     .kept = "clang"},

    /* what writes, prints or stops early */
    {.command = "gcc -MD -MMD -MP -MF a.d -MFa.d -MT a.o -MQ a.o -Wp,-MD,a.d -Wp,-MMD,a.d -M -H -v "
                "-### -E -S -save-temps -save-temps=obj -dumpdir d -dumpbase b -P -dM a.c",
     .kept = "clang"},
    {.command = "gcc -fprofile-generate -fprofile-arcs --coverage -ftest-coverage -gsplit-dwarf "
                "-fstack-usage -fdump-tree-all -ftime-trace -fsave-optimization-record a.c",
     .kept = "clang"},
    {.command = "clang --serialize-diagnostics a.dia -index-store-path s -MJ a.json a.c",
     .kept = "clang"},

    /* the linker's */
    {.command = "gcc -lm -l m -Lx -L x -Wl,-z,now -shared -static -rdynamic -T s.ld -u main -z now "
                "-Xlinker -O1 -nostdlib b.o c.a d.so a.c",
     .kept = "clang"},
    {.command = "gcc --param max-inline=3 --param=x=1 -aux-info x a.c", .kept = "clang"},

    /* what loads or runs something */
    {.command = "gcc -fplugin=x.so -fplugin-arg-x-y=1 a.c",
     .kept = "clang",
     .notices = "-fplugin=x.so"},
    {.command = "clang -fpass-plugin=x.so a.c", .kept = "clang", .notices = "-fpass-plugin=x.so"},
    {.command = "clang -Xclang -load -Xclang x.so -DA a.c",
     .kept = "clang -DA",
     .notices = "-load x.so"},
    {.command = "clang -Xclang -load a.c", .kept = "clang"},
    {.command = "clang -Xclang -plugin -Xclang x a.c", .kept = "clang"},
    {.command = "clang -mllvm -load=x.so a.c", .kept = "clang", .notices = "-mllvm -load=x.so"},
    {.command = "clang -mllvm -inline-threshold=1 a.c", .kept = "clang"},
    {.command = "gcc -wrapper gdb,--args a.c", .kept = "clang", .notices = "-wrapper gdb,--args"},
    {.command = "gcc -Bx -B y a.c", .kept = "clang", .notices = "-B y;-Bx"},
    {.command = "gcc -specs=x --specs=y a.c", .kept = "clang", .notices = "--specs=y;-specs=x"},
    {.command = "clang --config=x --config y a.c",
     .kept = "clang",
     .notices = "--config y;--config=x"},
    {.command = "clang -include-pch x.pch a.c", .kept = "clang", .notices = "-include-pch x.pch"},
    {.command = "clang -ivfsoverlay x.yaml a.c", .kept = "clang", .notices = "-ivfsoverlay x.yaml"},
    {.command = "clang -fmodules -fmodules-cache-path=x -fmodule-map-file=y a.c",
     .kept = "clang",
     .notices = "-fmodule-map-file=y;-fmodules;-fmodules-cache-path=x"},
    /* flags of a file that is not ours are nobody's business */
    {.command = "g++ -fplugin=x.so a.cc", .kept = NULL, .file = "a.cc"},

    /* options for the parts of the compiler */
    {.command = "gcc -Wp,-D_FORTIFY_SOURCE=2 -Wp,-MD,x.d,-DA,-I,y -Wa,-mx a.c",
     .kept = "clang -D_FORTIFY_SOURCE=2 -DA -I y"},
    {.command = "gcc -Xpreprocessor -DA -Xpreprocessor -D -Xpreprocessor B -Xassembler -c a.c",
     .kept = "clang -DA -D B"},
    {.command = "clang -Xclang -include-pch -Xclang p.pch -Xclang -include -Xclang p.h -DA a.c",
     .kept = "clang -include p.h -DA",
     .notices = "-include-pch p.pch"},
    {.command = "clang -Xclang -emit-pch -Xclang", .kept = "clang"},

    /* words are taken as they are */
    {.command = "gcc '-DA=\"b c\"' '-DN=\n' -D\xff a.c", .kept = "clang -DA=\"b c\" -DN=\n -D\xff"},
};

static char *joined(const struct words *words)
{
    GString *out = g_string_new(NULL);

    for (uint32_t i = 0; i < words->count; i++)
        g_string_append_printf(out, "%s%s", i > 0 ? " " : "", words->items[i]);
    return g_string_free(out, FALSE);
}

static char *subjects(const struct notices *notices, struct arena *arena)
{
    GString *out = g_string_new(NULL);
    size_t count;
    const struct project_notice *list = notices_list(notices, arena, &count);

    for (size_t i = 0; i < count; i++)
        g_string_append_printf(out, "%s%s", i > 0 ? ";" : "", list[i].subject);
    return g_string_free(out, FALSE);
}

struct sorted {
    bool is_c;
    char *kept, *subjects;
};

static struct sorted sort(const struct flag_rules *rules, const struct flag_case *c,
                          struct flags *flags)
{
    struct arena *arena = arena_new();
    struct notices *notices = notices_new();
    struct words words = {0};
    struct compiler compiler;
    char *copy = g_strdup(c->command);
    char *at = copy;
    const char *problem;

    assert_true(shell_split(&at, &words, &problem));
    assert_true(compiler_find(&words, &compiler));
    struct flags_command command = {&words, &compiler, c->file != NULL ? c->file : "dir/a.c"};
    flags->is_c = false;
    if (flags_may_be_c(&command))
        flags_sort(rules, &command, arena, notices, flags);
    struct sorted sorted = {
        .is_c = flags->is_c,
        .kept = joined(&flags->kept),
        .subjects = subjects(notices, arena),
    };
    /* The words die here, so nothing may be remembered of them. */
    vector_deinit(&flags->memo);
    vector_deinit(&words);
    notices_free(notices);
    arena_free(arena);
    g_free(copy);
    return sorted;
}

static void test_sort(void **state)
{
    struct flag_rules *rules = flag_rules_new();
    struct flags flags = {0};

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(flag_cases); i++) {
        const struct flag_case *c = &flag_cases[i];
        struct sorted sorted = sort(rules, c, &flags);
        if (sorted.is_c != (c->kept != NULL))
            fail_msg("%s: is %sC", c->command, sorted.is_c ? "" : "not ");
        if (sorted.is_c && strcmp(sorted.kept, c->kept) != 0)
            fail_msg("%s: gave %s", c->command, sorted.kept);
        if (strcmp(sorted.subjects, c->notices != NULL ? c->notices : "") != 0)
            fail_msg("%s: said %s", c->command, sorted.subjects);
        g_free(sorted.kept);
        g_free(sorted.subjects);
    }
    flags_deinit(&flags);
    flag_rules_free(rules);
}

static void test_output_and_count(void **state)
{
    struct flag_rules *rules = flag_rules_new();
    struct arena *arena = arena_new();
    struct notices *notices = notices_new();
    struct flags flags = {0};
    struct words words = {0};
    struct compiler compiler;
    char command_text[] = "gcc -DA -Wall -MF x.d -c -o x/a.o -Wp,-DB a.c";
    char *at = command_text;
    const char *problem;

    (void)state;
    assert_true(shell_split(&at, &words, &problem));
    assert_true(compiler_find(&words, &compiler));
    struct flags_command command = {&words, &compiler, "a.c"};
    /* Twice, the second time from memory: it has to say the same. */
    for (int round = 0; round < 2; round++) {
        flags_sort(rules, &command, arena, notices, &flags);
        assert_string_equal(flags.output, "x/a.o");
        /* -Wall, -MF x.d, -c, -o x/a.o, -Wp,-DB (what it held is kept), a.c */
        assert_int_equal(flags.n_dropped, 8);
        assert_int_equal(flags.kept.count, 3);
    }
    flags_deinit(&flags);
    vector_deinit(&words);
    notices_free(notices);
    arena_free(arena);
    flag_rules_free(rules);
}

static void test_no_compiler(void **state)
{
    static const char *const commands[] = {"", "ccache", "env A=b", "A=b C=d", "ccache -x", "dir/"};

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        struct words words = {0};
        struct compiler compiler;
        char *copy = g_strdup(commands[i]);
        char *at = copy;
        const char *problem;
        assert_true(shell_split(&at, &words, &problem));
        if (compiler_find(&words, &compiler))
            fail_msg("%s: has a compiler", commands[i]);
        vector_deinit(&words);
        g_free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sort),
        cmocka_unit_test(test_output_and_count),
        cmocka_unit_test(test_no_compiler),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
