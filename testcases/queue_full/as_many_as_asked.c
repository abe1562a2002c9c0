/* How often the loop sends is said by who calls the function: more than the pipe has room for, or less. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

enum { YEAR = 366, DECADE = 3660 };

struct day {
    int number;
    double highest, lowest;
};

static int send_days(int to, int n)
{
    for (int i = 0; i < n; i++) {
        struct day day = {i, 20.5, 3.5};
        if (write(to, &day, sizeof day) != sizeof day)
            return -1;
    }
    return 0;
}

static int send_days_back(int to, int first)
{
    for (int number = first; number > 0; number--) {
        struct day day = {number, 18.0, 2.5};
        if (write(to, &day, sizeof day) != sizeof day)
            return -1;
    }
    return 0;
}

static void *print_days(void *arg)
{
    struct day day;

    while (read(*(int *)arg, &day, sizeof day) == sizeof day)
        printf("%d: %.1f to %.1f\n", day.number, day.lowest, day.highest);
    return NULL;
}

int report_bad(void)
{
    int days[2];
    pthread_t printer;

    if (pipe(days) != 0)
        return -1;
    int rc = send_days(days[1], DECADE); // EXPECT: queue-full
    if (rc == 0 && pthread_create(&printer, NULL, print_days, &days[0]) == 0) {
        close(days[1]);
        pthread_join(printer, NULL);
    }
    close(days[0]);
    return rc;
}

int report_ok(void)
{
    int days[2];
    pthread_t printer;

    if (pipe(days) != 0)
        return -1;
    int rc = send_days_back(days[1], YEAR);
    if (rc == 0 && pthread_create(&printer, NULL, print_days, &days[0]) == 0) {
        close(days[1]);
        pthread_join(printer, NULL);
    }
    close(days[0]);
    return rc;
}
