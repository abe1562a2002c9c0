/* A service that lives as long as the process: started once from main, which waits for it. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

int temperature_read(void);

static int temperature;

static void *measure(void *arg)
{
    (void)arg;
    for (;;) {
        temperature = temperature_read();
        sleep(10);
    }
    return NULL;
}

static void *print(void *arg)
{
    (void)arg;
    while (1) {
        printf("%d degrees\n", temperature);
        sleep(60);
    }
    return NULL;
}

static int services_start(pthread_t *ret_printer)
{
    pthread_t measurer;
    if (pthread_create(&measurer, NULL, measure, NULL) != 0)
        return -1;
    pthread_detach(measurer);
    return pthread_create(ret_printer, NULL, print, NULL);
}

int main(void)
{
    pthread_t printer;
    if (services_start(&printer) != 0)
        return 1;
    pthread_join(printer, NULL);
    return 0;
}
