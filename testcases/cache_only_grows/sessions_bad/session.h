#pragma once

struct session {
    int fd;
    char user[32];
    struct session *next, *prev;
};

struct session *session_open(int fd, const char *user);
void session_close(struct session *session);
struct session *session_of(int fd);
