/* The files of a precompiled header. libclang does not list them for a source that begins with it, and names
 * them otherwise now and then (`./a.h` becomes absolute): they are known again by their identity. */
#include "frontend/lower.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/memory.h"

struct shared_files {
    const struct ir_unit *unit;
    struct intmap by_identity; /* (device, inode) -> index in the unit's files */
};

static uint64_t identity_key(uint64_t device, uint64_t inode)
{
    return hash_mix(hash_mix(0, device), inode);
}

struct shared_files *shared_files_new(const struct ir_unit *unit)
{
    struct shared_files *files = memory_zeroed(1, sizeof(*files));
    struct stat status;

    files->unit = unit;
    for (uint32_t i = 2; i < unit->n_files; i++)
        if (stat(ir_text(unit, unit->files[i].path), &status) == 0)
            intmap_put(&files->by_identity,
                       identity_key((uint64_t)status.st_dev, (uint64_t)status.st_ino), i, NULL);
    return files;
}

void shared_files_free(struct shared_files *files)
{
    if (!files)
        return;
    intmap_deinit(&files->by_identity);
    free(files);
}

bool shared_files_differ(const struct ir_unit *unit)
{
    struct shared_files *files = shared_files_new(unit);
    bool differ = unit->n_files <= 2 || files->by_identity.count == unit->n_files - 2;

    shared_files_free(files);
    return differ;
}

bool shared_files_are_of(const struct shared_files *files, const struct ir_unit *unit)
{
    return files->unit == unit;
}

/* The unit's main file is number 1, as the made-up header is among the files that it read. */
void add_shared_files(struct lowering *l)
{
    const struct ir_unit *unit = l->shared->unit;

    for (uint32_t i = 2; i < unit->n_files; i++) {
        struct ir_file file = unit->files[i];
        const char *path = ir_text(unit, file.path);
        file.path = ir_builder_string(l->builder, path, strlen(path));
        struct ir_file_id added = ir_builder_file(l->builder, &file);
        while (l->file_is_system.count <= added.index)
            vector_push(&l->file_is_system, 0);
        l->file_is_system.items[added.index] = file.is_system != 0;
    }
}

bool find_shared_file(struct lowering *l, CXFile file, struct ir_file_id *ret_id)
{
    CXFileUniqueID id;

    if (!l->shared || l->clang->getFileUniqueID(file, &id) != 0)
        return false;
    const uint32_t *index =
        intmap_find(&l->shared->by_identity, identity_key(id.data[0], id.data[1]));
    if (!index)
        return false;
    *ret_id = (struct ir_file_id){*index};
    intmap_put(&l->files, (uint64_t)(uintptr_t)file, *index, NULL);
    return true;
}
