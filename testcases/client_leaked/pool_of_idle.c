/* A connection is taken from those that are idle, or made where there is none, and given back: by a list, or in a place
 * for one. None of them is ever closed, and no more are made than are used at a time. */
#include "mini_curl.h"

#include <stdio.h>
#include <stdlib.h>

struct line {
    CURL *curl;
    struct line *next;
};

static struct line *idle;

static struct line *pop(struct line **list)
{
    struct line *line = *list;
    if (line != NULL)
        *list = line->next;
    return line;
}

static CURL *dial(void)
{
    CURL *curl = curl_easy_init();
    if (curl == NULL)
        abort();
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
    return curl;
}

static struct line *take(void)
{
    struct line *line = idle;
    if (line != NULL) {
        idle = line->next;
        return line;
    }
    line = calloc(1, sizeof *line);
    if (line == NULL)
        abort();
    line->curl = dial();
    return line;
}

static void give(struct line *line)
{
    line->next = idle;
    idle = line;
}

static void fetch_ok(const char *url)
{
    struct line *line = take();
    curl_easy_setopt(line->curl, CURLOPT_URL, url);
    curl_easy_perform(line->curl);
    give(line);
}

static int fetch_bad(const char *url)
{
    struct line *line = take(); // EXPECT: client-leaked
    curl_easy_setopt(line->curl, CURLOPT_URL, url);
    if (curl_easy_perform(line->curl) != CURLE_OK)
        return -1;
    give(line);
    return 0;
}

/* ---- the list is handed on ---- */

struct shelf {
    struct line *lines;
};

static struct shelf shelf;

static struct line *take_from_shelf(struct shelf *from)
{
    struct line *line = pop(&from->lines);
    if (line != NULL)
        return line;
    line = calloc(1, sizeof *line);
    if (line == NULL)
        abort();
    line->curl = dial();
    return line;
}

static void fetch_by_shelf_ok(const char *url)
{
    struct line *line = take_from_shelf(&shelf);
    curl_easy_setopt(line->curl, CURLOPT_URL, url);
    curl_easy_perform(line->curl);
    line->next = shelf.lines;
    shelf.lines = line;
}

/* ---- nothing is taken out: each call makes one, and the last one is kept ---- */

static struct line *last;

static struct line *take_anew(void)
{
    struct line *line = calloc(1, sizeof *line);
    if (line == NULL)
        abort();
    line->curl = dial();
    return line;
}

static void fetch_anew_bad(const char *url)
{
    struct line *line = take_anew(); // EXPECT: client-leaked
    curl_easy_setopt(line->curl, CURLOPT_URL, url);
    curl_easy_perform(line->curl);
    line->next = last;
    last = line;
}

int main(void)
{
    char url[256];
    while (scanf("%255s", url) == 1) {
        fetch_ok(url);
        fetch_by_shelf_ok(url);
        fetch_anew_bad(url);
        if (fetch_bad(url) != 0)
            puts("failed");
    }
    return 0;
}
