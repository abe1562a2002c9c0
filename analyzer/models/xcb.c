/* XCB: connections.
 *
 * States    the API of libxcb 1.15 (xcb/xcb.h). The requests, which are made from the protocol's description,
 *           are not listed.
 * Clients   A connection, which is made even where it fails, and is to be disconnected then, too.
 * Failures  None. */
#include <stranded/primitives.h>

/* What is passed by value and of no interest. */
struct model_value {
    long value;
};

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

void *xcb_connect(const char *displayname, void *screenp)
{
    fill(screenp);
    return model_client(MODEL_CONNECTION);
}

void *xcb_connect_to_display_with_auth_info(const char *display, void *auth, void *screen)
{
    fill(screen);
    return model_client(MODEL_CONNECTION);
}

void *xcb_connect_to_fd(int fd, void *auth_info)
{
    model_escape((const void *)(long)fd);
    return model_client(MODEL_CONNECTION);
}

void xcb_disconnect(void *c)
{
    model_client_end(c);
}

void *xcb_wait_for_event(void *c)
{
    model_waits_for_event();
    return (void *)model_any();
}

void *xcb_wait_for_special_event(void *c, void *se)
{
    model_waits_for_event();
    return (void *)model_any();
}

void *xcb_poll_for_event(void *c)
{
    return (void *)model_any();
}

void *xcb_poll_for_queued_event(void *c)
{
    return (void *)model_any();
}

int xcb_connection_has_error(void *c)
{
    return (int)model_any();
}

int xcb_flush(void *c)
{
    return (int)model_any();
}

const void *xcb_get_setup(void *c)
{
    return (const void *)model_any();
}

int xcb_get_file_descriptor(void *c)
{
    return (int)model_any();
}

unsigned xcb_get_maximum_request_length(void *c)
{
    return (unsigned)model_any();
}

unsigned xcb_generate_id(void *c)
{
    return (unsigned)model_any();
}

void *xcb_request_check(void *c, struct model_value cookie)
{
    return (void *)model_any();
}

void xcb_discard_reply(void *c, unsigned sequence)
{
}

const void *xcb_get_extension_data(void *c, void *ext)
{
    return (const void *)model_any();
}

void xcb_prefetch_extension_data(void *c, void *ext)
{
}

struct model_value xcb_intern_atom(void *c, unsigned char only_if_exists, unsigned short name_len,
                                   const char *name)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

void *xcb_intern_atom_reply(void *c, struct model_value cookie, void **e)
{
    if (e)
        *e = (void *)model_any();
    return (void *)model_any();
}

struct model_value xcb_create_window(void *c, unsigned char depth, unsigned wid, unsigned parent,
                                     short x, short y, unsigned short width, unsigned short height,
                                     unsigned short border_width, unsigned short class,
                                     unsigned visual, unsigned value_mask, const void *value_list)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

struct model_value xcb_map_window(void *c, unsigned window)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

struct model_value xcb_destroy_window(void *c, unsigned window)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

struct model_value xcb_configure_window(void *c, unsigned window, unsigned short value_mask,
                                        const void *value_list)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

struct model_value xcb_change_property(void *c, unsigned char mode, unsigned window,
                                       unsigned property, unsigned type, unsigned char format,
                                       unsigned data_len, const void *data)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

struct model_value xcb_get_property(void *c, unsigned char delete, unsigned window,
                                    unsigned property, unsigned type, unsigned long_offset,
                                    unsigned long_length)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

void *xcb_get_property_reply(void *c, struct model_value cookie, void **e)
{
    if (e)
        *e = (void *)model_any();
    return (void *)model_any();
}

struct model_value xcb_change_window_attributes(void *c, unsigned window, unsigned value_mask,
                                                const void *value_list)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

struct model_value xcb_change_window_attributes_checked(void *c, unsigned window,
                                                        unsigned value_mask, const void *value_list)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

struct model_value xcb_get_geometry(void *c, unsigned drawable)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

void *xcb_get_geometry_reply(void *c, struct model_value cookie, void **e)
{
    if (e)
        *e = (void *)model_any();
    return (void *)model_any();
}

struct model_value xcb_query_tree(void *c, unsigned window)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

void *xcb_query_tree_reply(void *c, struct model_value cookie, void **e)
{
    if (e)
        *e = (void *)model_any();
    return (void *)model_any();
}

struct model_value xcb_query_pointer(void *c, unsigned window)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

void *xcb_query_pointer_reply(void *c, struct model_value cookie, void **e)
{
    if (e)
        *e = (void *)model_any();
    return (void *)model_any();
}

struct model_value xcb_send_event(void *c, unsigned char propagate, unsigned destination,
                                  unsigned event_mask, const char *event)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

struct model_value xcb_grab_key(void *c, unsigned char owner_events, unsigned grab_window,
                                unsigned short modifiers, unsigned char key,
                                unsigned char pointer_mode, unsigned char keyboard_mode)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

struct model_value xcb_grab_button(void *c, unsigned char owner_events, unsigned grab_window,
                                   unsigned short event_mask, unsigned char pointer_mode,
                                   unsigned char keyboard_mode, unsigned confine_to,
                                   unsigned cursor, unsigned char button, unsigned short modifiers)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

struct model_value xcb_create_gc(void *c, unsigned cid, unsigned drawable, unsigned value_mask,
                                 const void *value_list)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

struct model_value xcb_free_gc(void *c, unsigned gc)
{
    struct model_value value = *(struct model_value *)model_any();

    return value;
}
