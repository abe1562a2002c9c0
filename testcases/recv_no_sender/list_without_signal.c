/* Who puts into a list wakes nobody; only who ends it all does. Telling late is not telling: behind the next line of
 * input, or when there is none. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct page {
    struct page *next;
    int number;
};

void print_page(int number);

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
static struct page *pages;
static bool is_over;

static void pages_add(int number)
{
    struct page *page = malloc(sizeof *page);

    if (page == NULL)
        return;
    page->number = number;
    pthread_mutex_lock(&mutex);
    page->next = pages;
    pages = page;
    pthread_mutex_unlock(&mutex);
}

static void *print_pages(void *arg)
{
    (void)arg;
    for (;;) {
        pthread_mutex_lock(&mutex);
        while (pages == NULL && !is_over)
            pthread_cond_wait(&cond, &mutex); // EXPECT: recv-no-sender
        struct page *page = pages;
        if (page == NULL) {
            pthread_mutex_unlock(&mutex);
            return NULL;
        }
        pages = page->next;
        pthread_mutex_unlock(&mutex);
        print_page(page->number);
        free(page);
    }
}

int print_bad(void)
{
    pthread_t printer;
    int number;

    if (pthread_create(&printer, NULL, print_pages, NULL) != 0)
        return -1;
    while (scanf("%d", &number) == 1)
        pages_add(number);
    pthread_mutex_lock(&mutex);
    is_over = true;
    pthread_cond_signal(&cond);
    pthread_mutex_unlock(&mutex);
    return pthread_join(printer, NULL);
}

/* Here the caller tells, once for each line of numbers. */
static pthread_mutex_t sheets_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t sheets_cond = PTHREAD_COND_INITIALIZER;
static struct page *sheets;
static bool no_more;

static void sheets_add(int number)
{
    struct page *sheet = malloc(sizeof *sheet);

    if (sheet == NULL)
        return;
    sheet->number = number;
    pthread_mutex_lock(&sheets_mutex);
    sheet->next = sheets;
    sheets = sheet;
    pthread_mutex_unlock(&sheets_mutex);
}

static void sheets_tell(void)
{
    pthread_mutex_lock(&sheets_mutex);
    pthread_cond_signal(&sheets_cond);
    pthread_mutex_unlock(&sheets_mutex);
}

static void *print_sheets(void *arg)
{
    (void)arg;
    for (;;) {
        pthread_mutex_lock(&sheets_mutex);
        while (sheets == NULL && !no_more)
            pthread_cond_wait(&sheets_cond, &sheets_mutex);
        struct page *sheet = sheets;
        if (sheet == NULL) {
            pthread_mutex_unlock(&sheets_mutex);
            return NULL;
        }
        sheets = sheet->next;
        pthread_mutex_unlock(&sheets_mutex);
        print_page(sheet->number);
        free(sheet);
    }
}

int print_ok(void)
{
    pthread_t printer;
    int first, last;

    if (pthread_create(&printer, NULL, print_sheets, NULL) != 0)
        return -1;
    while (scanf("%d-%d", &first, &last) == 2) {
        for (int i = first; i <= last; i++)
            sheets_add(i);
        sheets_tell();
    }
    pthread_mutex_lock(&sheets_mutex);
    no_more = true;
    pthread_cond_signal(&sheets_cond);
    pthread_mutex_unlock(&sheets_mutex);
    return pthread_join(printer, NULL);
}
