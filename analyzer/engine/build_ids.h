/* What makes stored facts stale when stranded itself changes: hashes of its sources, made when it is
 * built (hash_sources.cmake). */
#ifndef STRANDED_ENGINE_BUILD_IDS_H
#define STRANDED_ENGINE_BUILD_IDS_H

#include <stdint.h>

extern const uint64_t front_end_id; /* of what makes IR: base/, ir/, frontend/ */
extern const uint64_t analysis_id;  /* of what makes findings of it: all of the analyzer but its
                                     * front doors, the checks, the models */

#endif
