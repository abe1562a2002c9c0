/* The join stands behind a test for whether there is a thread at all: where there is one, it comes first. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct letter {
    struct letter *next;
};

struct office {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct letter *first;
    bool closing;
};

static void *deliver(void *argument)
{
    struct office *office = argument;

    for (;;) {
        pthread_mutex_lock(&office->lock);
        while (!office->first && !office->closing)
            pthread_cond_wait(&office->filled, &office->lock);
        struct letter *letter = office->first;
        if (letter)
            office->first = letter->next;
        pthread_mutex_unlock(&office->lock);
        if (!letter)
            return NULL;
        free(letter);
    }
}

static void post(struct office *office)
{
    struct letter *letter = malloc(sizeof(*letter));

    if (!letter)
        return;
    pthread_mutex_lock(&office->lock);
    letter->next = office->first;
    office->first = letter;
    pthread_cond_signal(&office->filled);
    pthread_mutex_unlock(&office->lock);
}

/* ---- the handle tells whether there is one ---- */

static struct office main_bad = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, false};
static pthread_t bearer_bad;

static void open_bad(void)
{
    if (pthread_create(&bearer_bad, NULL, deliver, &main_bad) != 0) // EXPECT: thread-no-stop
        bearer_bad = 0;
}

static void close_bad(void)
{
    if (bearer_bad != 0) {
        pthread_join(bearer_bad, NULL);
        bearer_bad = 0;
    }
    pthread_mutex_lock(&main_bad.lock);
    main_bad.closing = true;
    pthread_cond_broadcast(&main_bad.filled);
    pthread_mutex_unlock(&main_bad.lock);
}

/* ---- a flag does ---- */

struct branch {
    pthread_t bearer;
    pthread_mutex_t lock;
    pthread_cond_t filled;
    bool is_open, closing;
    int letters;
};

static void *run_branch(void *argument)
{
    struct branch *branch = argument;

    pthread_mutex_lock(&branch->lock);
    while (!branch->closing) {
        while (branch->letters == 0 && !branch->closing)
            pthread_cond_wait(&branch->filled, &branch->lock);
        branch->letters = 0;
    }
    pthread_mutex_unlock(&branch->lock);
    return NULL;
}

static void open_branch_bad(struct branch *branch)
{
    pthread_mutex_init(&branch->lock, NULL);
    pthread_cond_init(&branch->filled, NULL);
    if (pthread_create(&branch->bearer, NULL, run_branch, branch) == 0) // EXPECT: thread-no-stop
        branch->is_open = true;
}

static void close_branch_bad(struct branch *branch)
{
    if (branch->is_open)
        pthread_join(branch->bearer, NULL);
    pthread_mutex_lock(&branch->lock);
    branch->closing = true;
    pthread_cond_broadcast(&branch->filled);
    pthread_mutex_unlock(&branch->lock);
}

/* ---- told first; and what follows the join is for the next one ---- */

struct kiosk {
    pthread_t bearer;
    pthread_mutex_t lock;
    pthread_cond_t filled;
    bool is_open, shut;
    int letters;
};

static void *run_kiosk(void *argument)
{
    struct kiosk *kiosk = argument;

    pthread_mutex_lock(&kiosk->lock);
    while (!kiosk->shut) {
        while (kiosk->letters == 0 && !kiosk->shut)
            pthread_cond_wait(&kiosk->filled, &kiosk->lock);
        kiosk->letters = 0;
    }
    pthread_mutex_unlock(&kiosk->lock);
    return NULL;
}

static void open_ok(struct kiosk *kiosk)
{
    if (kiosk->is_open)
        return;
    kiosk->shut = false;
    if (pthread_create(&kiosk->bearer, NULL, run_kiosk, kiosk) == 0)
        kiosk->is_open = true;
}

static void close_ok(struct kiosk *kiosk)
{
    pthread_mutex_lock(&kiosk->lock);
    kiosk->shut = true;
    pthread_cond_broadcast(&kiosk->filled);
    pthread_mutex_unlock(&kiosk->lock);
    if (kiosk->is_open) {
        pthread_join(kiosk->bearer, NULL);
        kiosk->is_open = false;
    }
}

int main(void)
{
    static struct branch branch;
    static struct kiosk kiosk = {.lock = PTHREAD_MUTEX_INITIALIZER,
                                 .filled = PTHREAD_COND_INITIALIZER};

    open_bad();
    open_branch_bad(&branch);
    open_ok(&kiosk);
    post(&main_bad);
    close_ok(&kiosk);
    close_branch_bad(&branch);
    close_bad();
    return 0;
}
