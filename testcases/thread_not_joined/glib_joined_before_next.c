/* The one before is joined, if there is one, right before the next one takes its place; per round of a loop
 * that is some calls above. */
#include <glib.h>
#include <string.h>

typedef struct {
    GThread *packer;
    gsize size, limit;
} Journal;

static gpointer pack(gpointer user)
{
    gchar *name = user;

    g_print("%s\n", name);
    g_free(name);
    return NULL;
}

static void journal_turn_ok(Journal *journal)
{
    journal->size = 0;
    if (journal->packer != NULL)
        g_thread_join(journal->packer);
    journal->packer = g_thread_new("pack", pack, g_strdup("journal.1"));
}

/* Looks for the one before, and joins nothing. */
static void journal_turn_bad(Journal *journal)
{
    journal->size = 0;
    if (journal->packer != NULL)
        g_message("still packing");
    journal->packer =
        g_thread_new("pack", pack, g_strdup("journal.1")); // EXPECT: thread-not-joined
}

static void journal_write_ok(Journal *journal, const gchar *line)
{
    journal->size += strlen(line);
    if (journal->size > journal->limit)
        journal_turn_ok(journal);
}

static void journal_write_bad(Journal *journal, const gchar *line)
{
    journal->size += strlen(line);
    if (journal->size > journal->limit)
        journal_turn_bad(journal);
}

static void journal_close(Journal *journal)
{
    if (journal->packer != NULL)
        g_thread_join(journal->packer);
    g_free(journal);
}

static guint note_all_ok(Journal *journal, GDir *dir)
{
    const gchar *name;
    guint count = 0;

    while ((name = g_dir_read_name(dir)) != NULL) {
        journal_write_ok(journal, name);
        count++;
    }
    return count;
}

static guint note_all_bad(Journal *journal, GDir *dir)
{
    const gchar *name;
    guint count = 0;

    while ((name = g_dir_read_name(dir)) != NULL) {
        journal_write_bad(journal, name);
        count++;
    }
    return count;
}

guint note_ok(GDir **dirs)
{
    Journal *journal = g_new0(Journal, 1);
    guint count = 0;

    for (; *dirs; dirs++)
        count += note_all_ok(journal, *dirs);
    journal_close(journal);
    return count;
}

guint note_bad(GDir **dirs)
{
    Journal *journal = g_new0(Journal, 1);
    guint count = 0;

    for (; *dirs; dirs++)
        count += note_all_bad(journal, *dirs);
    journal_close(journal);
    return count;
}
