/* Private: what a unit's IR depends on, as the store wants it. */
#ifndef STRANDED_ENGINE_UNIT_FILES_H
#define STRANDED_ENGINE_UNIT_FILES_H

#include "base/vector.h"
#include "engine/analysis.h"

#include <stdint.h>

/* Indices into analysis.files, each once. */
VECTOR_TYPE(file_numbers, uint32_t);

/* The files that a unit was parsed from, and those that it looked for in vain; where it was not
 * parsed, its main file. Sets the unit's `contents` accordingly. The caller frees the vector. */
void find_unit_files(struct analysis *analysis, uint32_t number, struct file_numbers *ret_files);

#endif
