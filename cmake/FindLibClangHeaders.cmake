# The headers of libclang's C API, as the imported target LibClang::Headers.
#
# Headers only: loading libclang costs 30 ms in any process that links it, so analyzer/frontend
# loads the shared library itself, late, and a run with nothing to parse never does. That library's
# soname is given to it as LIBCLANG_SONAME ("libclang-19.so.19" or "libclang.so.19", by packager),
# its folder, for where the loader does not look by itself, as LIBCLANG_FOLDER.
#
# Debian keeps each LLVM version in a folder of its own; only the version asked for is right, since
# the numbers of libclang's enums change between versions.

set(version ${LibClangHeaders_FIND_VERSION_MAJOR})
find_path(LibClangHeaders_INCLUDE_DIR clang-c/Index.h
    HINTS /usr/lib/llvm-${version}/include /usr/lib64/llvm${version}/include
          /usr/local/opt/llvm@${version}/include)
find_file(LibClangHeaders_LIBRARY
    NAMES libclang-${version}.so.${version} libclang.so.${version} libclang-${version}.so.1
    HINTS ${LibClangHeaders_INCLUDE_DIR}/../lib
    PATH_SUFFIXES ${CMAKE_LIBRARY_ARCHITECTURE}
    PATHS /usr/lib /usr/lib64 /usr/local/lib)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibClangHeaders
    REQUIRED_VARS LibClangHeaders_INCLUDE_DIR LibClangHeaders_LIBRARY
    REASON_FAILURE_MESSAGE "Debian: apt-get install libclang-${version}-dev")
mark_as_advanced(LibClangHeaders_INCLUDE_DIR LibClangHeaders_LIBRARY)

if(LibClangHeaders_FOUND AND NOT TARGET LibClang::Headers)
    get_filename_component(soname ${LibClangHeaders_LIBRARY} NAME)
    get_filename_component(folder ${LibClangHeaders_LIBRARY} DIRECTORY)
    get_filename_component(folder ${folder} ABSOLUTE)
    add_library(LibClang::Headers INTERFACE IMPORTED)
    set_target_properties(LibClang::Headers PROPERTIES
        INTERFACE_INCLUDE_DIRECTORIES ${LibClangHeaders_INCLUDE_DIR}
        INTERFACE_COMPILE_DEFINITIONS
            "LIBCLANG_SONAME=\"${soname}\";LIBCLANG_FOLDER=\"${folder}\"")
endif()
