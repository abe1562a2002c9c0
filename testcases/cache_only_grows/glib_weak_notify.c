/* An entry of a table goes with the object that it is about: a weak reference says when. The bad twin only notes
 * that the object is gone. */
#include <glib-object.h>

static GHashTable *rooms, *halls;
static guint n_gone;

static void room_gone(gpointer data, GObject *room)
{
    (void)room;
    g_hash_table_remove(rooms, data);
    g_free(data);
}

static GObject *enter_room_ok(const char *name)
{
    GObject *room = g_hash_table_lookup(rooms, name);

    if (room)
        return g_object_ref(room);
    room = g_object_new(G_TYPE_OBJECT, NULL);
    g_hash_table_insert(rooms, g_strdup(name), room);
    g_object_weak_ref(room, room_gone, g_strdup(name));
    return room;
}

static void hall_gone(gpointer data, GObject *hall)
{
    (void)hall;
    n_gone++;
    g_free(data);
}

static GObject *enter_hall_bad(const char *name)
{
    GObject *hall = g_hash_table_lookup(halls, name);

    if (hall)
        return g_object_ref(hall);
    hall = g_object_new(G_TYPE_OBJECT, NULL);
    g_hash_table_insert(halls, g_strdup(name), hall); // EXPECT: cache-only-grows
    g_object_weak_ref(hall, hall_gone, g_strdup(name));
    return hall;
}

static gboolean on_input(GIOChannel *input, GIOCondition condition, gpointer data)
{
    char *line = NULL;

    (void)condition, (void)data;
    if (g_io_channel_read_line(input, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
        return G_SOURCE_REMOVE;
    g_object_unref(enter_room_ok(line));
    g_object_unref(enter_hall_bad(line));
    g_free(line);
    return G_SOURCE_CONTINUE;
}

int main(void)
{
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);

    rooms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    halls = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_io_add_watch(g_io_channel_unix_new(0), G_IO_IN, on_input, NULL);
    g_main_loop_run(loop);
    return 0;
}
