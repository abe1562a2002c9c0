/* The stop is invoked in the thread that runs the main loop, with the loop alone. */
#include <glib.h>

struct player {
    GMainContext *context;
    GMainLoop *loop;
    GThread *thread;
};

static gpointer play(gpointer data)
{
    struct player *player = data;
    g_main_loop_run(player->loop);
    return NULL;
}

static gboolean quit_playing(gpointer loop)
{
    g_main_loop_quit(loop);
    return G_SOURCE_REMOVE;
}

struct player *player_open_ok(void)
{
    struct player *player = g_new0(struct player, 1);
    player->context = g_main_context_new();
    player->loop = g_main_loop_new(player->context, FALSE);
    player->thread = g_thread_new("play", play, player);
    return player;
}

void player_close(struct player *player)
{
    g_main_context_invoke(player->context, quit_playing, player->loop);
    g_thread_join(player->thread);
    g_main_loop_unref(player->loop);
    g_main_context_unref(player->context);
    g_free(player);
}
