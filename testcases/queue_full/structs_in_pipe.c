/* Four workers put 1,000 results of 64 bytes each into a pipe, which takes 65,536 bytes; they are joined
 * before it is read. The good twin's results fit. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

enum { N_WORKERS = 4 };

struct result {
    int worker;
    char text[60];
};

static int many[2], few[2];

static void *work_much(void *arg)
{
    struct result result = {.worker = *(int *)arg};
    for (int i = 0; i < 1000; i++) {
        snprintf(result.text, sizeof result.text, "step %d", i);
        if (write(many[1], &result, sizeof result) != (ssize_t)sizeof result) // EXPECT: queue-full
            perror("write");
    }
    return NULL;
}

int print_much_bad(void)
{
    static int numbers[N_WORKERS] = {0, 1, 2, 3};
    pthread_t workers[N_WORKERS];
    struct result result;
    int n = 0;
    if (pipe(many) != 0)
        return -1;
    while (n < N_WORKERS && pthread_create(&workers[n], NULL, work_much, &numbers[n]) == 0)
        n++;
    for (int i = 0; i < n; i++)
        pthread_join(workers[i], NULL);
    close(many[1]);
    while (read(many[0], &result, sizeof result) == (ssize_t)sizeof result)
        printf("%d: %s\n", result.worker, result.text);
    return close(many[0]);
}

static void *work_little(void *arg)
{
    struct result result = {.worker = *(int *)arg};
    for (int i = 0; i < 100; i++) {
        snprintf(result.text, sizeof result.text, "step %d", i);
        if (write(few[1], &result, sizeof result) != (ssize_t)sizeof result)
            perror("write");
    }
    return NULL;
}

int print_little_ok(void)
{
    static int numbers[N_WORKERS] = {0, 1, 2, 3};
    pthread_t workers[N_WORKERS];
    struct result result;
    int n = 0;
    if (pipe(few) != 0)
        return -1;
    while (n < N_WORKERS && pthread_create(&workers[n], NULL, work_little, &numbers[n]) == 0)
        n++;
    for (int i = 0; i < n; i++)
        pthread_join(workers[i], NULL);
    close(few[1]);
    while (read(few[0], &result, sizeof result) == (ssize_t)sizeof result)
        printf("%d: %s\n", result.worker, result.text);
    return close(few[0]);
}
