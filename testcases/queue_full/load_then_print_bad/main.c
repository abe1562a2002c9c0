/* The classic pair of semaphores around an array of slots; all words are loaded before the first is
 * printed, by the same thread. */
#include "words.h"

#include <stdio.h>

static void load(FILE *from)
{
    char word[MAX_WORD];
    while (fscanf(from, "%31s", word) == 1)
        words_put(word);
    words_put("");
}

static void print(FILE *to)
{
    char word[MAX_WORD];
    for (words_get(word); word[0] != '\0'; words_get(word))
        fprintf(to, "%s\n", word);
}

int main(void)
{
    words_init();
    load(stdin);
    print(stdout);
    return 0;
}
