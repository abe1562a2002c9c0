/* The classic pair of semaphores around an array of slots; the words are printed by a thread of
 * its own while they are loaded. */
#include "words.h"

#include <pthread.h>
#include <stdio.h>

static void load(FILE *from)
{
    char word[MAX_WORD];
    while (fscanf(from, "%31s", word) == 1)
        words_put(word);
    words_put("");
}

static void *print(void *to)
{
    char word[MAX_WORD];
    for (words_get(word); word[0] != '\0'; words_get(word))
        fprintf(to, "%s\n", word);
    return NULL;
}

int main(void)
{
    pthread_t printer;
    words_init();
    if (pthread_create(&printer, NULL, print, stdout) != 0)
        return 1;
    load(stdin);
    pthread_join(printer, NULL);
    return 0;
}
