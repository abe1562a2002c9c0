/* What these testcases need of Wayland, with a header as its scanner makes them. */
#ifndef TESTCASE_MINI_WAYLAND_H
#define TESTCASE_MINI_WAYLAND_H

#include <stdint.h>

struct wl_proxy;
struct wl_display;
struct wl_pointer;
struct wl_pointer_listener {
    void (*motion)(void *data, struct wl_pointer *pointer, uint32_t time, int x, int y);
    void (*button)(void *data, struct wl_pointer *pointer, uint32_t time, uint32_t button);
};
int wl_proxy_add_listener(struct wl_proxy *proxy, void (**implementation)(void), void *data);
int wl_display_dispatch(struct wl_display *display);

static inline int wl_pointer_add_listener(struct wl_pointer *pointer,
                                          const struct wl_pointer_listener *listener, void *data)
{
    return wl_proxy_add_listener((struct wl_proxy *)pointer, (void (**)(void))listener, data);
}

#endif
