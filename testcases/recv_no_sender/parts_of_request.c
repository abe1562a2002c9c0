/* Who serves hands parts of a request to a function that looks something up: numbers and texts, by which nobody can answer.
 * Where it finds nothing, one goes on to the next request, and one says so. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct offer {
    char article[24];
    long price;
    bool known;
    bool settled;
    struct offer *next;
};

struct bid {
    char name[24];
    long price;
    bool known;
    bool settled;
    struct bid *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t asked_bad = PTHREAD_COND_INITIALIZER, told_bad = PTHREAD_COND_INITIALIZER;
static pthread_cond_t asked_ok = PTHREAD_COND_INITIALIZER, told_ok = PTHREAD_COND_INITIALIZER;
static struct offer *offers_bad;
static struct bid *bids_ok;

static bool find_price(const char *article, long *ret_price)
{
    static const char *const articles[] = {"apple", "pear", "plum"};

    for (int i = 0; i < 3; i++)
        if (strcmp(article, articles[i]) == 0) {
            *ret_price = 10L * (i + 1);
            return true;
        }
    return false;
}

static void *sell_bad(void *unused)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        while (offers_bad == NULL)
            pthread_cond_wait(&asked_bad, &lock);
        struct offer *offer = offers_bad;
        offers_bad = offer->next;
        pthread_mutex_unlock(&lock);

        if (!find_price(offer->article, &offer->price))
            continue;
        pthread_mutex_lock(&lock);
        offer->known = offer->settled = true;
        pthread_cond_broadcast(&told_bad);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

static long ask_bad(const char *article)
{
    struct offer offer = {.known = false};

    snprintf(offer.article, sizeof offer.article, "%s", article);
    pthread_mutex_lock(&lock);
    offer.next = offers_bad;
    offers_bad = &offer;
    pthread_cond_signal(&asked_bad);
    while (!offer.settled)
        pthread_cond_wait(&told_bad, &lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&lock);
    return offer.known ? offer.price : -1;
}

static void *sell_ok(void *unused)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        while (bids_ok == NULL)
            pthread_cond_wait(&asked_ok, &lock);
        struct bid *bid = bids_ok;
        bids_ok = bid->next;
        pthread_mutex_unlock(&lock);

        bool known = find_price(bid->name, &bid->price);
        pthread_mutex_lock(&lock);
        bid->known = known;
        bid->settled = true;
        pthread_cond_broadcast(&told_ok);
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

static long ask_ok(const char *article)
{
    struct bid bid = {.known = false};

    snprintf(bid.name, sizeof bid.name, "%s", article);
    pthread_mutex_lock(&lock);
    bid.next = bids_ok;
    bids_ok = &bid;
    pthread_cond_signal(&asked_ok);
    while (!bid.settled)
        pthread_cond_wait(&told_ok, &lock);
    pthread_mutex_unlock(&lock);
    return bid.known ? bid.price : -1;
}

int main(int argc, char **argv)
{
    pthread_t bad, ok;

    if (pthread_create(&bad, NULL, sell_bad, NULL) != 0 || pthread_detach(bad) != 0 ||
        pthread_create(&ok, NULL, sell_ok, NULL) != 0 || pthread_detach(ok) != 0)
        return 1;
    for (int i = 1; i < argc; i++)
        printf("%ld %ld\n", ask_bad(argv[i]), ask_ok(argv[i]));
    return 0;
}
