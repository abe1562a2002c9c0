/* A status of one's own that is below zero where nothing was started: `if (rc < 0)` in a loop. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct printer {
    pthread_t feeder;
    int device;
    unsigned long sheets;
};

static void *feed(void *arg)
{
    struct printer *printer = arg;
    char sheet[512];

    while (read(printer->device, sheet, sizeof sheet) > 0)
        printer->sheets++;
    return NULL;
}

/* The thread is the last step: whoever gets a negative number has none. */
static int printer_open_ok(struct printer *printer, const char *path)
{
    memset(printer, 0, sizeof *printer);
    printer->device = open(path, O_RDWR);
    if (printer->device < 0)
        return -errno;
    if (pthread_create(&printer->feeder, NULL, feed, printer) == 0)
        return 0;
    close(printer->device);
    return -EAGAIN;
}

/* Something else may fail behind it. */
static int printer_open_bad(struct printer *printer, const char *path)
{
    memset(printer, 0, sizeof *printer);
    printer->device = open(path, O_RDWR);
    if (printer->device < 0)
        return -errno;
    if (pthread_create(&printer->feeder, NULL, feed, printer) != 0) { // EXPECT: thread-not-joined
        close(printer->device);
        return -EAGAIN;
    }
    if (write(printer->device, "\f", 1) != 1)
        return -EIO;
    return 0;
}

static void printer_close(struct printer *printer)
{
    pthread_join(printer->feeder, NULL);
    close(printer->device);
}

unsigned long print_all_ok(char *const *paths)
{
    unsigned long sheets = 0;

    for (; *paths; paths++) {
        struct printer printer;
        int status = printer_open_ok(&printer, *paths);
        if (status < 0) {
            fprintf(stderr, "%s: %s\n", *paths, strerror(-status));
            continue;
        }
        printer_close(&printer);
        sheets += printer.sheets;
    }
    return sheets;
}

unsigned long print_all_bad(char *const *paths)
{
    unsigned long sheets = 0;

    for (; *paths; paths++) {
        struct printer printer;
        int status = printer_open_bad(&printer, *paths);
        if (status < 0) {
            fprintf(stderr, "%s: %s\n", *paths, strerror(-status));
            continue;
        }
        printer_close(&printer);
        sheets += printer.sheets;
    }
    return sheets;
}
