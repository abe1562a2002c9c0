/* Headers that many sources begin with: they are parsed once, and the sources behind them.
 *
 * A source that begins with a precompiled header is parsed with that beginning blanked, so that every line
 * stays where it is. Whatever could come out otherwise is refused: then the source is parsed as it is. */
#include "frontend/frontend_inside.h"
#include "frontend/prefix.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/memory.h"

/* ---- making one ---- */

/* What a precompiled header has to spare in all: below, the second round of workers and the file on disk cost
 * what it spares. */
static const double worth_seconds = 0.03;

static double seconds_now(void)
{
    struct timespec now = {0, 0};

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool has_errors(const struct clang_api *clang, CXTranslationUnit tu)
{
    unsigned count = clang->getNumDiagnostics(tu);
    bool has = false;

    for (unsigned i = 0; i < count && !has; i++) {
        CXDiagnostic diagnostic = clang->getDiagnostic(tu, i);
        has = clang->getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error;
        clang->disposeDiagnostic(diagnostic);
    }
    return has;
}

struct reading {
    const struct clang_api *clang;
    CXTranslationUnit tu;
    bool has_odd_words;
};

/* Installed headers ask for others of the system; what a header of the project asks for may appear at any time. */
static bool is_of_the_project(const struct reading *reading, CXFile file)
{
    const struct clang_api *clang = reading->clang;

    return !clang->Location_isInSystemHeader(clang->getLocationForOffset(reading->tu, file, 0));
}

/* What a precompiled header does not keep: the stack of macros that were pushed, the name of the source, and
 * which headers there were not. */
static void look_for_odd_words(CXFile file, CXSourceLocation *stack, unsigned depth,
                               CXClientData data)
{
    static const char *const words[] = {"push_macro", "pop_macro", "__BASE_FILE__"};
    static const char asking[] = "__has_include";
    struct reading *reading = data;
    size_t size = 0;
    const char *text = reading->clang->getFileContents(reading->tu, file, &size);

    (void)stack;
    (void)depth;
    for (size_t i = 0; text && i < sizeof(words) / sizeof(*words); i++)
        reading->has_odd_words |= memmem(text, size, words[i], strlen(words[i])) != NULL;
    if (text && memmem(text, size, asking, sizeof(asking) - 1) && is_of_the_project(reading, file))
        reading->has_odd_words = true;
}

/* Why the parsed header is not precompiled; NULL = it is worth it. */
static const char *reason_against(const struct frontend *frontend, CXTranslationUnit tu,
                                  double seconds, uint32_t n_users)
{
    struct reading reading = {&frontend->clang, tu, false};

    if (has_errors(&frontend->clang, tu))
        return "has errors";
    if (seconds * (n_users - 2.0) < worth_seconds)
        return "is quickly parsed";
    frontend->clang.getInclusions(tu, look_for_odd_words, &reading);
    return reading.has_odd_words ? "depends on who includes it" : NULL;
}

enum frontend_status frontend_precompile(struct frontend *frontend,
                                         const struct frontend_source *source,
                                         struct ir_builder **ret_builder, const char **ret_reason)
{
    struct parsed parsed = {.source = source};
    double began = seconds_now();
    enum frontend_status status = frontend_parse(frontend, source, &parsed.tu, ret_reason);
    struct ir_unit unit;

    if (status != FRONTEND_OK)
        return status;
    struct ir_builder *builder = ir_builder_new();
    *ret_reason = reason_against(frontend, parsed.tu, seconds_now() - began, source->n_users);
    if (!*ret_reason) {
        frontend_lower_parsed(frontend, &parsed, builder);
        ir_builder_unit(builder, &unit);
        if (!shared_files_differ(&unit))
            *ret_reason = "includes a file under two names";
        else if (frontend->clang.saveTranslationUnit(parsed.tu, source->precompile_to,
                                                     CXSaveTranslationUnit_None) != 0)
            *ret_reason = "can't be saved";
    }
    frontend->clang.disposeTranslationUnit(parsed.tu);
    if (*ret_reason) {
        ir_builder_free(builder);
        return FRONTEND_REFUSED;
    }
    *ret_builder = builder;
    return FRONTEND_OK;
}

/* ---- using one ---- */

/* The source as it is; NULL where its beginning is not what was precompiled any more. */
static char *read_source(const struct frontend_source *source, size_t *ret_size, int64_t *ret_mtime)
{
    char *text = NULL;
    size_t size = source->contents_size;

    *ret_mtime = 0;
    if (source->contents) {
        text = memory_resize(NULL, size + 1, 1);
        memcpy(text, source->contents, size);
    } else {
        struct stat status;
        int file = open(source->file, O_RDONLY | O_CLOEXEC);
        if (file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
            size = (size_t)status.st_size;
            *ret_mtime = (int64_t)status.st_mtim.tv_sec;
            text = memory_resize(NULL, size + 1, 1);
            if (read(file, text, size) != (ssize_t)size) {
                free(text);
                text = NULL;
            }
        }
        if (file >= 0)
            close(file);
    }
    if (text && (size < source->prefix_size ||
                 hash_bytes(text, source->prefix_size, 0) != source->prefix_hash)) {
        free(text);
        text = NULL;
    }
    *ret_size = size;
    return text;
}

/* Makes the header the front end's current one. */
static void take_up(struct frontend *frontend, const struct frontend_shared *shared)
{
    if (!frontend->index_local)
        frontend->index_local = frontend->clang.createIndex(1, 0);
    if (frontend->shared_files && strcmp(frontend->shared, shared->file) == 0 &&
        shared_files_are_of(frontend->shared_files, shared->unit))
        return;
    shared_files_free(frontend->shared_files);
    free(frontend->shared);
    frontend->shared = memory_resize(NULL, strlen(shared->file) + 1, 1);
    memcpy(frontend->shared, shared->file, strlen(shared->file) + 1);
    frontend->shared_files = shared_files_new(shared->unit);
    frontend->shared_needs_all = false;
}

static enum lower_outcome lower_behind(struct frontend *frontend, struct parsed *parsed,
                                       const char *blanked, struct ir_builder *builder)
{
    struct parse_way way = frontend_plain_way(frontend);
    enum lower_outcome outcome = LOWER_TOO_LARGE;

    way.index = parsed->sees_all ? frontend->index : frontend->index_local;
    way.precompiled = parsed->source->shared->file;
    way.contents = blanked;
    way.contents_size = parsed->original_size;
    if (frontend_parse_way(frontend, parsed->source, &way, &parsed->tu) != CXError_Success ||
        !parsed->tu)
        return outcome;
    if (!has_errors(&frontend->clang, parsed->tu))
        outcome = frontend_lower_parsed(frontend, parsed, builder);
    frontend->clang.disposeTranslationUnit(parsed->tu);
    return outcome;
}

bool frontend_lower_shared(struct frontend *frontend, const struct frontend_source *source,
                           struct ir_builder **ret_builder)
{
    struct parsed parsed = {.source = source};
    char *original = read_source(source, &parsed.original_size, &parsed.original_mtime);
    struct ir_builder *builder = NULL;
    enum lower_outcome outcome = LOWER_NEEDS_ALL;

    if (!original || chdir(source->directory) != 0) {
        free(original);
        return false;
    }
    take_up(frontend, source->shared);
    char *blanked = memory_resize(NULL, parsed.original_size + 1, 1);
    memcpy(blanked, original, parsed.original_size);
    prefix_blank(blanked, source->prefix_size);
    parsed.shared = frontend->shared_files;
    parsed.original = original;
    while (outcome == LOWER_NEEDS_ALL) {
        ir_builder_free(builder);
        builder = ir_builder_new();
        parsed.sees_all = frontend->shared_needs_all;
        outcome = lower_behind(frontend, &parsed, blanked, builder);
        frontend->shared_needs_all |= outcome == LOWER_NEEDS_ALL;
    }
    free(blanked);
    free(original);
    if (outcome == LOWER_OK)
        *ret_builder = builder;
    else
        ir_builder_free(builder);
    return outcome == LOWER_OK;
}
