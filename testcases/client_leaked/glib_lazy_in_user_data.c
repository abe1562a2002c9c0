/* A client that a handler makes when it first needs one, in the object that it is called with: a struct of
 * main(), which closes it behind the main loop. */
#include <glib.h>

#include "mini_curl.h"

struct poll_state {
    CURL *handle;
    int n_seen;
};

/* ---- closed behind the loop ---- */

static CURL *ready_handle(struct poll_state *state)
{
    if (!state->handle) {
        state->handle = curl_easy_init();
        if (!state->handle)
            return NULL;
        curl_easy_setopt(state->handle, CURLOPT_URL, "http://localhost/");
        curl_easy_setopt(state->handle, CURLOPT_TIMEOUT, 2L);
    }
    return state->handle;
}

static gboolean poll_ok(gpointer data)
{
    struct poll_state *state = data;
    CURL *handle = ready_handle(state);

    if (handle && curl_easy_perform(handle) == CURLE_OK)
        state->n_seen++;
    return TRUE;
}

static void run_ok(GMainLoop *loop)
{
    struct poll_state state = {NULL, 0};

    g_timeout_add_seconds(1, poll_ok, &state);
    g_main_loop_run(loop);
    if (state.handle)
        curl_easy_cleanup(state.handle);
}

/* ---- a global that is set at the start, and handed over as well ---- */

struct push_state {
    CURL *handle;
    const char *url;
};

static struct push_state push;

static gboolean push_ok(gpointer data)
{
    struct push_state *state = data;

    if (!state->handle)
        state->handle = curl_easy_init();
    if (state->handle) {
        curl_easy_setopt(state->handle, CURLOPT_URL, state->url);
        curl_easy_setopt(state->handle, CURLOPT_TIMEOUT, 2L);
        curl_easy_perform(state->handle);
    }
    return TRUE;
}

static void run_global_ok(GMainLoop *loop)
{
    push = (struct push_state){.url = "http://localhost/"};
    g_timeout_add_seconds(1, push_ok, &push);
    g_main_loop_run(loop);
    if (push.handle)
        curl_easy_cleanup(push.handle);
}

/* ---- made anew each time, and none is closed ---- */

struct pull_state {
    CURL *handle;
    int n_seen;
};

static gboolean pull_bad(gpointer data)
{
    struct pull_state *state = data;

    state->handle = curl_easy_init(); // EXPECT: client-leaked, client-per-request
    if (!state->handle)
        return TRUE;
    curl_easy_setopt(state->handle, CURLOPT_TIMEOUT, 2L);
    if (curl_easy_perform(state->handle) == CURLE_OK)
        state->n_seen++;
    return TRUE;
}

static void run_bad(GMainLoop *loop)
{
    struct pull_state state = {NULL, 0};

    g_timeout_add_seconds(1, pull_bad, &state);
    g_main_loop_run(loop);
    g_print("%d\n", state.n_seen);
}

int main(void)
{
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);

    run_ok(loop);
    run_global_ok(loop);
    run_bad(loop);
    g_main_loop_unref(loop);
    return 0;
}
