#include "project/installed.h"

#include "project/includes.h"
#include "project/notices.h"
#include "project/tree.h"
#include "project/words.h"

#include "base/arena.h"
#include "base/vector.h"

#include <dirent.h>
#include <glib.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>

/* A folder below which packages have theirs: include/, or lib/.../PACKAGE/include. */
struct root {
    char *path;
    char *package; /* whose folder it is; NULL: everybody's */
    struct tree *tree;
};

/* What is known of a header by its name. */
struct header {
    struct words folders;
    bool is_there;
};

/* A file that may be meant by an #include, and where it would be searched for. */
struct candidate {
    const struct root *root;
    const struct meaning *meaning;
    const char *package; /* the folder's last part, or its package */
    uint32_t depth;      /* folders between the root and it */
    bool is_named_alike;
};

struct installed {
    struct arena *arena;
    struct notices *notices; /* what can't be read there is nobody's business */
    char *prefix;
    GPtrArray *standard; /* folders that the compiler searches by itself */
    bool is_listed;
    VECTOR(struct root) roots;
    GHashTable *folders; /* absolute path -> the same text */
    GHashTable *headers; /* quoted or not, and name -> struct header */
    struct words company;
};

/* A header is at most this far below the root that its package's folder lies in: beyond are folders
 * that no build searches. */
enum { MAX_PACKAGE_DEPTH = 2 };

static const char *const prefixes[] = {"/usr/local", "/usr"};

static void free_header(void *memory)
{
    struct header *header = memory;

    vector_deinit(&header->folders);
    g_free(header);
}

/* The name that Debian and its kin give the folders of this machine's kind begins with this. */
static char *begin_of_triplet(void)
{
    struct utsname machine;

    return uname(&machine) == 0 ? g_strconcat(machine.machine, "-linux-", NULL) : g_strdup("-");
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The folders in a folder, sorted. */
static GPtrArray *list_folders(const char *path)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    GDir *open = g_dir_open(path, 0, NULL);
    const char *name;

    while (open != NULL && (name = g_dir_read_name(open)) != NULL) {
        /* most entries of lib/ are libraries: their names save a stat */
        char *full = strchr(name, '.') != NULL && strstr(name, ".so") != NULL
                         ? NULL
                         : g_build_filename(path, name, NULL);
        if (full != NULL && name[0] != '.' && g_file_test(full, G_FILE_TEST_IS_DIR))
            g_ptr_array_add(names, g_strdup(name));
        g_free(full);
    }
    if (open != NULL)
        g_dir_close(open);
    g_ptr_array_sort(names, compare_names);
    return names;
}

struct installed *installed_new(const char *root)
{
    struct installed *installed = g_new0(struct installed, 1);
    char *triplet = begin_of_triplet();

    installed->arena = arena_new();
    installed->notices = notices_new();
    installed->prefix = g_strdup(root);
    installed->standard = g_ptr_array_new_with_free_func(g_free);
    installed->folders = g_hash_table_new(g_str_hash, g_str_equal);
    installed->headers = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_header);
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        char *include = g_strconcat(root, prefixes[i], "/include", NULL);
        GPtrArray *names = list_folders(include);
        for (guint k = 0; k < names->len; k++) {
            if (g_str_has_prefix(names->pdata[k], triplet))
                g_ptr_array_add(installed->standard,
                                g_build_filename(include, (char *)names->pdata[k], NULL));
        }
        g_ptr_array_free(names, TRUE);
        g_ptr_array_add(installed->standard, include);
    }
    g_free(triplet);
    return installed;
}

void installed_free(struct installed *installed)
{
    struct root *root;

    if (installed == NULL)
        return;
    vector_each(root, &installed->roots)
    {
        tree_free(root->tree);
        g_free(root->path);
        g_free(root->package);
    }
    vector_deinit(&installed->roots);
    g_hash_table_destroy(installed->headers);
    g_hash_table_destroy(installed->folders);
    vector_deinit(&installed->company);
    g_ptr_array_free(installed->standard, TRUE);
    notices_free(installed->notices);
    arena_free(installed->arena);
    g_free(installed->prefix);
    g_free(installed);
}

/* ---- what there is ---- */

/* Takes the path. A folder that can't be listed is as good as none. */
static void add_root(struct installed *installed, char *path, const char *package)
{
    struct root root = {.path = path, .package = g_strdup(package)};

    if (g_file_test(path, G_FILE_TEST_IS_DIR) &&
        tree_load(path, installed->notices, &root.tree, NULL)) {
        vector_push(&installed->roots, root);
    } else {
        g_free(root.path);
        g_free(root.package);
    }
}

/* The packages' own folders below a lib folder, and below those of machines in it. */
static void add_libraries(struct installed *installed, const char *lib, const char *triplet)
{
    GPtrArray *names = list_folders(lib);

    for (guint i = 0; i < names->len; i++) {
        const char *name = names->pdata[i];
        if (triplet != NULL && g_str_has_prefix(name, triplet)) {
            char *below = g_build_filename(lib, name, NULL);
            add_libraries(installed, below, NULL);
            g_free(below);
        }
        add_root(installed, g_build_filename(lib, name, "include", NULL), name);
    }
    g_ptr_array_free(names, TRUE);
}

static void list_roots(struct installed *installed)
{
    char *triplet = begin_of_triplet();

    installed->is_listed = true;
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        char *lib = g_strconcat(installed->prefix, prefixes[i], "/lib", NULL);
        char *lib64 = g_strconcat(lib, "64", NULL);
        add_root(installed, g_strconcat(installed->prefix, prefixes[i], "/include", NULL), NULL);
        add_libraries(installed, lib, triplet);
        add_libraries(installed, lib64, NULL);
        g_free(lib64);
        g_free(lib);
    }
    g_free(triplet);
}

/* ---- which one is meant ---- */

static bool is_compilers_own(const char *name)
{
    static const char *const names[] = {"float.h",  "iso646.h",      "limits.h",  "stdalign.h",
                                        "stdarg.h", "stdatomic.h",   "stdbool.h", "stddef.h",
                                        "stdint.h", "stdnoreturn.h", "tgmath.h"};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strcmp(names[i], name) == 0)
            return true;
    }
    return false;
}

static bool is_standard(const struct installed *installed, const char *name)
{
    bool found = is_compilers_own(name);

    for (guint i = 0; i < installed->standard->len && !found; i++) {
        char *path = g_build_filename(installed->standard->pdata[i], name, NULL);
        struct stat status;
        found = stat(path, &status) == 0 && S_ISREG(status.st_mode);
        g_free(path);
    }
    return found;
}

static const char *skip_lib(const char *name)
{
    return g_ascii_strncasecmp(name, "lib", 3) == 0 && name[3] != '\0' ? name + 3 : name;
}

/* Length without a version behind it: `glib-2.0`, `tcl8.6`. */
static size_t length_of_base(const char *package)
{
    size_t length = strlen(package);

    while (length > 1 && strchr("0123456789.-", package[length - 1]) != NULL)
        length--;
    return length;
}

/* Whether a header and a folder are of one name: <glib.h> and glib-2.0, <glibconfig.h>, <Python.h>
 * and python3.11. */
static bool is_named_alike(const char *header, const char *package)
{
    enum { SHORTEST = 3 };

    header = skip_lib(header);
    package = skip_lib(package);
    size_t stem = strcspn(header, "./"), base = length_of_base(package);
    size_t common = stem < base ? stem : base;
    return common >= SHORTEST && g_ascii_strncasecmp(header, package, common) == 0;
}

/* Whether a package's folder says its version, as those do that are made for being searched. */
static bool has_version(const struct candidate *candidate)
{
    size_t length = strlen(candidate->package);

    return candidate->root->package != NULL || length_of_base(candidate->package) < length;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? path : slash + 1;
}

static uint32_t depth_of(const char *folder)
{
    uint32_t depth = strcmp(folder, ".") != 0;

    for (const char *at = folder; *at != '\0'; at++)
        depth += *at == '/';
    return depth;
}

/* False if no build would search the folder for this name. */
static bool make_candidate(const struct root *root, const struct meaning *meaning, const char *name,
                           struct candidate *ret)
{
    const char *folder = meaning->folder->path;
    bool is_root = strcmp(folder, ".") == 0;

    if (is_root && root->package == NULL) /* the compiler looks there */
        return false;
    if (g_str_has_prefix(folder, "c++") || strstr(folder, "/c++") != NULL)
        return false;
    *ret = (struct candidate){
        .root = root,
        .meaning = meaning,
        .package = is_root ? root->package : last_part(folder),
        .depth = depth_of(folder),
    };
    ret->is_named_alike = is_named_alike(name, ret->package);
    return ret->depth <= (root->package == NULL ? MAX_PACKAGE_DEPTH : 0);
}

/* Digits count as numbers: gtk-4.0 is later than gtk-3.0, llvm-14 than llvm-9. */
static int compare_versions(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        size_t digits_a = strspn(a, "0123456789"), digits_b = strspn(b, "0123456789");
        size_t length = digits_a > 0 ? digits_a : 1;
        if (digits_a != digits_b)
            return digits_a < digits_b ? -1 : 1;
        int order = strncmp(a, b, length);
        if (order != 0)
            return order;
        a += length;
        b += length;
    }
    return (*a != '\0') - (*b != '\0');
}

static bool is_better(const struct candidate *a, const struct candidate *b)
{
    if (a->is_named_alike != b->is_named_alike)
        return a->is_named_alike;
    if (a->depth != b->depth)
        return a->depth < b->depth;
    return compare_versions(a->package, b->package) > 0;
}

enum asker { ASKED_BY_PROJECT, ASKED_BY_PACKAGE };

/* Whether the header is likely enough to be meant: a project's own header that was not generated yet
 * must not be taken from a package that happens to have one of that name. */
static bool is_likely(const struct candidate *best, uint32_t count, const struct include *include,
                      enum asker asker)
{
    if (strchr(include->name, '/') != NULL)
        return true;
    if (asker == ASKED_BY_PROJECT && strstr(include->name, "config") != NULL)
        return false;
    return best->is_named_alike ||
           (count == 1 && has_version(best) && (asker == ASKED_BY_PACKAGE || !include->is_quoted));
}

static bool choose(struct installed *installed, const struct include *include, enum asker asker,
                   struct candidate *ret)
{
    uint32_t count = 0;
    const struct root *root;

    if (!installed->is_listed)
        list_roots(installed);
    vector_each(root, &installed->roots)
    {
        const struct meanings *meanings = tree_meanings(root->tree, include->name);
        for (uint32_t i = 0; i < meanings->list.count; i++) {
            struct candidate candidate;
            if (!make_candidate(root, &meanings->list.items[i], include->name, &candidate))
                continue;
            if (count++ == 0 || is_better(&candidate, ret))
                *ret = candidate;
        }
    }
    return count > 0 && is_likely(ret, count, include, asker);
}

/* ---- what it needs ---- */

/* A walk over the headers that one header reaches. */
struct closure {
    struct installed *installed;
    struct words *folders;
    VECTOR(struct candidate) to_visit;
    GHashTable *visited; /* struct tree_file */
};

static const char *folder_text(struct installed *installed, const struct candidate *candidate)
{
    const char *below = candidate->meaning->folder->path;
    char *path = strcmp(below, ".") == 0 ? g_strdup(candidate->root->path)
                                         : g_build_filename(candidate->root->path, below, NULL);
    const char *known = g_hash_table_lookup(installed->folders, path);

    if (known == NULL) {
        char *copy = arena_copy(installed->arena, path, strlen(path) + 1);
        g_hash_table_add(installed->folders, copy);
        known = copy;
    }
    g_free(path);
    return known;
}

static void add_folder(struct closure *closure, const struct candidate *candidate)
{
    const char *folder = folder_text(closure->installed, candidate);

    for (uint32_t i = 0; i < closure->folders->count; i++) {
        if (closure->folders->items[i] == folder)
            return;
    }
    vector_push(closure->folders, folder);
}

static void visit(struct closure *closure, const struct candidate *candidate)
{
    if (g_hash_table_add(closure->visited, candidate->meaning->file))
        vector_push(&closure->to_visit, *candidate);
}

/* A header beside the one that asks, or in the folder that that one was found in. */
static bool find_near(const struct candidate *from, const struct include *include,
                      struct candidate *ret)
{
    const struct meanings *meanings = tree_meanings(from->root->tree, include->name);

    for (uint32_t i = 0; i < meanings->list.count; i++) {
        const struct meaning *meaning = &meanings->list.items[i];
        if (meaning->folder != from->meaning->folder &&
            (!include->is_quoted || meaning->folder != from->meaning->file->folder))
            continue;
        *ret = *from;
        ret->meaning = meaning;
        return true;
    }
    return false;
}

static void follow(struct closure *closure, const struct candidate *from,
                   const struct include *include)
{
    struct candidate found;

    if (strstr(include->name, "..") != NULL)
        return;
    if (find_near(from, include, &found)) {
        visit(closure, &found);
    } else if (!is_standard(closure->installed, include->name) &&
               choose(closure->installed, include, ASKED_BY_PACKAGE, &found)) {
        add_folder(closure, &found);
        visit(closure, &found);
    }
}

static void find_closure(struct installed *installed, const struct candidate *header,
                         struct words *folders)
{
    struct closure closure = {
        .installed = installed,
        .folders = folders,
        .visited = g_hash_table_new(NULL, NULL),
    };

    if (header->depth > 0 || header->root->package != NULL)
        add_folder(&closure, header);
    visit(&closure, header);
    for (uint32_t i = 0; i < closure.to_visit.count; i++) {
        struct candidate from = closure.to_visit.items[i];
        const struct includes *includes =
            tree_includes(from.root->tree, from.meaning->file, installed->notices);
        for (uint32_t k = 0; k < includes->list.count; k++)
            follow(&closure, &from, &includes->list.items[k]);
    }
    vector_deinit(&closure.to_visit);
    g_hash_table_destroy(closure.visited);
}

/* A header that the compiler finds in a folder which says its version, <libx-1.0/x.h>: that one is made for being
 * searched, and what it includes is found only so. */
static bool find_standard(struct installed *installed, const char *name, struct candidate *ret)
{
    const char *slash = strchr(name, '/');
    char *package = slash == NULL ? NULL : g_strndup(name, (gsize)(slash - name));
    bool says_version = package != NULL && length_of_base(package) < strlen(package);
    const struct root *root;
    bool found = false;

    if (says_version && !installed->is_listed)
        list_roots(installed);
    vector_each(root, &installed->roots)
    {
        const struct meanings *meanings =
            says_version && root->package == NULL ? tree_meanings(root->tree, name) : NULL;
        for (uint32_t i = 0; meanings != NULL && i < meanings->list.count && !found; i++) {
            const struct meaning *meaning = &meanings->list.items[i];
            found = strcmp(meaning->folder->path, ".") == 0;
            *ret = (struct candidate){.root = root, .meaning = meaning, .package = ""};
        }
    }
    g_free(package);
    return found;
}

static const struct header *look_up(struct installed *installed, const struct include *include)
{
    char *key = g_strconcat(include->is_quoted ? "\"" : "<", include->name, NULL);
    struct header *header = g_hash_table_lookup(installed->headers, key);
    struct candidate found;

    if (header == NULL) {
        header = g_new0(struct header, 1);
        header->is_there = is_standard(installed, include->name);
        if (!header->is_there && choose(installed, include, ASKED_BY_PROJECT, &found)) {
            header->is_there = true;
            find_closure(installed, &found, &header->folders);
        } else if (header->is_there && find_standard(installed, include->name, &found)) {
            find_closure(installed, &found, &header->folders);
        }
        g_hash_table_insert(installed->headers, arena_copy(installed->arena, key, strlen(key) + 1),
                            header);
    }
    g_free(key);
    return header;
}

const struct words *installed_folders(struct installed *installed, const struct include *include)
{
    return &look_up(installed, include)->folders;
}

/* ---- headers in company ---- */

/* So many headers of one folder are no coincidence. */
enum { COMPANY_LEAST = 3 };

struct member {
    struct candidate candidate;
    const char *folder; /* folder_text() */
};

VECTOR_TYPE(members, struct member);

static void find_members(struct installed *installed, const struct include *include,
                         struct members *ret_members)
{
    const struct root *root;

    vector_each(root, &installed->roots)
    {
        const struct meanings *meanings = tree_meanings(root->tree, include->name);
        for (uint32_t i = 0; i < meanings->list.count; i++) {
            struct member member;
            if (!make_candidate(root, &meanings->list.items[i], include->name, &member.candidate))
                continue;
            member.folder = folder_text(installed, &member.candidate);
            vector_push(ret_members, member);
        }
    }
}

static uint32_t count_of(const struct members *members, const char *folder)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < members->count; i++)
        count += members->items[i].folder == folder;
    return count;
}

const struct words *installed_company(struct installed *installed,
                                      const struct include *const *missing, size_t count)
{
    struct members members = {0};

    vector_clear(&installed->company);
    for (size_t i = 0; i < count; i++)
        if (strchr(missing[i]->name, '/') == NULL && !installed_has(installed, missing[i]))
            find_members(installed, missing[i], &members);
    for (uint32_t i = 0; i < members.count; i++)
        if (count_of(&members, members.items[i].folder) >= COMPANY_LEAST)
            find_closure(installed, &members.items[i].candidate, &installed->company);
    vector_deinit(&members);
    return &installed->company;
}

bool installed_has(struct installed *installed, const struct include *include)
{
    return look_up(installed, include)->is_there;
}
