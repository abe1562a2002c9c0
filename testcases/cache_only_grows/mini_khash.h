/* A hash table with open addressing, made for each type by a macro, as khash has them. */
#ifndef MINI_KHASH_H
#define MINI_KHASH_H

#include <stdlib.h>
#include <string.h>

#define MINI_KHASH(name, value_t)                                                                  \
    typedef struct kh_##name {                                                                     \
        unsigned n_buckets, size, n_occupied, upper_bound;                                         \
        unsigned char *flags; /* 0: empty, 1: there is one, 2: there was one */                    \
        const char **keys;                                                                         \
        value_t *vals;                                                                             \
    } kh_##name##_t;                                                                               \
    static inline __attribute__((__unused__)) kh_##name##_t *kh_init_##name(void)                  \
    {                                                                                              \
        return calloc(1, sizeof(kh_##name##_t));                                                   \
    }                                                                                              \
    static inline __attribute__((__unused__)) unsigned kh_hash_##name(const char *text)            \
    {                                                                                              \
        unsigned hash = 0;                                                                         \
        for (; *text; text++)                                                                      \
            hash = hash * 31 + (unsigned char)*text;                                               \
        return hash;                                                                               \
    }                                                                                              \
    static inline __attribute__((__unused__)) unsigned kh_get_##name(const kh_##name##_t *h,       \
                                                                     const char *key)              \
    {                                                                                              \
        if (h->n_buckets == 0)                                                                     \
            return 0;                                                                              \
        unsigned mask = h->n_buckets - 1, i = kh_hash_##name(key) & mask, last = i;                \
        while (h->flags[i] && (h->flags[i] == 2 || strcmp(h->keys[i], key) != 0)) {                \
            i = (i + 1) & mask;                                                                    \
            if (i == last)                                                                         \
                return h->n_buckets;                                                               \
        }                                                                                          \
        return h->flags[i] == 1 ? i : h->n_buckets;                                                \
    }                                                                                              \
    static inline __attribute__((__unused__)) int kh_resize_##name(kh_##name##_t *h, unsigned n)   \
    {                                                                                              \
        unsigned char *flags = calloc(n, 1);                                                       \
        const char **keys = malloc(n * sizeof(*keys));                                             \
        value_t *vals = malloc(n * sizeof(*vals));                                                 \
        if (!flags || !keys || !vals) {                                                            \
            free(flags);                                                                           \
            free(keys);                                                                            \
            free(vals);                                                                            \
            return -1;                                                                             \
        }                                                                                          \
        for (unsigned old = 0; old < h->n_buckets; old++) {                                        \
            if (h->flags[old] != 1)                                                                \
                continue;                                                                          \
            unsigned i = kh_hash_##name(h->keys[old]) & (n - 1);                                   \
            while (flags[i])                                                                       \
                i = (i + 1) & (n - 1);                                                             \
            flags[i] = 1;                                                                          \
            keys[i] = h->keys[old];                                                                \
            vals[i] = h->vals[old];                                                                \
        }                                                                                          \
        free(h->flags);                                                                            \
        free(h->keys);                                                                             \
        free(h->vals);                                                                             \
        h->flags = flags;                                                                          \
        h->keys = keys;                                                                            \
        h->vals = vals;                                                                            \
        h->n_buckets = n;                                                                          \
        h->n_occupied = h->size;                                                                   \
        h->upper_bound = n / 4 * 3;                                                                \
        return 0;                                                                                  \
    }                                                                                              \
    static inline __attribute__((__unused__)) unsigned kh_put_##name(kh_##name##_t *h,             \
                                                                     const char *key, int *ret)    \
    {                                                                                              \
        if (h->n_occupied >= h->upper_bound &&                                                     \
            kh_resize_##name(h, h->n_buckets ? h->n_buckets * 2 : 16) < 0) {                       \
            *ret = -1;                                                                             \
            return h->n_buckets;                                                                   \
        }                                                                                          \
        unsigned mask = h->n_buckets - 1, i = kh_hash_##name(key) & mask;                          \
        while (h->flags[i] == 2 || (h->flags[i] == 1 && strcmp(h->keys[i], key) != 0))             \
            i = (i + 1) & mask;                                                                    \
        if (h->flags[i] == 0) {                                                                    \
            h->keys[i] = key;                                                                      \
            h->flags[i] = 1;                                                                       \
            h->size++;                                                                             \
            h->n_occupied++;                                                                       \
            *ret = 1;                                                                              \
        } else {                                                                                   \
            *ret = 0;                                                                              \
        }                                                                                          \
        return i;                                                                                  \
    }                                                                                              \
    static inline __attribute__((__unused__)) void kh_del_##name(kh_##name##_t *h, unsigned i)     \
    {                                                                                              \
        if (i != h->n_buckets && h->flags[i] == 1) {                                               \
            h->flags[i] = 2;                                                                       \
            h->size--;                                                                             \
        }                                                                                          \
    }

#define mini_kh_init(name)             kh_init_##name()
#define mini_kh_get(name, h, key)      kh_get_##name(h, key)
#define mini_kh_put(name, h, key, ret) kh_put_##name(h, key, ret)
#define mini_kh_del(name, h, i)        kh_del_##name(h, i)
#define mini_kh_size(h)                ((h)->size)

#endif
