/* The handle is a global; the end of the program, in another file, stops and joins the thread. */
#include "journal.h"

#include <stdio.h>

int main(void)
{
    if (journal_start() < 0)
        return 1;
    puts("working");
    shut_down();
    return 0;
}
