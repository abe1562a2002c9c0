/* The oldest pages go. */
#include "pages.h"

void pages_tidy(void)
{
    pages_run("DELETE FROM pages WHERE rowid <= (SELECT MAX(rowid) FROM pages) - 1000");
}
