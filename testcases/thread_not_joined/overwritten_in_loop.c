/* One handle, many threads: each round of the loop overwrites the handle of the last. */
#include <pthread.h>
#include <stddef.h>

int prepare(int index);

static void *hash_part(void *part)
{
    return part;
}

void hash_parts_bad(char **parts, int n)
{
    pthread_t hasher;
    for (int i = 0; i < n; i++)
        pthread_create(&hasher, NULL, hash_part, parts[i]); // EXPECT: thread-not-joined
    pthread_join(hasher, NULL);
}

void hash_parts_ok(char **parts, int n)
{
    pthread_t hasher;
    for (int i = 0; i < n; i++) {
        pthread_create(&hasher, NULL, hash_part, parts[i]);
        pthread_join(hasher, NULL);
    }
}

/* `continue` skips the join. */
void hash_some_bad(char **parts, int n)
{
    for (int i = 0; i < n; i++) {
        pthread_t hasher;
        if (pthread_create(&hasher, NULL, hash_part, parts[i]) != 0) // EXPECT: thread-not-joined
            continue;
        if (prepare(i) != 0)
            continue;
        pthread_join(hasher, NULL);
    }
}

void hash_some_ok(char **parts, int n)
{
    for (int i = 0; i < n; i++) {
        pthread_t hasher;
        if (prepare(i) != 0)
            continue;
        if (pthread_create(&hasher, NULL, hash_part, parts[i]) != 0)
            continue;
        pthread_join(hasher, NULL);
    }
}

/* Straight-line code can overwrite, too. */
void hash_two_bad(char *first, char *second)
{
    pthread_t hasher;
    pthread_create(&hasher, NULL, hash_part, first); // EXPECT: thread-not-joined
    pthread_create(&hasher, NULL, hash_part, second);
    pthread_join(hasher, NULL);
}

void hash_two_ok(char *first, char *second)
{
    pthread_t hasher;
    pthread_create(&hasher, NULL, hash_part, first);
    pthread_join(hasher, NULL);
    pthread_create(&hasher, NULL, hash_part, second);
    pthread_join(hasher, NULL);
}

/* The join of the last round's thread comes first in the next round. */
void hash_ahead_ok(char **parts, int n)
{
    int running = 0;
    pthread_t hasher;
    for (int i = 0; i < n; i++) {
        if (running)
            pthread_join(hasher, NULL);
        running = pthread_create(&hasher, NULL, hash_part, parts[i]) == 0;
    }
    if (running)
        pthread_join(hasher, NULL);
}
