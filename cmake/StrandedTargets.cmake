# What every target of the project has in common, and the three functions that make targets:
#
#   stranded_library(NAME SOURCES file... [USES target...])     one folder of analyzer/, or checks/
#   stranded_executable(NAME SOURCES file... [USES target...])  a program; not installed by itself
#   stranded_unit_test(NAME SOURCES file... [USES target...])   a cmocka program, run by ctest
#
# USES names other folders by their own name (`base`, `ir`) and libraries by their imported target
# (PkgConfig::GLIB, PkgConfig::JANSSON, PkgConfig::SQLITE3, PkgConfig::XXHASH, LibClang::Headers,
# Threads::Threads, ${CMAKE_DL_LIBS}). A library of a folder is the target stranded_NAME. Include
# paths do not travel from target to target: analyzer/ and include/ for analyzer/, include/ alone
# for checks/. So a check that includes a private header does not compile.

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS ON)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)

# Everything that all our targets share is in this interface target, so that code which is not ours
# (a bundled sample, say) does not get our warnings.
add_library(stranded_options INTERFACE)
target_compile_definitions(stranded_options INTERFACE
    _GNU_SOURCE
    STRANDED_VERSION="${PROJECT_VERSION}"
    $<$<BOOL:${STRANDED_SANITIZE}>:STRANDED_CHECK_ARENA>)
target_compile_options(stranded_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes
    -Wmissing-prototypes -Wold-style-definition -Wcast-qual -Wwrite-strings -Wpointer-arith
    -Wformat=2 -Wundef -Wvla
    $<$<BOOL:${STRANDED_WERROR}>:-Werror>)
if(STRANDED_SANITIZE)
    set(sanitize -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_compile_options(stranded_options INTERFACE ${sanitize})
    target_link_options(stranded_options INTERFACE ${sanitize})
endif()

# Links `target` with what USES names; a name without `::` is a folder's.
function(stranded_target_uses target visibility)
    foreach(use IN LISTS ARGN)
        if(use MATCHES "::" OR use IN_LIST CMAKE_DL_LIBS)
            target_link_libraries(${target} ${visibility} ${use})
        else()
            target_link_libraries(${target} ${visibility} stranded_${use})
        endif()
    endforeach()
endfunction()

# The include paths that the folder of the calling CMakeLists.txt may see.
function(stranded_target_includes target)
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/include)
    if(NOT CMAKE_CURRENT_SOURCE_DIR STREQUAL "${PROJECT_SOURCE_DIR}/checks")
        target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/analyzer)
    endif()
endfunction()

function(stranded_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES")
    add_library(stranded_${name} STATIC ${arg_SOURCES})
    target_link_libraries(stranded_${name} PRIVATE stranded_options)
    stranded_target_includes(stranded_${name})
    stranded_target_uses(stranded_${name} PUBLIC ${arg_USES})
endfunction()

function(stranded_executable name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES")
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE stranded_options)
    stranded_target_includes(${name})
    stranded_target_uses(${name} PRIVATE ${arg_USES})
endfunction()

function(stranded_unit_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;USES")
    stranded_executable(test_${name} SOURCES ${arg_SOURCES} USES ${arg_USES} PkgConfig::CMOCKA)
    add_test(NAME unit.${name} COMMAND test_${name} WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    set_tests_properties(unit.${name} PROPERTIES LABELS unit TIMEOUT 120)
endfunction()
