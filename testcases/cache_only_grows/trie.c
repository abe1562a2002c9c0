/* A trie of all words that were ever sent; the twin's is pruned by age. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

struct letter {
    struct letter *next[26];
    int is_word;
};

struct branch {
    struct branch *next[26];
    time_t used;
};

static struct letter words;
static struct branch topics;

static void learn_bad(const char *word)
{
    struct letter *at = &words;

    for (; islower((unsigned char)*word); word++) {
        if (!at->next[*word - 'a']) {
            struct letter *new = calloc(1, sizeof *new);
            if (!new)
                return;
            at->next[*word - 'a'] = new; // EXPECT: cache-only-grows
        }
        at = at->next[*word - 'a'];
    }
    at->is_word = 1;
}

static void learn_ok(const char *word, time_t now)
{
    struct branch *at = &topics;

    for (; islower((unsigned char)*word); word++) {
        at->used = now;
        if (!at->next[*word - 'a']) {
            struct branch *new = calloc(1, sizeof *new);
            if (!new)
                return;
            at->next[*word - 'a'] = new;
        }
        at = at->next[*word - 'a'];
    }
    at->used = now;
}

static void prune(struct branch *at, time_t before)
{
    for (int i = 0; i < 26; i++) {
        if (!at->next[i])
            continue;
        prune(at->next[i], before);
        if (at->next[i]->used < before) {
            free(at->next[i]);
            at->next[i] = NULL;
        }
    }
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    char word[64];

    for (;;) {
        ssize_t n = recv(fd, word, sizeof word - 1, 0);
        if (n <= 0)
            continue;
        word[n] = '\0';
        learn_bad(word);
        learn_ok(word, time(NULL));
        prune(&topics, time(NULL) - 600);
    }
}
