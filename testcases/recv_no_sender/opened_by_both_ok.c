/* Who answers opens both queues by their names, and leaves where that fails. Who asks has made them, so that it does not. */
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <stdio.h>

static const char asked_name[] = "/weather.asked", told_name[] = "/weather.told";

struct forecast {
    int day;
    double degrees;
};

static void *foretell(void *arg)
{
    mqd_t asked = mq_open(asked_name, O_RDONLY), told = mq_open(told_name, O_WRONLY);
    struct forecast forecast;

    if (asked == (mqd_t)-1 || told == (mqd_t)-1) {
        perror("weather");
        return arg;
    }
    while (mq_receive(asked, (char *)&forecast, sizeof forecast, NULL) == sizeof forecast) {
        forecast.degrees = 10 + forecast.day * 0.25;
        mq_send(told, (const char *)&forecast, sizeof forecast, 0);
        if (forecast.day < 0)
            break;
    }
    mq_close(asked);
    mq_close(told);
    return NULL;
}

int main(void)
{
    struct mq_attr attr = {.mq_maxmsg = 4, .mq_msgsize = sizeof(struct forecast)};
    mqd_t asked = mq_open(asked_name, O_WRONLY | O_CREAT, 0600, &attr);
    mqd_t told = mq_open(told_name, O_RDONLY | O_CREAT, 0600, &attr);
    struct forecast forecast;
    pthread_t thread;

    if (asked == (mqd_t)-1 || told == (mqd_t)-1 ||
        pthread_create(&thread, NULL, foretell, NULL) != 0)
        return 1;
    for (int day = 6; day >= -1; day--) {
        forecast.day = day;
        mq_send(asked, (const char *)&forecast, sizeof forecast, 0);
        if (mq_receive(told, (char *)&forecast, sizeof forecast, NULL) == sizeof forecast)
            printf("%d: %.1f\n", forecast.day, forecast.degrees);
    }
    pthread_join(thread, NULL);
    mq_close(asked);
    mq_close(told);
    mq_unlink(asked_name);
    mq_unlink(told_name);
    return 0;
}
