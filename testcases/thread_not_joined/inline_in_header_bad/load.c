#include "background.h"

int load(char *file)
{
    return background_run(file);
}
