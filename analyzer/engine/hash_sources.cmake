# cmake -DOUTPUT=FILE -DFRONT_END=a;b -DANALYSIS=c;d -P hash_sources.cmake
# Writes build_ids.c: see build_ids.h.
function(hash_of files result)
    set(hashes "")
    foreach(file IN LISTS files)
        file(SHA256 ${file} hash)
        string(APPEND hashes ${hash})
    endforeach()
    string(SHA256 hash "${hashes}")
    string(SUBSTRING ${hash} 0 16 hash)
    set(${result} ${hash} PARENT_SCOPE)
endfunction()

hash_of("${FRONT_END}" front_end)
hash_of("${ANALYSIS}" analysis)
file(WRITE ${OUTPUT}
    "/* Made by hash_sources.cmake. */\n#include \"engine/build_ids.h\"\n\n"
    "const uint64_t front_end_id = UINT64_C(0x${front_end});\n"
    "const uint64_t analysis_id = UINT64_C(0x${analysis});\n")
