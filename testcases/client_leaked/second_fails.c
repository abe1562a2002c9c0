/* Two clients; where the second cannot be made, the first stays open. */
#include "mini_curl.h"
#include "mini_sqlite.h"

#include <stddef.h>

int mirror_bad(const char *file, const char *url)
{
    CURL *curl = curl_easy_init(); // EXPECT: client-leaked
    sqlite3 *db = NULL;
    if (curl == NULL)
        return -1;
    if (sqlite3_open(file, &db) != SQLITE_OK) {
        sqlite3_close(db);
        return -1;
    }
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    int rc = curl_easy_perform(curl);
    sqlite3_close(db);
    curl_easy_cleanup(curl);
    return rc;
}

int mirror_ok(const char *file, const char *url)
{
    CURL *curl = curl_easy_init();
    sqlite3 *db = NULL;
    if (curl == NULL)
        return -1;
    if (sqlite3_open(file, &db) != SQLITE_OK) {
        sqlite3_close(db);
        curl_easy_cleanup(curl);
        return -1;
    }
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 30L);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    int rc = curl_easy_perform(curl);
    sqlite3_close(db);
    curl_easy_cleanup(curl);
    return rc;
}
