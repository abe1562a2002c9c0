# Writes NAME.md for each check that the program has.
#
# usage: cmake -DSTRANDED=program -DFOLDER=folder -P check_pages.cmake
file(MAKE_DIRECTORY ${FOLDER})
execute_process(COMMAND ${STRANDED} checks OUTPUT_VARIABLE checks COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "(^|\n)[a-z-]+" names "${checks}")
foreach(name IN LISTS names)
    string(STRIP "${name}" name)
    execute_process(COMMAND ${STRANDED} explain ${name} OUTPUT_FILE ${FOLDER}/${name}.md
        COMMAND_ERROR_IS_FATAL ANY)
endforeach()
