/* What was used last comes first. Only the twin throws away what is last. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct page {
    struct page *next, *prev;
    char path[128];
};

struct sheet {
    struct sheet *next, *prev;
    char path[128];
};

static struct page *first_page;
static struct sheet *first_sheet, *last_sheet;
static int n_sheets;

static void page_to_front(struct page *page)
{
    if (page == first_page)
        return;
    page->prev->next = page->next;
    if (page->next)
        page->next->prev = page->prev;
    page->prev = NULL;
    page->next = first_page;
    first_page->prev = page;
    first_page = page;
}

static struct page *page_get_bad(const char *path)
{
    struct page *page = first_page;

    while (page && strcmp(page->path, path) != 0)
        page = page->next;
    if (page) {
        page_to_front(page);
        return page;
    }
    page = calloc(1, sizeof *page);
    if (!page)
        return NULL;
    strncpy(page->path, path, sizeof page->path - 1);
    page->next = first_page;
    if (first_page)
        first_page->prev = page;
    first_page = page; // EXPECT: cache-only-grows
    return page;
}

static void sheet_unlink(struct sheet *sheet)
{
    if (sheet->prev)
        sheet->prev->next = sheet->next;
    else
        first_sheet = sheet->next;
    if (sheet->next)
        sheet->next->prev = sheet->prev;
    else
        last_sheet = sheet->prev;
}

static void sheet_put_first(struct sheet *sheet)
{
    sheet->prev = NULL;
    sheet->next = first_sheet;
    if (first_sheet)
        first_sheet->prev = sheet;
    else
        last_sheet = sheet;
    first_sheet = sheet;
}

static struct sheet *sheet_get_ok(const char *path)
{
    struct sheet *sheet = first_sheet;

    while (sheet && strcmp(sheet->path, path) != 0)
        sheet = sheet->next;
    if (sheet) {
        sheet_unlink(sheet);
    } else if (n_sheets >= 100) {
        sheet = last_sheet;
        sheet_unlink(sheet);
    } else {
        sheet = calloc(1, sizeof *sheet);
        if (!sheet)
            return NULL;
        n_sheets++;
    }
    strncpy(sheet->path, path, sizeof sheet->path - 1);
    sheet_put_first(sheet);
    return sheet;
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    char path[128];

    for (;;) {
        ssize_t n = recv(fd, path, sizeof path - 1, 0);
        if (n <= 0)
            continue;
        path[n] = '\0';
        if (!page_get_bad(path) || !sheet_get_ok(path))
            return 1;
    }
}
