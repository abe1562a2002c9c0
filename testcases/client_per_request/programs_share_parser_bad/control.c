#include "options.h"

int option_is(const char *text)
{
    return text[0] == '-' ? 0 : -1;
}

int main(void)
{
    return options_read("/etc/control.conf") == 0 ? 0 : 1;
}
