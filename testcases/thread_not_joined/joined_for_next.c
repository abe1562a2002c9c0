/* Objects whose thread is joined only to make way for the next one, and which are freed as they are. */
#include <pthread.h>
#include <stdlib.h>

int probe(int number);
int wait_for_event(int number, int seconds);
void ring_event(int number);

struct device {
    int number;
    pthread_t retry;
};

static void *try_again(void *arg)
{
    struct device *device = arg;

    while (wait_for_event(device->number, 5) == 0)
        if (probe(device->number) == 0)
            break;
    return NULL;
}

/* ---- nobody joins the last one ---- */

static void forget_retry(struct device *device)
{
    if (device->retry) {
        ring_event(device->number);
        pthread_join(device->retry, NULL);
        device->retry = 0;
    }
}

static int open_or_retry(struct device *device)
{
    forget_retry(device);
    if (probe(device->number) == 0)
        return 0;
    return pthread_create(&device->retry, NULL, try_again, device); // EXPECT: thread-not-joined
}

struct device *device_new_bad(int number)
{
    struct device *device = calloc(1, sizeof *device);

    if (!device)
        return NULL;
    device->number = number;
    open_or_retry(device);
    return device;
}

void device_renumber_bad(struct device *device, int number)
{
    device->number = number;
    open_or_retry(device);
}

void device_free_bad(struct device *device)
{
    free(device);
}

/* ---- who frees it joins first ---- */

struct receiver {
    int number;
    pthread_t scan;
};

static void *scan_band(void *arg)
{
    struct receiver *receiver = arg;

    while (wait_for_event(receiver->number, 1) == 0)
        probe(receiver->number);
    return NULL;
}

static void end_scan(struct receiver *receiver)
{
    if (receiver->scan) {
        ring_event(receiver->number);
        pthread_join(receiver->scan, NULL);
        receiver->scan = 0;
    }
}

static void scan_anew(struct receiver *receiver)
{
    end_scan(receiver);
    if (pthread_create(&receiver->scan, NULL, scan_band, receiver))
        receiver->scan = 0;
}

struct receiver *receiver_new_ok(int number)
{
    struct receiver *receiver = calloc(1, sizeof *receiver);

    if (!receiver)
        return NULL;
    receiver->number = number;
    scan_anew(receiver);
    return receiver;
}

void receiver_tune_ok(struct receiver *receiver, int number)
{
    receiver->number = number;
    scan_anew(receiver);
}

void receiver_free_ok(struct receiver *receiver)
{
    end_scan(receiver);
    free(receiver);
}

/* ---- callers can join it for good, before they free it ---- */

struct link {
    int number;
    pthread_t keeper;
};

static void *keep_alive(void *arg)
{
    struct link *link = arg;

    while (wait_for_event(link->number, 9) == 0)
        probe(link->number);
    return NULL;
}

void link_down_ok(struct link *link)
{
    if (link->keeper) {
        ring_event(link->number);
        pthread_join(link->keeper, NULL);
        link->keeper = 0;
    }
}

void link_up_ok(struct link *link)
{
    link_down_ok(link);
    if (pthread_create(&link->keeper, NULL, keep_alive, link))
        link->keeper = 0;
}

struct link *link_new_ok(int number)
{
    struct link *link = calloc(1, sizeof *link);

    if (link)
        link->number = number;
    return link;
}

void link_free_ok(struct link *link)
{
    free(link);
}
