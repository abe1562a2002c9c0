/* A client that connects again whenever the link breaks, and each time starts what needs to run
 * only once. It has a flag, too, but the twin alone tests it before. */
#include "link.h"
#include "lookup.h"

#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc < 3)
        return 1;
    for (;;) {
        int fd = link_connect(argv[1]);
        if (fd < 0) {
            sleep(5);
            continue;
        }
        lookup_start(argv[2]);
        link_receive(fd);
        close(fd);
    }
}
