/* Two programs: a client makes a queue of its own for the answers, and tells the server its number. */
#ifndef REQUEST_H
#define REQUEST_H

#define SERVER_KEY 0x1aaaaaa1

struct request {
    long type;
    int answers;
    char path[256];
};

struct answer {
    long type;
    char text[256];
};

#endif
