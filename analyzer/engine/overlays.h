/* Private: the overlaid files of a request. */
#ifndef STRANDED_ENGINE_OVERLAYS_H
#define STRANDED_ENGINE_OVERLAYS_H

#include "engine/analysis.h"
#include "engine/engine.h"
#include "engine/source_files.h"

#include <stdbool.h>
#include <stddef.h>

/* What is to be read in place of the file; NULL = the file. */
const struct engine_overlay *find_overlay(const struct engine_request *request, const char *path);

/* Whether the file is to be taken as not there. */
bool is_overlaid_absent(const struct engine_request *request, const char *path);

/* Whether the request is about something else than what is on disk. */
bool has_overlays(const struct engine_request *request);

/* Whether one of the files (indices into the analysis' table) is overlaid. */
bool reads_overlay(const struct analysis *analysis, const uint32_t *files, size_t n_files);

/* Gives every source the overlays of the request, and takes out of it those that say what the disk says. */
void apply_overlays(struct analysis *analysis);

#endif
