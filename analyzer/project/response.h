/* Response files: `@file` in a command stands for the words in that file. */
#ifndef STRANDED_PROJECT_RESPONSE_H
#define STRANDED_PROJECT_RESPONSE_H

#include "project/words.h"

struct folder;
struct notices;
struct responses;

/* A cache of the files' words: many units share one. */
struct responses *responses_new(void);

/* Accepts NULL. The words that came out of it die with it. */
void responses_free(struct responses *responses);

/* Replaces every @file in the words from `first` on by the words of the file, which is relative to
 * the folder. Files may name further ones, 8 deep. What can't be read, is nested deeper or is over
 * PROJECT_MAX_RESPONSE_BYTES in sum is left out and becomes a notice. Words of such a file are
 * separated by white space; quotes and backslashes protect (GCC's manual, "Overall Options"). */
void responses_expand(struct responses *responses, const struct folder *folder,
                      struct words *command, uint32_t first, struct notices *notices);

#endif
