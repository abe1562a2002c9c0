#include "frontend/frontend.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "frontend/absent_names.h"
#include "frontend/frontend_inside.h"
#include "frontend/lower.h"
#include "base/hash.h"
#include "base/memory.h"

/* Flags of our own, last on the line: no warning is wanted (looking for the nearest name of an
 * unknown one costs more than parsing a small file), clang's errors by default included, and no
 * limit after which errors would hide that statements are missing. */
static const char *const own_flags[] = {"-w", "-Wno-everything", "-ferror-limit=0", "-fblocks"};

enum { N_OWN_FLAGS = sizeof(own_flags) / sizeof(own_flags[0]) };

static const unsigned parse_options = CXTranslationUnit_KeepGoing;

/* Buffers of this size are mapped and given back at once, as precompiled headers are, read or written. By itself
 * glibc begins to keep them in the heap after the first, where they stay between what outlives them. */
enum { MAPPED_BYTES = 1 << 20 };

/* ---- opening ---- */

/* Parses one line that needs the compiler's own headers. */
static bool has_builtin_headers(const struct clang_api *clang, CXIndex index)
{
    static const char file[] = "/stranded-probe.c", text[] = "#include <stddef.h>\n";
    const char *const flags[] = {"clang", "-w"};
    struct CXUnsavedFile unsaved = {file, text, sizeof(text) - 1};
    CXTranslationUnit tu = NULL;

    if (clang->parseTranslationUnit2FullArgv(index, file, flags, 2, &unsaved, 1, 0, &tu))
        return false;
    bool found = clang->getNumDiagnostics(tu) == 0;
    clang->disposeTranslationUnit(tu);
    return found;
}

enum frontend_status frontend_open(struct frontend **ret_frontend, const char **ret_reason)
{
    struct frontend *frontend = memory_zeroed(1, sizeof(*frontend));

    mallopt(M_MMAP_THRESHOLD, MAPPED_BYTES);
    /* libclang would parse on a thread of its own, whose stack is small whatever ours is. */
    setenv("LIBCLANG_NOTHREADS", "1", 0); /* NOLINT(concurrency-mt-unsafe): one thread */
    if (!clang_api_open(&frontend->clang)) {
        free(frontend);
        *ret_reason = "libclang 19 is missing (Debian: apt-get install libclang1-19)";
        return FRONTEND_NO_LIBCLANG;
    }
    frontend->index = frontend->clang.createIndex(0, 0);
    if (!has_builtin_headers(&frontend->clang, frontend->index)) {
        frontend_close(frontend);
        *ret_reason = "libclang's builtin headers are missing"
                      " (Debian: apt-get install libclang-common-19-dev)";
        return FRONTEND_NO_HEADERS;
    }
    frontend->hashes = content_hashes_new();
    *ret_frontend = frontend;
    return FRONTEND_OK;
}

void frontend_close(struct frontend *frontend)
{
    if (!frontend)
        return;
    if (frontend->index)
        frontend->clang.disposeIndex(frontend->index);
    if (frontend->index_local)
        frontend->clang.disposeIndex(frontend->index_local);
    shared_files_free(frontend->shared_files);
    free(frontend->shared);
    clang_api_close(&frontend->clang);
    content_hashes_free(frontend->hashes);
    free(frontend);
}

/* ---- parsing ---- */

/* NUL bytes in the first block: an object file or the like, which clang would read for long. */
static bool is_text(const char *contents, size_t size)
{
    enum { BLOCK = 4096 };

    return !memchr(contents, 0, size < BLOCK ? size : BLOCK);
}

/* NULL if the file on disk can be parsed, else why not. */
static const char *check_file(const char *path)
{
    char block[4096];
    struct stat status;
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

    if (file < 0)
        return errno == ENOENT ? "no such file" : strerrordesc_np(errno);
    const char *reason = NULL;
    ssize_t size = 0;
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
        reason = "not a regular file";
    else
        size = read(file, block, sizeof(block));
    if (!reason && size < 0)
        reason = strerrordesc_np(errno);
    else if (!reason && !is_text(block, (size_t)size))
        reason = "not a text file";
    close(file);
    return reason;
}

static bool begins(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* A flag that can make libclang give up before it reads anything: a standard or target it does not
 * know. `-target` has its value behind it. */
static bool is_picky_flag(const char *flag)
{
    return begins(flag, "-std=") || begins(flag, "--std=") || begins(flag, "--target=") ||
           strcmp(flag, "-target") == 0;
}

/* Whether the flag has a header included before all else: a precompiled one holds it already. */
static bool includes_header(const char *flag)
{
    return strcmp(flag, "-include") == 0 || strcmp(flag, "-imacros") == 0;
}

/* The source's flags, as far as this way takes them. */
static int add_given_flags(const struct frontend_source *source, const struct parse_way *way,
                           const char **flags)
{
    int count = 0;

    for (int i = 0; source->arguments[i]; i++) {
        const char *flag = source->arguments[i];
        if (way->without_picky_flags && is_picky_flag(flag))
            i += strcmp(flag, "-target") == 0;
        else if (way->precompiled && includes_header(flag) && source->arguments[i + 1])
            i++;
        else if (begins(flag, "-fopenmp"))
            flags[count++] = "-D_OPENMP=201811"; /* libclang hides the bodies of its regions */
        else
            flags[count++] = flag;
    }
    return count;
}

enum CXErrorCode frontend_parse_way(struct frontend *frontend, const struct frontend_source *source,
                                    const struct parse_way *way, CXTranslationUnit *ret_tu)
{
    enum { MORE_FLAGS = 5 }; /* two pairs, and the end */
    int given = 0;

    while (source->arguments[given])
        given++;
    const char **flags = memory_zeroed((size_t)given + N_OWN_FLAGS + MORE_FLAGS, sizeof(*flags));
    int count = add_given_flags(source, way, flags);
    for (int i = 0; i < N_OWN_FLAGS; i++)
        flags[count++] = own_flags[i];
    if (way->names) {
        flags[count++] = "-include";
        flags[count++] = ABSENT_NAMES_FILE;
    }
    if (way->precompiled) {
        flags[count++] = "-include-pch";
        flags[count++] = way->precompiled;
    }
    if (source->precompile_to) {
        flags[count++] = "-x";
        flags[count++] = "c-header";
    }

    const char *contents = way->contents ? way->contents : source->contents;
    size_t size = way->contents ? way->contents_size : source->contents_size;
    struct CXUnsavedFile *unsaved = memory_zeroed(source->n_overlays + 2, sizeof(*unsaved));
    unsigned n_unsaved = 0;
    if (contents)
        unsaved[n_unsaved++] = (struct CXUnsavedFile){source->file, contents, size};
    for (size_t i = 0; i < source->n_overlays; i++) {
        const struct frontend_overlay *overlay = &source->overlays[i];
        if (contents && strcmp(overlay->path, source->file) == 0)
            continue; /* what is parsed of it is given already */
        unsaved[n_unsaved++] =
            (struct CXUnsavedFile){overlay->path, overlay->contents, overlay->size};
    }
    if (way->names)
        unsaved[n_unsaved++] = (struct CXUnsavedFile){ABSENT_NAMES_FILE, way->names->text.items,
                                                      way->names->text.count};
    enum CXErrorCode error = frontend->clang.parseTranslationUnit2FullArgv(
        way->index, source->file, flags, count, unsaved, n_unsaved, way->options, ret_tu);
    free(unsaved);
    free(flags);
    return error;
}

struct parse_way frontend_plain_way(const struct frontend *frontend)
{
    return (struct parse_way){.index = frontend->index, .options = parse_options};
}

/* NULL if the main file can be parsed, else why not. */
static const char *check_main(const struct frontend_source *source)
{
    const char *contents = source->contents;
    size_t size = source->contents_size;

    for (size_t i = 0; i < source->n_overlays && !contents; i++) {
        if (strcmp(source->overlays[i].path, source->file) == 0) {
            contents = source->overlays[i].contents;
            size = source->overlays[i].size;
        }
    }
    if (!contents)
        return check_file(source->file);
    return is_text(contents, size) ? NULL : "not a text file";
}

enum frontend_status frontend_parse(struct frontend *frontend, const struct frontend_source *source,
                                    CXTranslationUnit *ret_tu, const char **ret_reason)
{
    const char *unreadable = check_main(source);

    if (unreadable) {
        *ret_reason = unreadable;
        return FRONTEND_UNREADABLE;
    }
    /* Relative flags are relative to it. The process is a worker: its folder is its own. */
    if (chdir(source->directory) != 0) {
        *ret_reason = "its working directory is missing";
        return FRONTEND_REFUSED;
    }
    struct parse_way way = frontend_plain_way(frontend);
    if (source->precompile_to)
        way.options |= CXTranslationUnit_ForSerialization;
    enum CXErrorCode error = frontend_parse_way(frontend, source, &way, ret_tu);
    way.without_picky_flags = true;
    if (error == CXError_Failure || error == CXError_ASTReadError)
        error = frontend_parse_way(frontend, source, &way, ret_tu);
    if (error == CXError_Crashed) {
        *ret_reason = "libclang crashed while parsing it";
        return FRONTEND_CRASHED;
    }
    if (error != CXError_Success || !*ret_tu) {
        *ret_reason = "libclang refused its flags";
        return FRONTEND_REFUSED;
    }
    return FRONTEND_OK;
}

/* ---- lowering ---- */

/* Whether what clang complains of is all there: an expression in which only a value or a type is not
 * known, or a function whose type is not the one that it was declared with. Where the grammar is broken (an
 * unknown macro in front of a block), nothing is certain. */
static bool is_contained(const struct clang_api *clang, CXTranslationUnit tu,
                         CXDiagnostic diagnostic)
{
    CXString category = clang->getDiagnosticCategoryText(diagnostic);
    const char *text = clang->getCString(category);
    bool is_semantic = text && strcmp(text, "Semantic Issue") == 0;

    clang->disposeString(category);
    if (!is_semantic)
        return false;
    CXCursor cursor = clang->getCursor(tu, clang->getDiagnosticLocation(diagnostic));
    return is_expression(cursor) || cursor.kind == CXCursor_FunctionDecl;
}

/* Errors in all, and those for which statements may be missing. */
struct error_counts {
    uint32_t all, uncontained;
};

/* Errors without a place are about flags that clang does not know; the parse goes on without them. */
static struct error_counts count_errors(const struct clang_api *clang, CXTranslationUnit tu)
{
    unsigned count = clang->getNumDiagnostics(tu);
    struct error_counts errors = {0, 0};

    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic diagnostic = clang->getDiagnostic(tu, i);
        CXFile file = NULL;
        if (clang->getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error)
            clang->getExpansionLocation(clang->getDiagnosticLocation(diagnostic), &file, NULL, NULL,
                                        NULL);
        errors.all += file != NULL;
        errors.uncontained += file != NULL && !is_contained(clang, tu, diagnostic);
        clang->disposeDiagnostic(diagnostic);
    }
    return errors;
}

static void note_errors(struct lowering *l)
{
    const struct clang_api *clang = l->clang;
    unsigned count = clang->getNumDiagnostics(l->tu);

    for (unsigned i = 0; i < count && l->errors.count < LOWER_MAX_NOTED_ERRORS; i++) {
        CXDiagnostic diagnostic = clang->getDiagnostic(l->tu, i);
        struct error_place place = {NULL, 0, false};
        if (clang->getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error)
            clang->getExpansionLocation(clang->getDiagnosticLocation(diagnostic), &place.file, NULL,
                                        NULL, &place.offset);
        if (place.file) {
            place.is_contained = is_contained(clang, l->tu, diagnostic);
            vector_push(&l->errors, place);
        }
        clang->disposeDiagnostic(diagnostic);
    }
}

static void deinit_lowering(struct lowering *l)
{
    vector_deinit(&l->collected);
    vector_deinit(&l->lines);
    vector_deinit(&l->file_is_system);
    intmap_deinit(&l->files);
    intmap_deinit(&l->types);
    intmap_deinit(&l->records);
    intmap_deinit(&l->fields);
    intmap_deinit(&l->positions);
    intmap_deinit(&l->symbols);
    vector_deinit(&l->builtins);
    vector_deinit(&l->field_types);
    vector_deinit(&l->tops);
    vector_deinit(&l->queue);
    vector_deinit(&l->inits);
    vector_deinit(&l->errors);
    vector_deinit(&l->losses);
    if (l->functions_by_name)
        intmap_deinit(l->functions_by_name);
    vector_deinit(&l->functions);
    intmap_deinit(&l->locals);
    vector_deinit(&l->local_types);
    intmap_deinit(&l->label_map);
    vector_deinit(&l->labels);
    vector_deinit(&l->gotos);
    vector_deinit(&l->anys);
    arena_free(l->scratch);
    arena_free(l->unit);
}

static const char *real_path_of(struct arena *arena, const char *file)
{
    char *resolved = realpath(file, NULL);
    const char *path =
        arena_string(arena, resolved ? resolved : file, strlen(resolved ? resolved : file));

    free(resolved);
    return path;
}

/* Flags that name a folder behind the system's relative to where they hold were guessed, for the tree below it. */
static const char *tree_of(struct arena *arena, const struct frontend_source *source)
{
    const char *const *flag = source->arguments;

    for (; *flag; flag++)
        if (strcmp(*flag, "-idirafter") == 0 && flag[1] && flag[1][0] != '/')
            return real_path_of(arena, source->directory);
    return NULL;
}

/* Names become known in turns: types first, then what is declared with them, then members of members. */
enum { MAX_TURNS = 6 };

/* Whether no more statements are missing, or what is gained elsewhere outweighs them. */
static bool is_better(struct error_counts now, struct error_counts before)
{
    return now.uncontained <= before.uncontained ||
           now.all + now.uncontained <= before.all + before.uncontained;
}

/* Parses again as long as names are absent, unless that costs more than it shows. */
static void parse_with_absent_names(struct frontend *frontend, const struct frontend_source *source,
                                    struct error_counts errors, CXTranslationUnit *tu)
{
    const struct clang_api *clang = &frontend->clang;
    struct absent_names names = {0};
    struct parse_way way = frontend_plain_way(frontend);
    bool has_news = errors.all > 0 && absent_names_collect(&names, clang, *tu);

    way.names = &names;
    for (int turn = 0; has_news && turn < MAX_TURNS; turn++) {
        CXTranslationUnit better = NULL;
        if (frontend_parse_way(frontend, source, &way, &better) != CXError_Success || !better)
            break;
        struct error_counts left = count_errors(clang, better);
        if (!is_better(left, errors)) {
            clang->disposeTranslationUnit(better);
            has_news = absent_names_forget_uses(&names);
            continue;
        }
        clang->disposeTranslationUnit(*tu);
        *tu = better;
        errors = left;
        has_news = left.all > 0 && absent_names_collect(&names, clang, *tu);
    }
    absent_names_deinit(&names);
}

enum lower_outcome frontend_lower_parsed(struct frontend *frontend, const struct parsed *parsed,
                                         struct ir_builder *builder)
{
    const struct frontend_source *source = parsed->source;
    struct lowering l = {
        .clang = &frontend->clang,
        .tu = parsed->tu,
        .builder = builder,
        .main_file = frontend->clang.getFile(parsed->tu, source->file),
        .made_up_file = frontend->clang.getFile(parsed->tu, ABSENT_NAMES_FILE),
        .shared = parsed->shared,
        .original = parsed->original,
        .original_size = parsed->original_size,
        .original_mtime = parsed->original_mtime,
        .sees_all = parsed->sees_all,
        .unit = arena_new(),
        .scratch = arena_new(),
        .naming = frontend->clang.getNullCursor(),
    };
    size_t size = parsed->original_size;

    l.main_path = real_path_of(l.unit, source->file);
    l.flags_hash = hash_bytes(source->directory, strlen(source->directory), 0);
    for (const char *const *flag = source->arguments; *flag; flag++)
        l.flags_hash = hash_bytes(*flag, strlen(*flag), l.flags_hash);
    l.tree = tree_of(l.unit, source);
    add_files(&l, frontend->hashes);
    const char *contents = parsed->original;
    if (!contents)
        contents = frontend->clang.getFileContents(parsed->tu, l.main_file, &size);
    if (contents)
        find_suppressions(builder, (struct ir_file_id){1}, contents, size);
    note_errors(&l);
    if (!source->precompile_to)
        lower_unit(&l);
    enum lower_outcome outcome = l.needs_all                      ? LOWER_NEEDS_ALL
                                 : ir_builder_overflowed(builder) ? LOWER_TOO_LARGE
                                                                  : LOWER_OK;
    deinit_lowering(&l);
    return outcome;
}

static enum frontend_status lower_plainly(struct frontend *frontend,
                                          const struct frontend_source *source,
                                          struct ir_builder **ret_builder, const char **ret_reason)
{
    struct parsed parsed = {.source = source};
    enum frontend_status status = frontend_parse(frontend, source, &parsed.tu, ret_reason);

    if (status != FRONTEND_OK)
        return status;
    struct ir_builder *builder = ir_builder_new();
    struct error_counts errors = count_errors(&frontend->clang, parsed.tu);
    ir_builder_errors(builder, errors.all);
    parse_with_absent_names(frontend, source, errors, &parsed.tu);
    enum lower_outcome outcome = frontend_lower_parsed(frontend, &parsed, builder);
    frontend->clang.disposeTranslationUnit(parsed.tu);
    if (outcome != LOWER_OK) {
        ir_builder_free(builder);
        *ret_reason = "too large: over a bound of the intermediate representation";
        return FRONTEND_TOO_LARGE;
    }
    *ret_builder = builder;
    return FRONTEND_OK;
}

enum frontend_status frontend_lower(struct frontend *frontend, const struct frontend_source *source,
                                    struct ir_builder **ret_builder, const char **ret_reason)
{
    if (source->precompile_to)
        return frontend_precompile(frontend, source, ret_builder, ret_reason);
    if (source->shared && frontend_lower_shared(frontend, source, ret_builder))
        return FRONTEND_OK;
    return lower_plainly(frontend, source, ret_builder, ret_reason);
}

enum frontend_status frontend_parse_only(struct frontend *frontend,
                                         const struct frontend_source *source,
                                         const char **ret_reason)
{
    CXTranslationUnit tu = NULL;
    enum frontend_status status = frontend_parse(frontend, source, &tu, ret_reason);

    if (status == FRONTEND_OK)
        frontend->clang.disposeTranslationUnit(tu);
    return status;
}
