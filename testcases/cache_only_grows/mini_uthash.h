/* A hash table in macros, as uthash has them: its links lie in the entries, the table hangs on the first one. */
#ifndef MINI_UTHASH_H
#define MINI_UTHASH_H

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct hash_handle;

struct hash_bucket {
    struct hash_handle *first;
    unsigned count;
};

struct hash_table {
    struct hash_bucket *buckets;
    unsigned n_buckets, n_items;
    struct hash_handle *tail;
    ptrdiff_t offset; /* of the handle in an entry */
};

typedef struct hash_handle {
    struct hash_table *table;
    void *previous, *next; /* entries, in the order in which they came */
    struct hash_handle *bucket_previous, *bucket_next;
    const void *key;
    unsigned length, hash;
} hash_handle;

#define HASH_ENTRY_OF(table, handle) ((void *)((char *)(handle) - (table)->offset))
#define HASH_HANDLE_OF(table, entry) ((hash_handle *)(void *)((char *)(entry) + (table)->offset))

#define HASH_NUMBER(text, size, number)                                                            \
    do {                                                                                           \
        const char *hash_text_ = (const char *)(text);                                             \
        (number) = 5381;                                                                           \
        for (unsigned hash_i_ = 0; hash_i_ < (size); hash_i_++)                                    \
            (number) = (number) * 33 + (unsigned char)hash_text_[hash_i_];                         \
    } while (0)

#define HASH_MAKE_TABLE(hh, head)                                                                  \
    do {                                                                                           \
        (head)->hh.table = calloc(1, sizeof(struct hash_table));                                   \
        if ((head)->hh.table == NULL)                                                              \
            exit(1);                                                                               \
        (head)->hh.table->tail = &(head)->hh;                                                      \
        (head)->hh.table->n_buckets = 32;                                                          \
        (head)->hh.table->offset = (char *)&(head)->hh - (char *)(head);                           \
        (head)->hh.table->buckets = calloc(32, sizeof(struct hash_bucket));                        \
        if ((head)->hh.table->buckets == NULL)                                                     \
            exit(1);                                                                               \
    } while (0)

#define HASH_ADD_KEYPTR(hh, head, text, size, add)                                                 \
    do {                                                                                           \
        unsigned hash_number_;                                                                     \
        (add)->hh.key = (text);                                                                    \
        (add)->hh.length = (unsigned)(size);                                                       \
        HASH_NUMBER(text, size, hash_number_);                                                     \
        (add)->hh.hash = hash_number_;                                                             \
        (add)->hh.next = NULL;                                                                     \
        if ((head) == NULL) {                                                                      \
            (head) = (add);                                                                        \
            (add)->hh.previous = NULL;                                                             \
            HASH_MAKE_TABLE(hh, head);                                                             \
        } else {                                                                                   \
            struct hash_table *hash_table_ = (head)->hh.table;                                     \
            (add)->hh.table = hash_table_;                                                         \
            (add)->hh.previous = HASH_ENTRY_OF(hash_table_, hash_table_->tail);                    \
            hash_table_->tail->next = (add);                                                       \
            hash_table_->tail = &(add)->hh;                                                        \
        }                                                                                          \
        struct hash_bucket *hash_bucket_ =                                                         \
            &(head)->hh.table->buckets[hash_number_ & ((head)->hh.table->n_buckets - 1)];          \
        (head)->hh.table->n_items++;                                                               \
        hash_bucket_->count++;                                                                     \
        (add)->hh.bucket_next = hash_bucket_->first;                                               \
        (add)->hh.bucket_previous = NULL;                                                          \
        if (hash_bucket_->first)                                                                   \
            hash_bucket_->first->bucket_previous = &(add)->hh;                                     \
        hash_bucket_->first = &(add)->hh;                                                          \
    } while (0)

#define HASH_FIND(hh, head, text, size, out)                                                       \
    do {                                                                                           \
        (out) = NULL;                                                                              \
        if (head) {                                                                                \
            unsigned hash_number_;                                                                 \
            HASH_NUMBER(text, size, hash_number_);                                                 \
            struct hash_handle *hash_at_ =                                                         \
                (head)->hh.table->buckets[hash_number_ & ((head)->hh.table->n_buckets - 1)].first; \
            for (; hash_at_; hash_at_ = hash_at_->bucket_next)                                     \
                if (hash_at_->length == (size) && hash_at_->hash == hash_number_ &&                \
                    memcmp(hash_at_->key, (text), (size)) == 0) {                                  \
                    (out) = HASH_ENTRY_OF((head)->hh.table, hash_at_);                             \
                    break;                                                                         \
                }                                                                                  \
        }                                                                                          \
    } while (0)

#define HASH_DEL(hh, head, gone)                                                                   \
    do {                                                                                           \
        struct hash_handle *hash_gone_ = &(gone)->hh;                                              \
        struct hash_table *hash_table_ = hash_gone_->table;                                        \
        if (hash_gone_->previous == NULL && hash_gone_->next == NULL) {                            \
            free(hash_table_->buckets);                                                            \
            free(hash_table_);                                                                     \
            (head) = NULL;                                                                         \
        } else {                                                                                   \
            if (hash_gone_ == hash_table_->tail)                                                   \
                hash_table_->tail = HASH_HANDLE_OF(hash_table_, hash_gone_->previous);             \
            if (hash_gone_->previous)                                                              \
                HASH_HANDLE_OF(hash_table_, hash_gone_->previous)->next = hash_gone_->next;        \
            else                                                                                   \
                (head) = hash_gone_->next;                                                         \
            if (hash_gone_->next)                                                                  \
                HASH_HANDLE_OF(hash_table_, hash_gone_->next)->previous = hash_gone_->previous;    \
            struct hash_bucket *hash_bucket_ =                                                     \
                &hash_table_->buckets[hash_gone_->hash & (hash_table_->n_buckets - 1)];            \
            hash_bucket_->count--;                                                                 \
            if (hash_bucket_->first == hash_gone_)                                                 \
                hash_bucket_->first = hash_gone_->bucket_next;                                     \
            if (hash_gone_->bucket_previous)                                                       \
                hash_gone_->bucket_previous->bucket_next = hash_gone_->bucket_next;                \
            if (hash_gone_->bucket_next)                                                           \
                hash_gone_->bucket_next->bucket_previous = hash_gone_->bucket_previous;            \
            hash_table_->n_items--;                                                                \
        }                                                                                          \
    } while (0)

#define HASH_COUNT(hh, head) ((head) ? (head)->hh.table->n_items : 0U)

#endif
