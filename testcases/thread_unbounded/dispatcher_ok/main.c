/* A queue with room for so many, popped by a dispatcher that starts a thread for each item: the
 * room limits what waits, not what runs. In the twin a fixed number of threads pops. */
#include "kitchen.h"

#include <stdio.h>

int main(void)
{
    char dish[100];
    if (kitchen_open() != 0)
        return 1;
    while (fgets(dish, sizeof dish, stdin) != NULL)
        kitchen_order(dish);
    kitchen_close();
    return 0;
}
