#include "tenant.h"

#include <stdio.h>
#include <string.h>

int main(void)
{
    char word[2][64];
    while (scanf("%63s %63s", word[0], word[1]) == 2) {
        if (strcmp(word[0], "drop") == 0)
            tenant_remove(word[1]);
        else
            tenant_add(word[0], word[1]);
    }
    return 0;
}
