#include "proc.h"

#include <dirent.h>
#include <unistd.h>

int scan(int report)
{
    int n = 0;

    DIR *folder = opendir("/var/spool");
    if (folder == NULL)
        return 1;
    while (readdir(folder) != NULL)
        n++;
    closedir(folder);
    return write(report, &n, sizeof n) != (ssize_t)sizeof n;
}
