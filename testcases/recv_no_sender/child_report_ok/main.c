/* A child that fails reports nothing: its parent, which closed its copy, sees the end of file. */
#include "proc.h"

#include <stdio.h>

int main(void)
{
    struct proc scanner;

    if (proc_start(&scanner, scan) < 0)
        return 1;
    printf("%d entries\n", proc_status(&scanner));
    return 0;
}
