/* A function waits for one message of each thread that it wanted to start; another one, of each that it has started. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

int hash_all_bad(char *const files[], int n);
int hash_all_ok(char *const files[], int n);
int hash_some_ok(char *const files[], int n);

struct digest {
    const char *file;
    unsigned long sum;
    sem_t *done;
};

static void *hash(void *arg)
{
    struct digest *digest = arg;
    FILE *file = fopen(digest->file, "rb");
    int byte;

    while (file != NULL && (byte = getc(file)) != EOF)
        digest->sum = digest->sum * 31 + (unsigned)byte;
    if (file != NULL)
        fclose(file);
    sem_post(digest->done);
    return NULL;
}

int hash_all_bad(char *const files[], int n)
{
    struct digest *digests = calloc(n, sizeof *digests);
    sem_t done;

    if (digests == NULL || sem_init(&done, 0, 0) != 0)
        return -1;
    for (int i = 0; i < n; i++) {
        pthread_t thread;
        digests[i] = (struct digest){files[i], 0, &done};
        if (pthread_create(&thread, NULL, hash, &digests[i]) != 0)
            fprintf(stderr, "%s: no thread\n", files[i]);
        else
            pthread_detach(thread);
    }
    for (int i = 0; i < n; i++)
        sem_wait(&done); // EXPECT: recv-no-sender
    for (int i = 0; i < n; i++)
        printf("%lx %s\n", digests[i].sum, files[i]);
    free(digests);
    return 0;
}

/* What no thread does, it does itself. */
int hash_all_ok(char *const files[], int n)
{
    struct digest *digests = calloc(n, sizeof *digests);
    sem_t done;

    if (digests == NULL || sem_init(&done, 0, 0) != 0)
        return -1;
    for (int i = 0; i < n; i++) {
        pthread_t thread;
        digests[i] = (struct digest){files[i], 0, &done};
        if (pthread_create(&thread, NULL, hash, &digests[i]) != 0)
            hash(&digests[i]);
        else
            pthread_detach(thread);
    }
    for (int i = 0; i < n; i++)
        sem_wait(&done);
    for (int i = 0; i < n; i++)
        printf("%lx %s\n", digests[i].sum, files[i]);
    free(digests);
    return 0;
}

int hash_some_ok(char *const files[], int n)
{
    struct digest *digests = calloc(n, sizeof *digests);
    sem_t done;

    if (digests == NULL || sem_init(&done, 0, 0) != 0)
        return -1;
    for (int i = 0; i < n; i++) {
        pthread_t thread;
        digests[i] = (struct digest){files[i], 0, &done};
        if (pthread_create(&thread, NULL, hash, &digests[i]) != 0) {
            n = i; /* those are all */
            break;
        }
        pthread_detach(thread);
    }
    for (int i = 0; i < n; i++)
        sem_wait(&done);
    for (int i = 0; i < n; i++)
        printf("%lx %s\n", digests[i].sum, files[i]);
    free(digests);
    return 0;
}

int main(int argc, char **argv)
{
    return hash_all_bad(argv + 1, argc - 1) + hash_all_ok(argv + 1, argc - 1) +
           hash_some_ok(argv + 1, argc - 1);
}
