#pragma once

struct event {
    struct event *next;
    int number;
};

int events_init(void);
int events_fd(void); /* readable when there are events */
int events_post(int number);
struct event *events_take_all(void);
