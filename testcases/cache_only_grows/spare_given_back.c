/* One more is made only where all are in use. There are as many as are ever in use at a time, if somebody says when one is
 * not any more: a mark in each, or a cell that is NULL. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* ---- buffers, all in one list ---- */

struct page {
    struct page *next;
    int busy;
    char text[4096];
};

static struct page *pages;

static struct page *page_take_bad(void)
{
    struct page *page = pages;

    while (page != NULL && page->busy)
        page = page->next;
    if (page == NULL) {
        page = calloc(1, sizeof *page);
        if (page == NULL)
            exit(1);
        page->next = pages;
        pages = page; // EXPECT: cache-only-grows
    }
    page->busy = 1;
    return page;
}

struct sheet {
    struct sheet *next;
    int busy;
    char text[4096];
};

static struct sheet *sheets;

static struct sheet *sheet_take_ok(void)
{
    struct sheet *sheet = sheets;

    while (sheet != NULL && sheet->busy)
        sheet = sheet->next;
    if (sheet == NULL) {
        sheet = calloc(1, sizeof *sheet);
        if (sheet == NULL)
            exit(1);
        sheet->next = sheets;
        sheets = sheet;
    }
    sheet->busy = 1;
    return sheet;
}

/* ---- leases in cells that are used again ---- */

struct lease {
    time_t due;
    char name[32];
};

struct desk {
    void **cells;
    int room;
};

static struct desk desk_bad;

static int hold_bad(void *thing)
{
    int i = 0;

    while (i < desk_bad.room && desk_bad.cells[i] != NULL)
        i++;
    if (i == desk_bad.room) {
        void **cells = realloc(desk_bad.cells, ((size_t)i + 1) * sizeof *cells);
        if (cells == NULL)
            exit(1);
        desk_bad.cells = cells;
        desk_bad.room++;
    }
    desk_bad.cells[i] = thing; // EXPECT: cache-only-grows
    return i;
}

struct counter {
    void **cells;
    int room;
};

static struct counter counter_ok;

static int hold_ok(void *thing)
{
    int i = 0;

    while (i < counter_ok.room && counter_ok.cells[i] != NULL)
        i++;
    if (i == counter_ok.room) {
        void **cells = realloc(counter_ok.cells, ((size_t)i + 1) * sizeof *cells);
        if (cells == NULL)
            exit(1);
        counter_ok.cells = cells;
        counter_ok.room++;
    }
    counter_ok.cells[i] = thing;
    return i;
}

static void expire(time_t now)
{
    for (int i = 0; i < desk_bad.room; i++) {
        const struct lease *lease = desk_bad.cells[i];
        if (lease != NULL && lease->due < now)
            printf("%s is late\n", lease->name);
    }
    for (int i = 0; i < counter_ok.room; i++) {
        struct lease *lease = counter_ok.cells[i];
        if (lease == NULL || lease->due >= now)
            continue;
        counter_ok.cells[i] = NULL;
        free(lease);
    }
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    for (;;) {
        char line[32] = "";
        int fd = accept(listener, NULL, NULL);
        if (fd < 0 || read(fd, line, sizeof line - 1) <= 0)
            return 1;
        close(fd);
        struct page *page = page_take_bad();
        struct sheet *sheet = sheet_take_ok();
        snprintf(page->text, sizeof page->text, "first %s", line);
        snprintf(sheet->text, sizeof sheet->text, "then %s", line);
        fputs(page->text, stdout);
        fputs(sheet->text, stdout);
        sheet->busy = 0;
        for (int i = 0; i < 2; i++) {
            struct lease *lease = calloc(1, sizeof *lease);
            if (lease == NULL)
                return 1;
            lease->due = time(NULL) + 30;
            memcpy(lease->name, line, sizeof lease->name);
            printf("%d\n", i == 0 ? hold_bad(lease) : hold_ok(lease));
        }
        expire(time(NULL));
    }
}
