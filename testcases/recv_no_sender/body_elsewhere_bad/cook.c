/* The body of the thread is known to the other unit by its name, which only starts it: nobody else calls it. */
#include "cook.h"

#include <semaphore.h>
#include <stdio.h>

enum { COURSES = 3 };

void *cook(void *orders)
{
    for (int i = 0; i < COURSES; i++) {
        sem_wait(orders); // EXPECT: recv-no-sender
        printf("course %d\n", i);
    }
    return orders;
}
