#include "frontend/clang_api.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

/* Where libclang 19 is, first by the name that the build found (in the loader's own folders, then
 * where the build found it), then by the names that distributions give it. A plain `libclang.so`
 * is not tried: it may be any version. */
static const char *const library_names[] = {
    LIBCLANG_SONAME,
    (LIBCLANG_FOLDER "/" LIBCLANG_SONAME),
    "libclang-19.so.19",
    "libclang.so.19",
    "libclang-19.so.1",
    "/usr/lib/llvm-19/lib/libclang-19.so.19",
    "/usr/lib/llvm-19/lib/libclang.so.19",
    "/usr/lib/llvm-19/lib/libclang-19.so.1",
    "/usr/lib64/llvm19/lib/libclang.so.19",
};

static const struct {
    const char *name;
    size_t offset; /* of its pointer in struct clang_api */
} functions[] = {
#define CLANG_FUNCTION(name) {"clang_" #name, offsetof(struct clang_api, name)},
#include "frontend/clang_api.def"
#undef CLANG_FUNCTION
};

static bool find_functions(struct clang_api *api)
{
    for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
        void *address = dlsym(api->library, functions[i].name);
        if (!address)
            return false;
        /* ISO C has no cast from an object's address to a function's; POSIX makes them alike. */
        memcpy((char *)api + functions[i].offset, &address, sizeof(address));
    }
    return true;
}

bool clang_api_open(struct clang_api *api)
{
    for (size_t i = 0; i < sizeof(library_names) / sizeof(library_names[0]); i++) {
        *api = (struct clang_api){.library = dlopen(library_names[i], RTLD_NOW | RTLD_LOCAL)};
        if (!api->library)
            continue;
        if (find_functions(api))
            return true;
        clang_api_close(api);
    }
    return false;
}

void clang_api_close(struct clang_api *api)
{
    if (api->library)
        dlclose(api->library);
    api->library = NULL;
}
