/* The list of all checks. */
#include <stranded/check.h>

#include <stddef.h>

#define CHECK(name) extern const struct check check_##name;
#include "registry.def"
#undef CHECK

#define CHECK(name) &check_##name,
const struct check *const stranded_checks[] = {
#include "registry.def"
    NULL,
};
#undef CHECK
