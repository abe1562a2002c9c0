/* Counts per name that a peer sends, in hash tables of macros. */
#include "mini_khash.h"

#include <sys/socket.h>
#include <unistd.h>

MINI_KHASH(all, unsigned) // EXPECT: cache-only-grows
MINI_KHASH(few, unsigned)
MINI_KHASH(now, unsigned)

static kh_all_t *all;
static kh_few_t *few;
static kh_now_t *now;

static void count_bad(const char *name)
{
    int is_new;
    char *copy = strdup(name);
    if (copy == NULL)
        return;
    unsigned at = mini_kh_put(all, all, copy, &is_new);
    if (is_new < 0)
        return;
    if (is_new == 0)
        free(copy);
    else
        all->vals[at] = 0;
    all->vals[at]++;
}

static void count_few_ok(const char *name)
{
    int is_new;
    unsigned at = mini_kh_get(few, few, name);
    if (at == few->n_buckets) {
        if (mini_kh_size(few) >= 1000)
            return;
        char *copy = strdup(name);
        if (copy == NULL)
            return;
        at = mini_kh_put(few, few, copy, &is_new);
        if (is_new < 0)
            return;
        few->vals[at] = 0;
    }
    few->vals[at]++;
}

static void begin_ok(const char *name)
{
    int is_new;
    char *copy = strdup(name);
    if (copy == NULL)
        return;
    unsigned at = mini_kh_put(now, now, copy, &is_new);
    if (is_new > 0)
        now->vals[at] = 1;
    else
        free(copy);
}

static void end_ok(const char *name)
{
    unsigned at = mini_kh_get(now, now, name);
    if (at == now->n_buckets)
        return;
    free((void *)now->keys[at]);
    mini_kh_del(now, now, at);
}

int main(void)
{
    char name[64];
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    all = mini_kh_init(all);
    few = mini_kh_init(few);
    now = mini_kh_init(now);
    if (fd < 0 || !all || !few || !now)
        return 1;
    for (;;) {
        ssize_t n = recv(fd, name, sizeof(name) - 1, 0);
        if (n <= 0)
            continue;
        name[n] = '\0';
        count_bad(name);
        count_few_ok(name);
        if (name[0] == '+')
            begin_ok(name + 1);
        else
            end_ok(name + 1);
    }
}
