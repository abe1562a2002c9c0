#include "feed.h"
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    char line[64];
    struct feed *feed = feed_open();
    if (!feed)
        return 1;
    while (fgets(line, sizeof line, stdin))
        if (feed_put(feed, atoi(line)) != 0)
            break;
    feed_close(feed);
    return 0;
}
