#include "line.h"

#include <stddef.h>

int line_open(struct line *line, const char *name, const char *host)
{
    line->methods = load_methods(name);
    if (line->methods == NULL)
        return -1;
    return line->methods->open(line, host);
}

void line_shut(struct line *line)
{
    if (line->methods->shut != NULL)
        line->methods->shut(line);
}
