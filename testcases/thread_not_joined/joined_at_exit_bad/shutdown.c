#include "journal.h"

#include <stddef.h>

void shut_down(void)
{
    atomic_store(&journal_stopping, true);
}
