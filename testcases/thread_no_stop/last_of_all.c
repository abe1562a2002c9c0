/* Several threads end by a message that is nothing but NULL, or the address of something that is kept for that: whoever gets
 * it takes it away from the others. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { SLOTS = 32, CLERKS = 3 };

struct desk {
    pthread_mutex_t lock;
    pthread_cond_t filled, emptied;
    char *letters[SLOTS];
    unsigned first, n;
};

struct tray {
    pthread_mutex_t lock;
    pthread_cond_t filled, emptied;
    char *letters[SLOTS];
    unsigned first, n;
    bool closed;
};

static char home_time[] = "home";

static void desk_put(struct desk *desk, char *letter)
{
    pthread_mutex_lock(&desk->lock);
    while (desk->n == SLOTS)
        pthread_cond_wait(&desk->emptied, &desk->lock);
    desk->letters[(desk->first + desk->n++) % SLOTS] = letter;
    pthread_cond_signal(&desk->filled);
    pthread_mutex_unlock(&desk->lock);
}

static char *desk_take(struct desk *desk)
{
    pthread_mutex_lock(&desk->lock);
    while (desk->n == 0)
        pthread_cond_wait(&desk->filled, &desk->lock);
    char *letter = desk->letters[desk->first];
    desk->first = (desk->first + 1) % SLOTS;
    desk->n--;
    pthread_cond_signal(&desk->emptied);
    pthread_mutex_unlock(&desk->lock);
    return letter;
}

static void desk_init(struct desk *desk)
{
    pthread_mutex_init(&desk->lock, NULL);
    pthread_cond_init(&desk->filled, NULL);
    pthread_cond_init(&desk->emptied, NULL);
    desk->first = desk->n = 0;
}

static struct desk null_bad, null_ok, address_bad, address_ok;
static struct tray tray_ok;

static void *stamp_null_bad(void *unused)
{
    char *letter;
    while ((letter = desk_take(&null_bad)) != NULL)
        free(letter);
    return unused;
}

static void *stamp_null_ok(void *unused)
{
    char *letter;
    while ((letter = desk_take(&null_ok)) != NULL)
        free(letter);
    return unused;
}

static void *stamp_address_bad(void *unused)
{
    for (;;) {
        char *letter = desk_take(&address_bad);
        if (letter == home_time)
            break;
        free(letter);
    }
    return unused;
}

static void *stamp_address_ok(void *unused)
{
    for (;;) {
        char *letter = desk_take(&address_ok);
        if (letter == home_time)
            break;
        free(letter);
    }
    desk_put(&address_ok, home_time); /* for the next one */
    return unused;
}

/* NULL is also what a closed tray gives. */
static char *tray_take(struct tray *tray)
{
    char *letter = NULL;

    pthread_mutex_lock(&tray->lock);
    while (tray->n == 0 && !tray->closed)
        pthread_cond_wait(&tray->filled, &tray->lock);
    if (tray->n > 0) {
        letter = tray->letters[tray->first];
        tray->first = (tray->first + 1) % SLOTS;
        tray->n--;
    }
    pthread_mutex_unlock(&tray->lock);
    return letter;
}

static void tray_put(struct tray *tray, char *letter)
{
    pthread_mutex_lock(&tray->lock);
    if (tray->n < SLOTS)
        tray->letters[(tray->first + tray->n++) % SLOTS] = letter;
    tray->closed |= letter == NULL;
    pthread_cond_broadcast(&tray->filled);
    pthread_mutex_unlock(&tray->lock);
}

static void *stamp_tray_ok(void *unused)
{
    char *letter;
    while ((letter = tray_take(&tray_ok)) != NULL)
        free(letter);
    return unused;
}

static void run_null_bad(char *letter)
{
    pthread_t clerks[CLERKS];
    desk_init(&null_bad);
    for (int i = 0; i < CLERKS; i++)
        if (pthread_create(&clerks[i], NULL, stamp_null_bad, NULL) != 0) // EXPECT: thread-no-stop
            abort();
    desk_put(&null_bad, letter);
    desk_put(&null_bad, NULL);
    for (int i = 0; i < CLERKS; i++)
        pthread_join(clerks[i], NULL);
}

static void run_null_ok(char *letter)
{
    pthread_t clerks[CLERKS];
    desk_init(&null_ok);
    for (int i = 0; i < CLERKS; i++)
        if (pthread_create(&clerks[i], NULL, stamp_null_ok, NULL) != 0)
            abort();
    desk_put(&null_ok, letter);
    for (int i = 0; i < CLERKS; i++)
        desk_put(&null_ok, NULL);
    for (int i = 0; i < CLERKS; i++)
        pthread_join(clerks[i], NULL);
}

static void run_address_bad(char *letter)
{
    pthread_t clerks[CLERKS];
    desk_init(&address_bad);
    for (int i = 0; i < CLERKS; i++)
        if (pthread_create(&clerks[i], NULL, stamp_address_bad, NULL)) // EXPECT: thread-no-stop
            abort();
    desk_put(&address_bad, letter);
    desk_put(&address_bad, home_time);
    for (int i = 0; i < CLERKS; i++)
        pthread_join(clerks[i], NULL);
}

static void run_address_ok(char *letter)
{
    pthread_t clerks[CLERKS];
    desk_init(&address_ok);
    for (int i = 0; i < CLERKS; i++)
        if (pthread_create(&clerks[i], NULL, stamp_address_ok, NULL) != 0)
            abort();
    desk_put(&address_ok, letter);
    desk_put(&address_ok, home_time);
    for (int i = 0; i < CLERKS; i++)
        pthread_join(clerks[i], NULL);
}

static void run_tray_ok(char *letter)
{
    pthread_t clerks[CLERKS];
    pthread_mutex_init(&tray_ok.lock, NULL);
    pthread_cond_init(&tray_ok.filled, NULL);
    for (int i = 0; i < CLERKS; i++)
        if (pthread_create(&clerks[i], NULL, stamp_tray_ok, NULL) != 0)
            abort();
    tray_put(&tray_ok, letter);
    tray_put(&tray_ok, NULL);
    for (int i = 0; i < CLERKS; i++)
        pthread_join(clerks[i], NULL);
}

int main(void)
{
    for (int i = 0; i < 5; i++) {
        char *letter = malloc(16);
        if (letter == NULL)
            return 1;
        snprintf(letter, 16, "%d", i);
        if (i == 0)
            run_null_bad(letter);
        else if (i == 1)
            run_null_ok(letter);
        else if (i == 2)
            run_address_bad(letter);
        else if (i == 3)
            run_address_ok(letter);
        else
            run_tray_ok(letter);
    }
    return 0;
}
