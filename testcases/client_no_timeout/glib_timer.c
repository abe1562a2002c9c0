/* A timer of the main loop looks whether there is something new; meanwhile the loop does nothing else. */
#include "curl.h"

#include <glib.h>

static gboolean look_bad(gpointer data)
{
    CURL *curl = curl_easy_init(); // EXPECT: client-per-request
    if (curl == NULL)
        return G_SOURCE_CONTINUE;
    curl_easy_setopt(curl, CURLOPT_URL, (const char *)data);
    if (curl_easy_perform(curl) != CURLE_OK) // EXPECT: client-no-timeout
        g_message("nothing new");
    curl_easy_cleanup(curl);
    return G_SOURCE_CONTINUE;
}

static gboolean look_ok(gpointer data)
{
    CURL *curl = curl_easy_init(); // EXPECT: client-per-request
    if (curl == NULL)
        return G_SOURCE_CONTINUE;
    curl_easy_setopt(curl, CURLOPT_URL, (const char *)data);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 2L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
    if (curl_easy_perform(curl) != CURLE_OK)
        g_message("nothing new");
    curl_easy_cleanup(curl);
    return G_SOURCE_CONTINUE;
}

int main(void)
{
    static char news[] = "https://news.example/";
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);
    g_timeout_add_seconds(600, look_bad, news);
    g_timeout_add_seconds(600, look_ok, news);
    g_main_loop_run(loop);
    g_main_loop_unref(loop);
    return 0;
}
