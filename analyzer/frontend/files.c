/* The files that a unit read: what makes it stale when they change. */
#include "frontend/lower.h"
#include "base/hash.h"
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Hashes of contents that earlier units of this process have read: most units read the same
 * headers. A file is the same if its identity, size and both its times to the nanosecond are. */
struct content_hashes {
    struct intmap index; /* hash of identity -> index into `hashes` */
    VECTOR(uint64_t) hashes;
    struct intmap systems; /* hash of path and flags -> whether it is a system header */
};

struct content_hashes *content_hashes_new(void)
{
    return memory_zeroed(1, sizeof(struct content_hashes));
}

void content_hashes_free(struct content_hashes *hashes)
{
    if (!hashes)
        return;
    intmap_deinit(&hashes->index);
    intmap_deinit(&hashes->systems);
    vector_deinit(&hashes->hashes);
    free(hashes);
}

static uint64_t identity_of(const struct stat *status)
{
    uint64_t identity = hash_mix(0, (uint64_t)status->st_dev);

    identity = hash_mix(identity, (uint64_t)status->st_ino);
    identity = hash_mix(identity, (uint64_t)status->st_size);
    identity = hash_mix(identity, (uint64_t)status->st_mtim.tv_sec);
    identity = hash_mix(identity, (uint64_t)status->st_mtim.tv_nsec);
    identity = hash_mix(identity, (uint64_t)status->st_ctim.tv_sec);
    return hash_mix(identity, (uint64_t)status->st_ctim.tv_nsec);
}

/* Whether the file on disk is the one that clang has opened. What is not read from the disk has no time. */
static bool is_opened(const CXFileUniqueID *id, const struct stat *status)
{
    return id->data[0] == (unsigned long long)status->st_dev &&
           id->data[1] == (unsigned long long)status->st_ino && id->data[2] != 0 &&
           id->data[2] == (unsigned long long)status->st_mtim.tv_sec;
}

/* Size and hash of a header as it was parsed. Clang has to search all files to tell what it has read of one. So
 * where the disk has the very file that an earlier unit has read, this one has read the same: it cannot have been
 * another one in between. Where the disk no longer has what clang read, nothing is kept. */
static void describe_header(struct lowering *l, CXFile file, const char *path,
                            struct content_hashes *known, const CXFileUniqueID *id,
                            struct ir_file *described)
{
    struct stat status;
    bool is_on_disk = stat(path, &status) == 0;
    const uint32_t *index = NULL;
    size_t size = 0;

    if (is_on_disk && is_opened(id, &status))
        index = intmap_find(&known->index, identity_of(&status));
    if (index) {
        described->size = (uint64_t)status.st_size;
        described->hash = known->hashes.items[*index];
        return;
    }
    const char *contents = l->clang->getFileContents(l->tu, file, &size);
    described->size = size;
    if (!contents)
        return;
    described->hash = hash_bytes(contents, size, 0);
    if (is_on_disk && (size_t)status.st_size == size && is_opened(id, &status)) {
        intmap_put(&known->index, identity_of(&status), known->hashes.count, NULL);
        vector_push(&known->hashes, described->hash);
    }
}

/* Absolute and real: as clang knows it, or as the system does. */
static const char *real_path(struct lowering *l, CXFile file)
{
    const char *path = take_clang_string(l, l->clang->File_tryGetRealPathName(file));
    char *resolved = NULL;

    if (!*path)
        path = take_clang_string(l, l->clang->getFileName(file));
    if (*path == '/')
        return path;
    resolved = realpath(path, NULL);
    if (resolved)
        path = arena_string(l->unit, resolved, strlen(resolved));
    free(resolved);
    return path;
}

/* Looking up a file's first location takes clang a search over all files, so the answer is kept for
 * the next unit with equal flags, which finds the file by the same search path. */
static bool is_system_file(struct lowering *l, CXFile file, const char *path,
                           struct content_hashes *known)
{
    bool is_new = true;
    uint32_t unknown = 0, *kept = &unknown;

    if (known)
        kept =
            intmap_put(&known->systems, hash_bytes(path, strlen(path), l->flags_hash), 0, &is_new);
    if (is_new) {
        CXSourceLocation start = l->clang->getLocationForOffset(l->tu, file, 0);
        *kept = l->clang->Location_isInSystemHeader(start) != 0;
    }
    return *kept;
}

/* Installed headers belong to the system also where a plain -I found them: -I/usr/include/glib-2.0. */
static bool is_installed(const char *path)
{
    static const char *const folders[] = {"/usr/include/", "/usr/lib/", "/usr/local/include/"};

    for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++)
        if (strncmp(path, folders[i], strlen(folders[i])) == 0)
            return true;
    return false;
}

/* Flags that were guessed look for the project's own headers behind the system's (-idirafter), which makes clang
 * take them for the system's as well. */
static bool is_of_tree(const struct lowering *l, const char *path)
{
    size_t length = l->tree ? strlen(l->tree) : 0;

    return length && strncmp(path, l->tree, length) == 0 && path[length] == '/';
}

struct inclusion_walk {
    struct lowering *l;
    struct content_hashes *known;
};

/* The same of the main file, and of what is met outside of the walk over all inclusions. */
static void describe_other(struct lowering *l, CXFile file, struct ir_file *described)
{
    const char *contents;
    size_t size = 0;

    if (file == l->main_file && l->original) {
        contents = l->original;
        size = l->original_size;
        described->mtime = l->original_mtime;
    } else {
        contents = l->clang->getFileContents(l->tu, file, &size);
    }
    described->size = size;
    if (contents)
        described->hash = hash_bytes(contents, size, 0);
}

static struct ir_file_id add_file(struct lowering *l, CXFile file, const char *path,
                                  struct content_hashes *known)
{
    CXFileUniqueID id = {{0}};

    l->clang->getFileUniqueID(file, &id);
    struct ir_file described = {
        .path = ir_builder_string(l->builder, path, strlen(path)),
        .is_system =
            is_installed(path) || (!is_of_tree(l, path) && is_system_file(l, file, path, known)),
        .mtime = (int64_t)id.data[2],
    };
    if (known)
        describe_header(l, file, path, known, &id, &described);
    else
        describe_other(l, file, &described);
    struct ir_file_id added = ir_builder_file(l->builder, &described);
    intmap_put(&l->files, (uint64_t)(uintptr_t)file, added.index, NULL);
    while (l->file_is_system.count <= added.index)
        vector_push(&l->file_is_system, 0);
    l->file_is_system.items[added.index] = described.is_system != 0;
    return added;
}

static void visit_inclusion(CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData data)
{
    struct inclusion_walk *walk = data;
    struct lowering *l = walk->l;

    struct ir_file_id shared;

    (void)stack;
    (void)depth;
    if (file != l->made_up_file && !intmap_find(&l->files, (uint64_t)(uintptr_t)file) &&
        !find_shared_file(l, file, &shared))
        add_file(l, file, real_path(l, file), walk->known);
}

void add_files(struct lowering *l, struct content_hashes *known)
{
    struct inclusion_walk walk = {l, known};

    /* What was parsed in place of the main file's content is not what the disk has. */
    add_file(l, l->main_file, l->main_path, NULL);
    if (l->shared)
        add_shared_files(l);
    l->clang->getInclusions(l->tu, visit_inclusion, &walk);
}

struct ir_file_id file_id(struct lowering *l, CXFile file)
{
    if (file == l->last_file)
        return l->last_file_id;
    if (file == l->made_up_file)
        return (struct ir_file_id){0};

    const uint32_t *known = intmap_find(&l->files, (uint64_t)(uintptr_t)file);
    struct ir_file_id id = {known ? *known : 0};
    if (!known && !find_shared_file(l, file, &id))
        id = add_file(l, file, real_path(l, file), NULL);
    l->last_file = file;
    l->last_file_id = id;
    return id;
}
