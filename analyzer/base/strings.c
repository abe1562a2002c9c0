#include "base/strings.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/intmap.h"
#include "base/memory.h"
#include "base/vector.h"

struct text {
    const char *bytes;
    size_t length;
    uint32_t next; /* the next text of equal hash, 0 = none */
};

struct strings {
    struct arena *arena;
    VECTOR(struct text) texts;
    struct intmap by_hash; /* hash of the bytes -> newest text with it */
};

struct strings *strings_new(void)
{
    struct strings *strings = memory_zeroed(1, sizeof(*strings));

    strings->arena = arena_new();
    return strings;
}

void strings_free(struct strings *strings)
{
    if (!strings)
        return;
    arena_free(strings->arena);
    vector_deinit(&strings->texts);
    intmap_deinit(&strings->by_hash);
    free(strings);
}

static uint32_t find_in_chain(const struct strings *strings, uint32_t first, const char *text,
                              size_t length)
{
    for (uint32_t number = first; number; number = strings->texts.items[number - 1].next) {
        const struct text *known = &strings->texts.items[number - 1];
        if (known->length == length && (length == 0 || memcmp(known->bytes, text, length) == 0))
            return number;
    }
    return 0;
}

uint32_t strings_find(const struct strings *strings, const char *text, size_t length)
{
    const uint32_t *first = intmap_find(&strings->by_hash, hash_bytes(text, length, 0));

    return first ? find_in_chain(strings, *first, text, length) : 0;
}

uint32_t strings_intern(struct strings *strings, const char *text, size_t length)
{
    uint32_t *first = intmap_put(&strings->by_hash, hash_bytes(text, length, 0), 0, NULL);
    uint32_t number = find_in_chain(strings, *first, text, length);

    if (number)
        return number;
    vector_push(&strings->texts,
                (struct text){arena_string(strings->arena, text, length), length, *first});
    *first = strings->texts.count;
    return *first;
}

const char *strings_get(const struct strings *strings, uint32_t number)
{
    return number ? strings->texts.items[number - 1].bytes : "";
}

size_t strings_length(const struct strings *strings, uint32_t number)
{
    return number ? strings->texts.items[number - 1].length : 0;
}

uint32_t strings_count(const struct strings *strings)
{
    return strings->texts.count;
}
