#include "services.h"

#include <stdio.h>

int main(void)
{
    struct executor *executor = executor_new();
    struct ticker *ticker = ticker_new();
    int c;
    if (executor == NULL || ticker == NULL)
        return 1;
    while ((c = getchar()) != EOF)
        executor_add(executor, c);
    executor_free(executor);
    ticker_free(ticker);
    return 0;
}
