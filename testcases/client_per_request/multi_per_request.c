/* Several pages are fetched at once for each request: with a multi handle of its own, and with one that keeps the
 * connections for the next request. */
#include "mini_curl.h"
#include "mini_microhttpd.h"

#include <string.h>
#include <unistd.h>

enum { PAGES = 2 };

static CURL *pages_bad[PAGES], *pages_ok[PAGES];
static CURLM *shared;

static int run(CURLM *multi, CURL **pages)
{
    int running = 0;

    for (int i = 0; i < PAGES; i++)
        curl_multi_add_handle(multi, pages[i]);
    do {
        if (curl_multi_perform(multi, &running) != CURLM_OK)
            break;
        curl_multi_wait(multi, NULL, 0, 200, NULL);
    } while (running);
    for (int i = 0; i < PAGES; i++)
        curl_multi_remove_handle(multi, pages[i]);
    return running;
}

static enum MHD_Result answer_bad(void)
{
    CURLM *multi = curl_multi_init(); // EXPECT: client-per-request
    int left;

    if (multi == NULL)
        return MHD_NO;
    left = run(multi, pages_bad);
    curl_multi_cleanup(multi);
    return left ? MHD_NO : MHD_YES;
}

static enum MHD_Result answer_ok(void)
{
    return run(shared, pages_ok) ? MHD_NO : MHD_YES;
}

static enum MHD_Result answer(void *data, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **request)
{
    (void)data, (void)connection, (void)method, (void)version;
    (void)upload, (void)upload_size, (void)request;
    return strcmp(url, "/new") == 0 ? answer_ok() : answer_bad();
}

int main(void)
{
    struct MHD_Daemon *server;

    shared = curl_multi_init();
    for (int i = 0; i < PAGES; i++) {
        pages_bad[i] = curl_easy_init();
        pages_ok[i] = curl_easy_init();
    }
    server = MHD_start_daemon(0, 8080, NULL, NULL, answer, NULL, MHD_OPTION_END);
    if (server == NULL)
        return 1;
    for (;;)
        pause();
}
