/* The engine's failures, and whose fault a failure is. */
#include "engine/engine.h"
#include "project/project.h"
#include "store/store.h"

GQuark engine_error_quark(void)
{
    return g_quark_from_static_string("stranded-engine-error");
}

enum engine_fault engine_fault_of(const GError *error)
{
    if (error->domain == PROJECT_ERROR)
        return ENGINE_FAULT_USER;
    if (error->domain == STORE_ERROR)
        return error->code == STORE_ERROR_IO ? ENGINE_FAULT_INTERNAL : ENGINE_FAULT_USER;
    if (error->domain != ENGINE_ERROR || error->code == ENGINE_ERROR_PROCESS)
        return ENGINE_FAULT_INTERNAL;
    return error->code == ENGINE_ERROR_CANCELLED ? ENGINE_FAULT_CANCELLED : ENGINE_FAULT_USER;
}
