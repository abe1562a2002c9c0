/* A growing array of entries is written at the exit, by a handler that journal_open() registers; it
 * is not called, and so the array only grows. */
#include "journal.h"

#include <stdio.h>

int main(void)
{
    long value;
    while (scanf("%ld", &value) == 1) {
        if (journal_add(1, value) != 0)
            return 1;
    }
    return 0;
}
