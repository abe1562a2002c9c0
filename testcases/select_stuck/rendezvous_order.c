/* Two one-slot channels whose senders wait until the value was taken: they are sent to in one order,
 * and received from in the other. */
#include <stdbool.h>
#include <stddef.h>
#include <threads.h>

struct meeting {
    mtx_t mtx;
    cnd_t cnd;
    double value;
    bool brought;
};

static void meeting_init(struct meeting *m)
{
    mtx_init(&m->mtx, mtx_plain);
    cnd_init(&m->cnd);
    m->brought = false;
}

static void bring(struct meeting *m, double value)
{
    mtx_lock(&m->mtx);
    m->value = value;
    m->brought = true;
    cnd_signal(&m->cnd);
    while (m->brought)
        cnd_wait(&m->cnd, &m->mtx);
    mtx_unlock(&m->mtx);
}

static double fetch(struct meeting *m)
{
    mtx_lock(&m->mtx);
    while (!m->brought)
        cnd_wait(&m->cnd, &m->mtx);
    double value = m->value;
    m->brought = false;
    cnd_signal(&m->cnd);
    mtx_unlock(&m->mtx);
    return value;
}

double measure(int what);

static struct meeting width, height, length, weight;

static int measure_area(void *arg)
{
    (void)arg;
    bring(&height, measure(1));
    bring(&width, measure(0));
    return 0;
}

static int measure_freight(void *arg)
{
    (void)arg;
    bring(&length, measure(2));
    bring(&weight, measure(3));
    return 0;
}

double area_bad(void)
{
    thrd_t surveyor;
    meeting_init(&width);
    meeting_init(&height);
    if (thrd_create(&surveyor, measure_area, NULL) != thrd_success)
        return -1;
    double area = fetch(&width); // MISS: select-stuck
    area *= fetch(&height);
    thrd_join(surveyor, NULL);
    return area;
}

double freight_ok(void)
{
    thrd_t surveyor;
    meeting_init(&length);
    meeting_init(&weight);
    if (thrd_create(&surveyor, measure_freight, NULL) != thrd_success)
        return -1;
    double freight = fetch(&length);
    freight *= fetch(&weight);
    thrd_join(surveyor, NULL);
    return freight;
}
