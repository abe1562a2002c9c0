/* Modules in files of their own, started and stopped through tables; both join. */
#include "module.h"

#include <stdio.h>

static const struct module *const modules[] = {&clock_module, &cron_module, NULL};

int main(void)
{
    for (int i = 0; modules[i] != NULL; i++) {
        if (modules[i]->start() != 0)
            return 1;
        printf("%s started\n", modules[i]->name);
    }
    getchar();
    for (const struct module *const *m = modules; *m != NULL; m++) {
        if ((*m)->stop != NULL)
            (*m)->stop();
    }
    return 0;
}
