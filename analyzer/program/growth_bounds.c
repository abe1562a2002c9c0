#include "program/growth_inside.h"

bool growth_is_bounded(const struct growth_facts *facts, struct site at)
{
    (void)facts, (void)at;
    return false;
}
