/* Started by the first request only. The bad one forgets that it has started whenever it is told
 * to reload. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/socket.h>

static bool speller_started, grammar_started;

static void *load_speller(void *arg)
{
    FILE *in = fopen("words", "r");
    char word[64];
    while (in != NULL && fgets(word, sizeof word, in) != NULL)
        fputs(word, stdout);
    return arg;
}

static void *load_grammar(void *arg)
{
    FILE *in = fopen("rules", "r");
    char rule[64];
    while (in != NULL && fgets(rule, sizeof rule, in) != NULL)
        fputs(rule, stdout);
    return arg;
}

void spelling_bad(int socket)
{
    char request;
    while (recv(socket, &request, 1, 0) == 1) {
        if (request == 'R')
            speller_started = false;
        if (!speller_started) {
            pthread_t loader;
            speller_started = true;
            if (pthread_create(&loader, NULL, load_speller, NULL) == 0) // MISS: thread-unbounded
                pthread_detach(loader);
        }
    }
}

void grammar_ok(int socket)
{
    char request;
    while (recv(socket, &request, 1, 0) == 1) {
        if (request == 'R')
            printf("cannot reload\n");
        if (!grammar_started) {
            pthread_t loader;
            grammar_started = true;
            if (pthread_create(&loader, NULL, load_grammar, NULL) == 0)
                pthread_detach(loader);
        }
    }
}

/* The C library keeps the flag. */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start_loader(void)
{
    pthread_t loader;
    if (pthread_create(&loader, NULL, load_grammar, NULL) == 0)
        pthread_detach(loader);
}

void hyphenation_ok(int socket)
{
    char request;
    while (recv(socket, &request, 1, 0) == 1)
        pthread_once(&once, start_loader);
}

/* The start is the last that the loop does. */
void one_request_ok(int socket)
{
    char request;
    while (recv(socket, &request, 1, 0) == 1) {
        pthread_t loader;
        if (request != 'L')
            continue;
        if (pthread_create(&loader, NULL, load_grammar, NULL) == 0)
            pthread_detach(loader);
        break;
    }
}
