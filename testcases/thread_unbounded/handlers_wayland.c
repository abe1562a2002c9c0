/* Wayland: any function of the struct that a listener is, by the inline function of a generated header. */
#include <pthread.h>
#include <stdio.h>

#include "mini_wayland.h"

static void *record(void *arg)
{
    FILE *file = fopen("record.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("record\n", file);
        fclose(file);
    }
    return NULL;
}

static void *draw_first(void *arg)
{
    FILE *file = fopen("draw_first.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("draw first\n", file);
        fclose(file);
    }
    return NULL;
}

static void on_motion(void *data, struct wl_pointer *pointer, uint32_t time, int x, int y)
{
    (void)data, (void)pointer, (void)time;
    printf("%d %d\n", x, y);
}

static void on_button_bad(void *data, struct wl_pointer *pointer, uint32_t time, uint32_t button)
{
    (void)data, (void)pointer, (void)time, (void)button;
    pthread_t tid;
    if (pthread_create(&tid, NULL, record, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
}

static const struct wl_pointer_listener listener = {on_motion, on_button_bad};

extern struct wl_display *open_display(struct wl_pointer **ret_pointer);

int main(void)
{
    struct wl_pointer *pointer = NULL;
    struct wl_display *display = open_display(&pointer);
    if (display == NULL)
        return 1;
    wl_pointer_add_listener(pointer, &listener, NULL);
    /* once, before the loop */
    pthread_t tid;
    if (pthread_create(&tid, NULL, draw_first, NULL) == 0)
        pthread_detach(tid);
    while (wl_display_dispatch(display) != -1)
        ;
    return 0;
}
