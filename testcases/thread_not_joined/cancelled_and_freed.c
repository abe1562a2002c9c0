/* A cancel ends the thread and does not release it; with the object goes the handle. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct stove {
    pthread_t warmer;
    unsigned pause;
    int degrees;
};

struct oven {
    pthread_t warmer;
    unsigned pause;
    int degrees;
};

struct grill {
    pthread_t warmer;
    unsigned pause;
    int degrees;
};

static void *warm_stove(void *argument)
{
    struct stove *stove = argument;

    for (;;) {
        stove->degrees++;
        sleep(stove->pause);
    }
    return NULL;
}

struct stove *stove_new_bad(unsigned pause);
struct stove *stove_new_bad(unsigned pause)
{
    struct stove *stove = calloc(1, sizeof(*stove));

    if (!stove)
        return NULL;
    stove->pause = pause;
    if (pause > 0) {
        int rc =
            pthread_create(&stove->warmer, NULL, warm_stove, stove); // EXPECT: thread-not-joined
        if (rc != 0) {
            free(stove);
            return NULL;
        }
    }
    return stove;
}

void stove_free_bad(struct stove *stove);
void stove_free_bad(struct stove *stove)
{
    if (!stove)
        return;
    if (stove->pause > 0)
        pthread_cancel(stove->warmer);
    free(stove);
}

/* ---- joined ---- */

static void *warm_oven(void *argument)
{
    struct oven *oven = argument;

    for (;;) {
        oven->degrees++;
        sleep(oven->pause);
    }
    return NULL;
}

struct oven *oven_new_ok(unsigned pause);
struct oven *oven_new_ok(unsigned pause)
{
    struct oven *oven = calloc(1, sizeof(*oven));

    if (!oven)
        return NULL;
    oven->pause = pause;
    if (pthread_create(&oven->warmer, NULL, warm_oven, oven) != 0) {
        free(oven);
        return NULL;
    }
    return oven;
}

static void oven_off(struct oven *oven)
{
    pthread_cancel(oven->warmer);
    pthread_join(oven->warmer, NULL);
}

void oven_free_ok(struct oven *oven);
void oven_free_ok(struct oven *oven)
{
    oven_off(oven);
    free(oven);
}

/* ---- joined by the handle that was taken from it before ---- */

static void *warm_grill(void *argument)
{
    struct grill *grill = argument;

    for (;;) {
        grill->degrees++;
        sleep(grill->pause);
    }
    return NULL;
}

struct grill *grill_new_ok(unsigned pause);
struct grill *grill_new_ok(unsigned pause)
{
    struct grill *grill = calloc(1, sizeof(*grill));

    if (!grill)
        return NULL;
    grill->pause = pause;
    if (pthread_create(&grill->warmer, NULL, warm_grill, grill) != 0) {
        free(grill);
        return NULL;
    }
    return grill;
}

void grill_free_ok(struct grill *grill);
void grill_free_ok(struct grill *grill)
{
    pthread_t warmer = grill->warmer;

    pthread_cancel(grill->warmer);
    pthread_join(warmer, NULL);
    free(grill);
}
