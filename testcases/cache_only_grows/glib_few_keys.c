/* Counters by name: the names are few where the program chooses them, and as many as the clients like where they do. */
#include "mini_microhttpd.h"

#include <glib.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- a name that a function chooses ---- */

static GHashTable *by_kind;
static GHashTable *by_path;

static const char *kind_of(const char *path)
{
    if (strncmp(path, "/img/", 5) == 0)
        return "image";
    return strcmp(path, "/") == 0 ? "start" : "page";
}

static void count_kind_ok(GHashTable *table, const char *key)
{
    gsize n = GPOINTER_TO_SIZE(g_hash_table_lookup(table, key));

    g_hash_table_insert(table, g_strdup(key), GSIZE_TO_POINTER(n + 1));
}

static const char *tail_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static void count_path_bad(GHashTable *table, const char *key)
{
    gsize n = GPOINTER_TO_SIZE(g_hash_table_lookup(table, key));

    g_hash_table_insert(table, g_strdup(key), GSIZE_TO_POINTER(n + 1));
}

/* ---- a number within limits ---- */

static GHashTable *by_decade;
static GHashTable *by_weekday;
static GHashTable *by_size;

static void count_decade_ok(int length)
{
    int decade = CLAMP(length / 10, 0, 12);

    g_hash_table_insert(by_decade, GINT_TO_POINTER(decade), GINT_TO_POINTER(1));
}

static void count_weekday_ok(unsigned day)
{
    g_hash_table_insert(by_weekday, GUINT_TO_POINTER(day % 7 + 1), GINT_TO_POINTER(1));
}

static void count_size_bad(int length)
{
    int at_least = MAX(length / 10, 1);

    g_hash_table_insert(by_size, GINT_TO_POINTER(at_least), // EXPECT: cache-only-grows
                        GINT_TO_POINTER(1));
}

/* ---- an entry with its name inside ---- */

struct atom {
    const char *name;
    unsigned long uses;
};

struct visitor {
    const char *name;
    unsigned long visits;
};

static void *atoms, *visitors;

static int compare_atoms(const void *a, const void *b)
{
    return strcmp(((const struct atom *)a)->name, ((const struct atom *)b)->name);
}

static int compare_visitors(const void *a, const void *b)
{
    return strcmp(((const struct visitor *)a)->name, ((const struct visitor *)b)->name);
}

static void use_atom_ok(const char *name)
{
    struct atom key = {.name = name};
    struct atom **found = tfind(&key, &atoms, compare_atoms);

    if (!found) {
        struct atom *atom = calloc(1, sizeof *atom);
        if (!atom)
            return;
        atom->name = name;
        found = tsearch(atom, &atoms, compare_atoms);
        if (!found)
            return;
    }
    (*found)->uses++;
}

static void note_visitor_bad(const char *name)
{
    struct visitor key = {.name = name};
    struct visitor **found = tfind(&key, &visitors, compare_visitors);

    if (!found) {
        struct visitor *visitor = calloc(1, sizeof *visitor);
        if (!visitor)
            return;
        visitor->name = strdup(name);
        found = tsearch(visitor, &visitors, compare_visitors); // EXPECT: cache-only-grows
        if (!found)
            return;
    }
    (*found)->visits++;
}

/* ---- an array that is searched first ---- */

struct tally {
    char *name;
    unsigned long n;
};

static struct tally *tallies;
static unsigned n_tallies;

static void tally_bad(const char *name)
{
    for (unsigned i = 0; i < n_tallies; i++)
        if (strcmp(tallies[i].name, name) == 0) {
            tallies[i].n++;
            return;
        }
    struct tally *larger = realloc(tallies, (n_tallies + 1) * sizeof *larger);
    if (!larger)
        return;
    tallies = larger;
    tallies[n_tallies].name = strdup(name); // EXPECT: cache-only-grows
    tallies[n_tallies++].n = 1;
}

static struct tally *answers;
static unsigned n_answers;

static void answered_ok(const char *name)
{
    for (unsigned i = 0; i < n_answers; i++)
        if (strcmp(answers[i].name, name) == 0) {
            answers[i].n++;
            return;
        }
    struct tally *larger = realloc(answers, (n_answers + 1) * sizeof *larger);
    if (!larger)
        return;
    answers = larger;
    answers[n_answers].name = strdup(name);
    answers[n_answers++].n = 1;
}

static enum MHD_Result answer(void *data, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *size, void **state)
{
    (void)data, (void)connection, (void)version, (void)upload, (void)size, (void)state;
    count_kind_ok(by_kind, kind_of(url));
    count_path_bad(by_path, tail_of(url)); // EXPECT: cache-only-grows
    count_decade_ok((int)strlen(url));
    count_weekday_ok((unsigned)strlen(url));
    count_size_bad((int)strlen(url));
    use_atom_ok("requests");
    if (strcmp(method, "GET") == 0)
        use_atom_ok("gets");
    note_visitor_bad(url);
    tally_bad(url);
    answered_ok(strlen(url) > 9 ? "long" : "short");
    return MHD_YES;
}

int main(void)
{
    by_kind = g_hash_table_new(g_str_hash, g_str_equal);
    by_path = g_hash_table_new(g_str_hash, g_str_equal);
    by_decade = g_hash_table_new(NULL, NULL);
    by_weekday = g_hash_table_new(NULL, NULL);
    by_size = g_hash_table_new(NULL, NULL);
    if (!MHD_start_daemon(8, 80, NULL, NULL, answer, NULL, MHD_OPTION_END))
        return 1;
    for (;;)
        pause();
}
