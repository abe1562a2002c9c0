/* The same work by two events of one loop: for each datagram, and where a unix signal asks for the settings again,
 * which is seldom. The bits that the event is made with tell which. */
#include "mini_sqlite.h"

#include <signal.h>
#include <stddef.h>
#include <sys/socket.h>

enum { EV_READ = 0x02, EV_SIGNAL = 0x08, EV_PERSIST = 0x10 };

struct event;
struct event_base;
struct timeval;

typedef void event_handler(int, short, void *);

struct event_base *event_base_new(void);
struct event *event_new(struct event_base *base, int fd, short events, event_handler *handler,
                        void *data);
int event_add(struct event *event, const struct timeval *timeout);
int event_base_dispatch(struct event_base *base);

static int level;

static int read_level(void *data, int count, char **values, char **names)
{
    (void)data;
    (void)names;
    if (count > 0 && values[0])
        level = values[0][0] - '0';
    return 0;
}

static void on_datagram(int fd, short what, void *data)
{
    char text[64];
    sqlite3 *db = NULL;
    (void)what;
    (void)data;
    if (recv(fd, text, sizeof(text), 0) <= 0)
        return;
    if (sqlite3_open("counts.db", &db) == SQLITE_OK) // EXPECT: client-per-request
        sqlite3_exec(db, "UPDATE counts SET n = n + 1", NULL, NULL, NULL);
    sqlite3_close(db);
}

static void on_hangup(int number, short what, void *data)
{
    sqlite3 *db = NULL;
    (void)number;
    (void)what;
    (void)data;
    if (sqlite3_open("settings.db", &db) == SQLITE_OK)
        sqlite3_exec(db, "SELECT level FROM settings", read_level, NULL, NULL);
    sqlite3_close(db);
}

int main(void)
{
    struct event_base *base = event_base_new();
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (!base || fd < 0)
        return 1;
    struct event *datagrams = event_new(base, fd, EV_READ | EV_PERSIST, on_datagram, NULL);
    struct event *hangups = event_new(base, SIGHUP, EV_SIGNAL | EV_PERSIST, on_hangup, NULL);
    if (!datagrams || !hangups || event_add(datagrams, NULL) || event_add(hangups, NULL))
        return 1;
    return event_base_dispatch(base);
}
