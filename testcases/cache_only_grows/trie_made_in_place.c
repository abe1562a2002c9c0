/* A trie whose nodes are made right where they go; the twin's is emptied when it has grown too large. */
#include <ctype.h>
#include <stdlib.h>
#include <sys/socket.h>

struct letter {
    struct letter *next[26];
    unsigned uses;
};

struct branch {
    struct branch *next[26];
    unsigned uses;
};

static struct letter words;
static struct branch topics;

static void learn_bad(const char *word)
{
    struct letter *at = &words;

    for (; islower((unsigned char)*word); word++) {
        int i = *word - 'a';
        if (!at->next[i]) {
            at->next[i] = calloc(1, sizeof *at); // EXPECT: cache-only-grows
            if (!at->next[i])
                return;
        }
        at = at->next[i];
    }
    at->uses++;
}

static void learn_ok(const char *word)
{
    struct branch *at = &topics;

    for (; islower((unsigned char)*word); word++) {
        int i = *word - 'a';
        if (!at->next[i]) {
            at->next[i] = calloc(1, sizeof *at);
            if (!at->next[i])
                return;
        }
        at = at->next[i];
    }
    at->uses++;
}

static void clear(struct branch *at)
{
    for (int i = 0; i < 26; i++)
        if (at->next[i]) {
            clear(at->next[i]);
            free(at->next[i]);
            at->next[i] = NULL;
        }
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    char word[64];

    for (;;) {
        ssize_t size = recv(fd, word, sizeof(word) - 1, 0);
        if (size <= 0)
            continue;
        word[size] = '\0';
        learn_bad(word);
        learn_ok(word);
        if (word[0] == '!')
            clear(&topics);
    }
}
