#include "project/compiler.h"

#include "project/words.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

/* Programs that run the command in the words behind them. */
static const char *const launchers[] = {
    "buildcache", "ccache",  "chronic",    "colorgcc", "command", "cov-build", "dash",   "distcc",
    "env",        "exec",    "fakeroot",   "gomacc",   "icecc",   "icerun",    "ionice", "libtool",
    "nice",       "sccache", "scan-build", "sh",       "bash",    "time",      "zig",
};

/* Compilers of other languages, and those whose options are not GCC's. */
static const char *const others[] = {
    "armasm", "as",        "bcc32",     "cl",    "clang-cl", "f77",      "f90",      "f95",
    "flang",  "flang-new", "fpc",       "g77",   "gdc",      "gfortran", "gnatbind", "gnatmake",
    "go",     "hipcc",     "ifort",     "ifx",   "javac",    "ldc2",     "ml64",     "nasm",
    "nvc",    "nvcc",      "nvfortran", "rustc", "swiftc",   "valac",    "windres",  "yasm",
};

/* Architectures that clang 19 has a target for. Those that begin with arm or thumb are not here. */
static const char *const clang_arches[] = {
    "aarch64",
    "aarch64_32",
    "aarch64_be",
    "amd64",
    "amdgcn",
    "arc",
    "avr",
    "bpf",
    "bpfeb",
    "bpfel",
    "csky",
    "hexagon",
    "i386",
    "i486",
    "i586",
    "i686",
    "i786",
    "lanai",
    "loongarch32",
    "loongarch64",
    "m68k",
    "mips",
    "mips64",
    "mips64el",
    "mipsel",
    "mipsisa32r6",
    "mipsisa32r6el",
    "mipsisa64r6",
    "mipsisa64r6el",
    "msp430",
    "nvptx",
    "nvptx64",
    "powerpc",
    "powerpc64",
    "powerpc64le",
    "powerpcle",
    "ppc",
    "ppc64",
    "ppc64le",
    "riscv32",
    "riscv64",
    "s390x",
    "sparc",
    "sparc64",
    "sparcel",
    "sparcv9",
    "ve",
    "wasm32",
    "wasm64",
    "x86_64",
    "xcore",
};

/* Architectures of GCC that clang lacks: their drivers' names are told from `my-tool-gcc` by these. */
static const char *const gcc_arches[] = {
    "alpha",      "arceb",        "bfin",   "c6x",     "cris",    "epiphany", "frv",     "ft32",
    "h8300",      "hppa",         "hppa64", "ia64",    "iq2000",  "lm32",     "m32r",    "mcore",
    "microblaze", "microblazeel", "mmix",   "mn10300", "moxie",   "nds32be",  "nds32le", "nios2",
    "or1k",       "pdp11",        "pru",    "rl78",    "rx",      "s390",     "sh",      "sh2",
    "sh3",        "sh4",          "shle",   "tilegx",  "tilepro", "tricore",  "v850",    "vax",
    "visium",     "xstormy16",    "xtensa",
};

/* Of `clang-19 --print-supported-cpus`, those that -march= takes for 64 bits. */
static const char *const x86_64_cpus[] = {
    "alderlake",
    "amdfam10",
    "arrowlake",
    "arrowlake-s",
    "athlon-fx",
    "athlon64",
    "athlon64-sse3",
    "atom",
    "barcelona",
    "bdver1",
    "bdver2",
    "bdver3",
    "bdver4",
    "bonnell",
    "broadwell",
    "btver1",
    "btver2",
    "cannonlake",
    "cascadelake",
    "clearwaterforest",
    "cooperlake",
    "core-avx-i",
    "core-avx2",
    "core2",
    "corei7",
    "corei7-avx",
    "emeraldrapids",
    "goldmont",
    "goldmont-plus",
    "gracemont",
    "grandridge",
    "graniterapids",
    "graniterapids-d",
    "haswell",
    "icelake-client",
    "icelake-server",
    "ivybridge",
    "k8",
    "k8-sse3",
    "knl",
    "knm",
    "lunarlake",
    "meteorlake",
    "native",
    "nehalem",
    "nocona",
    "opteron",
    "opteron-sse3",
    "pantherlake",
    "penryn",
    "raptorlake",
    "rocketlake",
    "sandybridge",
    "sapphirerapids",
    "sierraforest",
    "silvermont",
    "skx",
    "skylake",
    "skylake-avx512",
    "slm",
    "tigerlake",
    "tremont",
    "westmere",
    "x86-64",
    "x86-64-v2",
    "x86-64-v3",
    "x86-64-v4",
    "znver1",
    "znver2",
    "znver3",
    "znver4",
    "znver5",
};

static const char *const x86_32_cpus[] = {
    "athlon",      "athlon-4", "athlon-mp",  "athlon-tbird", "athlon-xp", "c3",
    "c3-2",        "geode",    "i386",       "i486",         "i586",      "i686",
    "k6",          "k6-2",     "k6-3",       "lakemont",     "pentium",   "pentium-m",
    "pentium-mmx", "pentium2", "pentium3",   "pentium3m",    "pentium4",  "pentium4m",
    "pentiumpro",  "prescott", "winchip-c6", "winchip2",     "yonah",
};

static bool is_among(const char *name, size_t length, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strncmp(list[i], name, length) == 0 && list[i][length] == '\0')
            return true;
    }
    return false;
}

#define IS_AMONG(name, length, list) is_among((name), (length), (list), G_N_ELEMENTS(list))

static size_t arch_length(const char *target, size_t length)
{
    const char *dash = memchr(target, '-', length);

    return dash == NULL ? length : (size_t)(dash - target);
}

bool compiler_knows_target(const char *target, size_t length)
{
    size_t arch = arch_length(target, length);

    return (arch >= 3 && strncmp(target, "arm", 3) == 0) ||
           (arch >= 5 && strncmp(target, "thumb", 5) == 0) || IS_AMONG(target, arch, clang_arches);
}

bool compiler_knows_x86(const char *cpu, bool in_32_bits)
{
    size_t length = strlen(cpu);

    return IS_AMONG(cpu, length, x86_64_cpus) || (in_32_bits && IS_AMONG(cpu, length, x86_32_cpus));
}

/* A program's name in a word: without folders, .exe and a version such as -12 or -4.9.2. */
static const char *program_name(const char *word, size_t *ret_length)
{
    const char *slash = strrchr(word, '/');
    const char *name = slash == NULL ? word : slash + 1;
    size_t length = strlen(name);

    if (length > 4 && g_ascii_strcasecmp(name + length - 4, ".exe") == 0)
        length -= 4;
    size_t digits = length;
    while (digits > 0 && (g_ascii_isdigit(name[digits - 1]) || name[digits - 1] == '.'))
        digits--;
    if (digits > 1 && digits < length && name[digits - 1] == '-')
        length = digits - 1;
    *ret_length = length;
    return name;
}

static bool is_assignment(const char *word)
{
    const char *at = word;

    while (g_ascii_isalnum(*at) || *at == '_')
        at++;
    return at != word && *at == '=' && !g_ascii_isdigit(*word);
}

static bool is_launcher(const char *name, size_t length)
{
    static const char suffix[] = "-libtool"; /* of a host's own libtool */
    size_t suffix_length = sizeof(suffix) - 1;

    return IS_AMONG(name, length, launchers) ||
           (length > suffix_length &&
            strncmp(name + length - suffix_length, suffix, suffix_length) == 0);
}

/* The word behind a launcher's own options. `env -u NAME` and `nice -n 5` have one with a value. */
static uint32_t skip_options(const struct words *command, uint32_t at)
{
    while (at < command->count && command->items[at][0] == '-') {
        const char *option = command->items[at];
        bool has_value = strcmp(option, "-u") == 0 || strcmp(option, "-n") == 0;
        at += has_value ? 2 : 1;
    }
    return at;
}

/* Splits PREFIX-driver; the prefix is a target if its first part is an architecture. */
static void find_target(const char *name, size_t length, struct compiler *compiler)
{
    const char *dash = memrchr(name, '-', length);

    if (dash == NULL)
        return;
    size_t prefix = (size_t)(dash - name);
    bool is_known = compiler_knows_target(name, prefix);
    if (!is_known && !IS_AMONG(name, arch_length(name, prefix), gcc_arches))
        return;
    compiler->target = name;
    compiler->target_length = prefix;
    compiler->has_target_clang = is_known;
}

static void read_name(const char *name, size_t length, struct compiler *compiler)
{
    const char *dash = memrchr(name, '-', length);
    const char *driver = dash == NULL ? name : dash + 1;
    size_t driver_length = length - (size_t)(driver - name);

    if (memmem(name, length, "++", 2) != NULL)
        compiler->language = COMPILER_CXX;
    else if (IS_AMONG(name, length, others) || IS_AMONG(driver, driver_length, others))
        compiler->language = COMPILER_OTHER;
    if (g_str_has_prefix(name, "c99") && (length == 3 || name[3] == '-'))
        compiler->standard_flag = "-std=c99";
    else if (g_str_has_prefix(name, "c89") && (length == 3 || name[3] == '-'))
        compiler->standard_flag = "-std=c89";
    find_target(name, length, compiler);
}

bool compiler_find(const struct words *command, struct compiler *ret)
{
    struct compiler compiler = {.language = COMPILER_C};
    const char *name = NULL;
    size_t length = 0;
    uint32_t at = 0;

    for (;;) {
        while (at < command->count && is_assignment(command->items[at]))
            at++;
        if (at >= command->count)
            return false;
        name = program_name(command->items[at], &length);
        if (length == 0)
            return false;
        at++;
        if (!is_launcher(name, length))
            break;
        at = skip_options(command, at);
    }
    read_name(name, length, &compiler);
    compiler.first_argument = at;
    *ret = compiler;
    return true;
}
