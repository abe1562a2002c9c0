#include "project/presence.h"

#include "project/folders.h"

#include "base/intmap.h"
#include "base/vector.h"

#include <dirent.h>
#include <glib.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

/* Reading a folder pays from about this many questions on, and as long as it does not hold many
 * more files than we are asked about. */
enum { FEW_QUESTIONS = 8, MOST_ENTRIES_PER_QUESTION = 16 };

struct listing {
    size_t n_expected;
    bool is_read;
    GHashTable *files; /* names of files that are known to be there; NULL when not read */
};

struct presence {
    struct intmap by_folder; /* address of a struct folder -> index in listings */
    VECTOR(struct listing) listings;
    GStringChunk *names;
};

struct presence *presence_new(void)
{
    struct presence *presence = g_new0(struct presence, 1);

    presence->names = g_string_chunk_new(1 << 16);
    return presence;
}

void presence_free(struct presence *presence)
{
    if (presence == NULL)
        return;
    for (uint32_t i = 0; i < presence->listings.count; i++) {
        if (presence->listings.items[i].files != NULL)
            g_hash_table_destroy(presence->listings.items[i].files);
    }
    vector_deinit(&presence->listings);
    intmap_deinit(&presence->by_folder);
    g_string_chunk_free(presence->names);
    g_free(presence);
}

static struct listing *get_listing(struct presence *presence, const struct folder *folder)
{
    bool is_new;
    uint32_t index =
        *intmap_put(&presence->by_folder, (uintptr_t)folder, presence->listings.count, &is_new);

    if (is_new)
        vector_push(&presence->listings, (struct listing){0});
    return &presence->listings.items[index];
}

void presence_expect(struct presence *presence, const struct folder *folder)
{
    get_listing(presence, folder)->n_expected++;
}

static void read_listing(struct presence *presence, struct listing *listing,
                         const struct folder *folder)
{
    DIR *open = opendir(folder->path);
    size_t left = listing->n_expected * MOST_ENTRIES_PER_QUESTION;

    if (open == NULL)
        return;
    listing->files = g_hash_table_new(g_str_hash, g_str_equal);
    for (; left > 0; left--) {
        /* Safe: no other thread has this stream. NOLINTNEXTLINE(concurrency-mt-unsafe) */
        const struct dirent *entry = readdir(open);
        if (entry == NULL)
            break;
        if (entry->d_type == DT_REG)
            g_hash_table_add(listing->files, g_string_chunk_insert(presence->names, entry->d_name));
    }
    closedir(open);
}

bool presence_has(struct presence *presence, const struct folder *folder, const char *file)
{
    struct listing *listing = get_listing(presence, folder);
    struct stat status;

    if (!listing->is_read && listing->n_expected >= FEW_QUESTIONS)
        read_listing(presence, listing, folder);
    listing->is_read = true;
    if (listing->files != NULL && g_hash_table_contains(listing->files, strrchr(file, '/') + 1))
        return true;
    /* Links, file systems that tell no types, folders that were not read to the end. */
    return stat(file, &status) == 0 && S_ISREG(status.st_mode);
}
