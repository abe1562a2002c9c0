/* The bare libclang parse of a project's units, the measure of a cold run: nothing is looked at,
 * each unit is disposed of at once.
 *
 * usage: bench-parse JOBS safe PROJECT [FILE]  the flags that project/ makes of the build's, parsed
 *                                              as the front end does; FILE = that unit alone
 *        bench-parse JOBS given LIST           the build's own flags and no others
 *
 * LIST is a file of NUL-terminated words, a unit after the other: its directory, its main file, its
 * flags (the first is "clang"), an empty word.
 *
 * Prints "UNITS FAILED". Exits 0 unless nothing could be parsed at all. */
#include <glib.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frontend/clang_api.h"
#include "frontend/frontend.h"
#include "project/project.h"

enum mode { MODE_SAFE, MODE_GIVEN };

/* As the engine's workers have it. */
static const size_t stack_bytes = (size_t)256 << 20;

/* Shared by the processes that parse. */
struct counters {
    _Atomic size_t next; /* the first source that nobody took */
    _Atomic size_t failed;
};

struct bench {
    enum mode mode;
    GArray *sources; /* struct frontend_source */
    struct counters *counters;
};

/* ---- what to parse ---- */

static bool add_project(struct bench *bench, const char *path, const char *only)
{
    g_autoptr(GError) error = NULL;
    struct project *project; /* lives until the process ends: the sources borrow from it */

    if (!project_open(path, &project, &error)) {
        fprintf(stderr, "bench-parse: %s\n", error->message);
        return false;
    }
    for (size_t i = 0; i < project->n_units; i++) {
        const struct project_unit *unit = &project->units[i];
        struct frontend_source source = {
            .file = unit->file, .directory = unit->directory, .arguments = unit->arguments};

        if (!only || strcmp(only, unit->file) == 0)
            g_array_append_val(bench->sources, source);
    }
    return true;
}

/* The next word at or behind *at, which moves behind it; NULL at the end. */
static const char *next_word(const char **at, const char *end)
{
    const char *word = *at;

    if (word >= end)
        return NULL;
    *at = word + strlen(word) + 1;
    return word;
}

static bool add_list(struct bench *bench, const char *path)
{
    g_autoptr(GError) error = NULL;
    char *text; /* lives until the process ends, as do the arrays of flags */
    gsize size;

    if (!g_file_get_contents(path, &text, &size, &error)) {
        fprintf(stderr, "bench-parse: %s\n", error->message);
        return false;
    }
    const char *at = text, *directory;
    while ((directory = next_word(&at, text + size)) != NULL) {
        GPtrArray *flags = g_ptr_array_new();
        struct frontend_source source = {.directory = directory};
        const char *word;

        source.file = next_word(&at, text + size);
        while ((word = next_word(&at, text + size)) != NULL && *word)
            g_ptr_array_add(flags, (gpointer)(intptr_t)word);
        g_ptr_array_add(flags, NULL);
        source.arguments = (const char *const *)(void *)g_ptr_array_free(flags, FALSE);
        g_array_append_val(bench->sources, source);
    }
    return true;
}

/* ---- parsing ---- */

/* Sources are handed out one by one, whoever asks first. NULL when all are taken. */
static const struct frontend_source *take_source(const struct bench *bench)
{
    size_t next = atomic_fetch_add(&bench->counters->next, 1);

    return next < bench->sources->len ? &g_array_index(bench->sources, struct frontend_source, next)
                                      : NULL;
}

static bool parse_safe(const struct bench *bench)
{
    const struct frontend_source *source;
    struct frontend *frontend;
    const char *reason;

    if (frontend_open(&frontend, &reason) != FRONTEND_OK) {
        fprintf(stderr, "bench-parse: %s\n", reason);
        return false;
    }
    while ((source = take_source(bench)) != NULL) {
        if (frontend_parse_only(frontend, source, &reason) != FRONTEND_OK)
            atomic_fetch_add(&bench->counters->failed, 1);
    }
    frontend_close(frontend);
    return true;
}

static bool parse_as_given(const struct clang_api *clang, CXIndex index,
                           const struct frontend_source *source)
{
    CXTranslationUnit tu = NULL;
    int count = 0;

    while (source->arguments[count])
        count++;
    if (chdir(source->directory) != 0 ||
        clang->parseTranslationUnit2FullArgv(index, source->file, source->arguments, count, NULL, 0,
                                             CXTranslationUnit_None, &tu) != CXError_Success)
        return false;
    clang->disposeTranslationUnit(tu);
    return true;
}

static bool parse_given(const struct bench *bench)
{
    const struct frontend_source *source;
    struct clang_api clang;

    setenv("LIBCLANG_NOTHREADS", "1", 0); /* NOLINT(concurrency-mt-unsafe): one thread */
    if (!clang_api_open(&clang)) {
        fprintf(stderr, "bench-parse: libclang 19 is missing\n");
        return false;
    }
    CXIndex index = clang.createIndex(0, 0);
    while ((source = take_source(bench)) != NULL) {
        if (!parse_as_given(&clang, index, source))
            atomic_fetch_add(&bench->counters->failed, 1);
    }
    clang.disposeIndex(index);
    clang_api_close(&clang);
    return true;
}

/* ---- processes ---- */

static void *work(void *data)
{
    const struct bench *bench = data;
    bool is_good = bench->mode == MODE_SAFE ? parse_safe(bench) : parse_given(bench);

    return is_good ? data : NULL;
}

/* In a child. The work is done on a thread, since the first one's stack is small. */
static _Noreturn void run_child(struct bench *bench)
{
    pthread_attr_t attributes;
    pthread_t thread;
    void *result = NULL;

    if (pthread_attr_init(&attributes) != 0 ||
        pthread_attr_setstacksize(&attributes, stack_bytes) != 0 ||
        pthread_create(&thread, &attributes, work, bench) != 0 ||
        pthread_join(thread, &result) != 0)
        _exit(1);
    _exit(result ? 0 : 1);
}

static bool run_children(struct bench *bench, unsigned jobs)
{
    bool is_good = true;
    int status;

    for (unsigned i = 0; i < jobs; i++) {
        pid_t pid = fork();
        if (pid == 0)
            run_child(bench);
        is_good = is_good && pid > 0;
    }
    while (wait(&status) > 0)
        is_good = is_good && status == 0;
    return is_good;
}

static bool read_arguments(int argc, char **argv, struct bench *bench)
{
    if (argc < 4 || argc > 5)
        return false;
    if (strcmp(argv[2], "given") == 0 && argc == 4) {
        bench->mode = MODE_GIVEN;
        return add_list(bench, argv[3]);
    }
    bench->mode = MODE_SAFE;
    return strcmp(argv[2], "safe") == 0 && add_project(bench, argv[3], argv[4]);
}

int main(int argc, char **argv)
{
    struct bench bench = {.sources = g_array_new(FALSE, FALSE, sizeof(struct frontend_source))};

    if (!read_arguments(argc, argv, &bench) || bench.sources->len == 0) {
        fprintf(stderr, "usage: bench-parse JOBS safe PROJECT [FILE] | JOBS given LIST\n");
        return 2;
    }
    bench.counters = mmap(NULL, sizeof(*bench.counters), PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (bench.counters == MAP_FAILED)
        return 2;
    unsigned long jobs = strtoul(argv[1], NULL, 10);
    if (!run_children(&bench, jobs > 0 ? (unsigned)jobs : 1))
        return 2;
    printf("%u %zu\n", bench.sources->len, bench.counters->failed);
    return bench.counters->failed == bench.sources->len;
}
