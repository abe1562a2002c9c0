/* libclang, loaded late: its functions as members of a struct that is passed along.
 *
 * Loading costs 30 ms in any process that links the library, used or not, so nothing links it.
 * Only version 19 is right: the structs and the enums' numbers of the C API change with versions. */
#ifndef STRANDED_FRONTEND_CLANG_API_H
#define STRANDED_FRONTEND_CLANG_API_H

#include <stdbool.h>

#include <clang-c/CXDiagnostic.h>     /* IWYU pragma: export */
#include <clang-c/CXErrorCode.h>      /* IWYU pragma: export */
#include <clang-c/CXFile.h>           /* IWYU pragma: export */
#include <clang-c/CXSourceLocation.h> /* IWYU pragma: export */
#include <clang-c/CXString.h>         /* IWYU pragma: export */
#include <clang-c/Index.h>            /* IWYU pragma: export */

struct clang_api {
    void *library; /* of dlopen(); owned */
#define CLANG_FUNCTION(name)                                                                       \
    __typeof__(&clang_##name) name; /* NOLINT(bugprone-macro-parentheses) */
#include "frontend/clang_api.def"
#undef CLANG_FUNCTION
};

/* Loads the library and finds every function. On failure nothing stays loaded. */
bool clang_api_open(struct clang_api *api) __attribute__((warn_unused_result));

/* Accepts a zeroed or closed one. */
void clang_api_close(struct clang_api *api);

#endif
