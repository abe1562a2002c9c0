#include "task.h"

#include <stdio.h>
#include <stdlib.h>

static void *print(void *line)
{
    puts(line);
    return NULL;
}

int main(void)
{
    static char line[256];
    while (fgets(line, sizeof line, stdin) != NULL) {
        struct task *task = task_start(print, line);
        if (task == NULL)
            return 1;
        task_release(task);
    }
    return 0;
}
