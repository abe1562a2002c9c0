/* The printer thread ends by one message, told by its address, which is sent before the join. */
#include "box.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int printer_open(void);
void printer_print(const char *text);
void printer_close(void);
static struct letter goodbye;
static struct box inbox;
static pthread_t printing;

static void *print_letters(void *unused)
{
    (void)unused;
    for (;;) {
        struct letter *letter = box_get(&inbox);
        if (letter == &goodbye)
            break;
        puts(letter->text);
        free(letter);
    }
    return NULL;
}

int printer_open(void)
{
    box_init(&inbox);
    return pthread_create(&printing, NULL, print_letters, NULL);
}

void printer_print(const char *text)
{
    struct letter *letter = calloc(1, sizeof *letter);
    if (!letter)
        return;
    strncpy(letter->text, text, sizeof letter->text - 1);
    box_put(&inbox, letter);
}

void printer_close(void)
{
    box_put(&inbox, &goodbye);
    pthread_join(printing, NULL);
}
