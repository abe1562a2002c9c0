#pragma once

#define MAX_WORD 32

void words_init(void);
void words_put(const char *word); /* waits for a free slot; "" is the end */
void words_get(char word[MAX_WORD]);
