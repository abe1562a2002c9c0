/* The tables of hsearch(): nothing can be taken out of one, so what is put in while the program serves stays. The twins
 * have keys that are known beforehand, and a table that is made anew when it has served long enough. */
#define _GNU_SOURCE
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void charge_bad(const char *user)
{
    ENTRY entry = {.key = strdup(user)};
    ENTRY *found = hsearch(entry, FIND);

    if (!found)
        found = hsearch(entry, ENTER); // EXPECT: cache-only-grows
    if (found)
        found->data = (char *)found->data + 1;
}

static struct hsearch_data words;

static void note_bad(const char *word)
{
    ENTRY entry = {.key = (char *)word}, *found;

    if (hsearch_r(entry, FIND, &found, &words))
        return;
    entry.key = strdup(word);
    if (entry.key && !hsearch_r(entry, ENTER, &found, &words)) // EXPECT: cache-only-grows
        free(entry.key);
}

static struct hsearch_data kinds;

static void kind_ok(int digit)
{
    static const char *const names[] = {"odd", "even"};
    ENTRY entry = {.key = (char *)names[digit % 2]}, *found;

    if (hsearch_r(entry, ENTER, &found, &kinds))
        found->data = (char *)found->data + 1;
}

static struct hsearch_data today;
static unsigned n_today;

static void today_ok(const char *word)
{
    ENTRY entry = {.key = strdup(word)}, *found;

    if (n_today++ == 1000) {
        hdestroy_r(&today);
        memset(&today, 0, sizeof(today));
        hcreate_r(2000, &today);
        n_today = 0;
    }
    hsearch_r(entry, ENTER, &found, &today);
}

int main(void)
{
    char line[64];
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    hcreate(100000);
    hcreate_r(100000, &words);
    hcreate_r(8, &kinds);
    hcreate_r(2000, &today);
    for (;;) {
        ssize_t n = recv(fd, line, sizeof(line) - 1, 0);
        if (n <= 0)
            continue;
        line[n] = '\0';
        charge_bad(line);
        note_bad(line);
        kind_ok(line[0]);
        today_ok(line);
    }
}
