/* What these testcases need of the event loop of libsystemd. */
#ifndef TESTCASE_MINI_SD_EVENT_H
#define TESTCASE_MINI_SD_EVENT_H

#include <stdint.h>

typedef struct sd_event sd_event;
typedef struct sd_event_source sd_event_source;
int sd_event_default(sd_event **ret);
int sd_event_add_io(sd_event *loop, sd_event_source **ret, int fd, uint32_t events,
                    int (*handler)(sd_event_source *source, int fd, uint32_t events, void *data),
                    void *data);
int sd_event_add_time(sd_event *loop, sd_event_source **ret, int clock, uint64_t time,
                      uint64_t accuracy,
                      int (*handler)(sd_event_source *source, uint64_t time, void *data),
                      void *data);
int sd_event_add_defer(sd_event *loop, sd_event_source **ret,
                       int (*handler)(sd_event_source *source, void *data), void *data);
int sd_event_loop(sd_event *loop);

#endif
