/* What is found in a library by its name, when that is loaded.
 *
 * States    dlsym(3); the GLib 2.74 reference, "Dynamic Loading of Modules"; libltdl, libuv.
 * Control   A function of the program that has the name is what is found, if there is one. */
#include <stranded/primitives.h>

void *dlsym(void *handle, const char *name)
{
    return model_function_named(name);
}

void *dlvsym(void *handle, const char *name, const char *version)
{
    return model_function_named(name);
}

int g_module_symbol(void *module, const char *symbol_name, void **symbol)
{
    if (model_fails())
        return 0;
    *symbol = model_function_named(symbol_name);
    return model_nonzero();
}

void *lt_dlsym(void *handle, const char *name)
{
    return model_function_named(name);
}

int uv_dlsym(void *lib, const char *name, void **ptr)
{
    if (model_fails())
        return -1;
    *ptr = model_function_named(name);
    return 0;
}
