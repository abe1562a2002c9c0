#include "mounts.h"
#include "background.h"

#include <stdio.h>
#include <sys/statvfs.h>

static void *mount_check(void *path)
{
    struct statvfs status;
    if (statvfs(path, &status) == 0)
        printf("%s: %lu free\n", (const char *)path, (unsigned long)status.f_bfree);
    return NULL;
}

void mounts_check(char **paths)
{
    for (; *paths != NULL; paths++)
        background(mount_check, *paths);
}
