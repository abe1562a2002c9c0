/* libevent's event_init() keeps the base that it makes as the one of all functions that are given none. */
#include <stddef.h>

struct event_base;
struct event_base *event_init(void);
struct event_base *event_base_new(void);
int event_dispatch(void);

int serve_ok(void)
{
    event_init();
    return event_dispatch();
}

int serve_bad(void)
{
    event_base_new(); // EXPECT: client-leaked
    return event_dispatch();
}
