#include "background.h"

int save(char *file)
{
    return background_run(file);
}
