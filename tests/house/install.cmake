# Installs a build into an empty folder and uses it from there.
#
# usage: cmake -D BUILD=folder -D PREFIX=folder -P install.cmake
file(REMOVE_RECURSE ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX}
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

foreach(file IN ITEMS
        bin/stranded share/man/man1/stranded.1 include/stranded/annotations.h include/stranded/primitives.h
        share/bash-completion/completions/stranded share/zsh/site-functions/_stranded
        share/doc/stranded/checks/thread-not-joined.md)
    if(NOT EXISTS ${PREFIX}/${file})
        message(SEND_ERROR "${file} is not installed")
    endif()
endforeach()
file(GLOB_RECURSE installed LIST_DIRECTORIES false RELATIVE ${PREFIX} ${PREFIX}/*)
list(FILTER installed EXCLUDE REGEX "^share/doc/stranded/checks/[a-z-]+\\.md$")
list(LENGTH installed count)
list(FILTER installed INCLUDE REGEX "/cmake/stranded/stranded(Config|ConfigVersion)[.]cmake$")
list(LENGTH installed packages)
if(NOT packages EQUAL 2)
    message(SEND_ERROR "find_package(stranded) would find nothing: ${installed}")
endif()
if(NOT count EQUAL 8)
    message(SEND_ERROR "more is installed than that: ${installed}")
endif()

# One file is all it needs: it must find nothing through where it was built.
file(WRITE ${PREFIX}/project/main.c
    "#include <pthread.h>\nstatic void *run(void *p) { return p; }\n"
    "int main(void)\n{\n    pthread_t t;\n    for (int i = 0; i < 9; i++)\n"
    "        pthread_create(&t, NULL, run, NULL);\n    for (;;)\n        ;\n}\n")
file(WRITE ${PREFIX}/project/compile_commands.json
    "[{\"directory\": \"${PREFIX}/project\", \"file\": \"main.c\", "
    "\"arguments\": [\"cc\", \"-c\", \"main.c\"]}]")
execute_process(COMMAND ${PREFIX}/bin/stranded check -p ${PREFIX}/project
    WORKING_DIRECTORY ${PREFIX} RESULT_VARIABLE code OUTPUT_VARIABLE report ERROR_VARIABLE errors)
if(NOT code EQUAL 1 OR NOT report MATCHES "thread-not-joined")
    message(SEND_ERROR "the installed program: exit code ${code}\n${report}\n${errors}")
endif()
file(REMOVE_RECURSE ${PREFIX})
