/* A growing array of entries is written at the exit, by a handler that journal_open()
 * registers. */
#include "journal.h"

#include <stdio.h>

int main(void)
{
    long value;
    if (journal_open("journal.txt") != 0)
        return 1;
    while (scanf("%ld", &value) == 1) {
        if (journal_add(1, value) != 0)
            return 1;
    }
    return 0;
}
