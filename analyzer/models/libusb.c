/* libusb: contexts and devices that are open.
 *
 * States    the API of libusb 1.0.26.
 * Clients   A context of the program's own (the default one, NULL, is the process's), and a device that is
 *           open. Lists of devices and transfers are none.
 * Waiting   Each transfer is told for how long; 0 is for ever, which is not followed.
 * Failures  There is no such device, or it is not allowed. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- contexts ---- */

int libusb_init(void **ret_context)
{
    if (model_fails())
        return -1;
    if (ret_context)
        *ret_context = model_client(MODEL_THREADS);
    return 0;
}

void libusb_exit(void *context)
{
    model_client_end(context);
}

void libusb_set_log_cb(void *ctx, void *cb, int mode)
{
    if (cb)
        model_on_event(cb, 0);
}

int libusb_hotplug_register_callback(void *ctx, int events, int flags, int vendor_id,
                                     int product_id, int dev_class, void *cb_fn, void *user_data,
                                     void *callback_handle)
{
    if (cb_fn)
        model_on_event(cb_fn, user_data);
    keep(user_data);
    if (callback_handle)
        *(int *)callback_handle = (int)model_any();
    return (int)model_any();
}

void libusb_set_pollfd_notifiers(void *ctx, void *added_cb, void *removed_cb, void *user_data)
{
    if (added_cb)
        model_on_event(added_cb, user_data);
    keep(user_data);
    if (removed_cb)
        model_on_event(removed_cb, user_data);
}

/* ---- devices ---- */

int libusb_open(void *device, void **ret_handle)
{
    if (model_fails())
        return model_nonzero();
    *ret_handle = model_client(MODEL_CONNECTION);
    return 0;
}

int libusb_wrap_sys_device(void *context, long fd, void **ret_handle)
{
    if (model_fails())
        return model_nonzero();
    *ret_handle = model_client(MODEL_CONNECTION);
    return 0;
}

void *libusb_open_device_with_vid_pid(void *ctx, unsigned short vendor_id,
                                      unsigned short product_id)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void libusb_close(void *dev_handle)
{
    model_client_end(dev_handle);
}

/* ---- what leaves them alone ---- */

int libusb_handle_events(void *ctx)
{
    model_waits_for_event();
    return (int)model_any();
}

int libusb_handle_events_completed(void *ctx, void *completed)
{
    model_waits_for_event();
    fill(completed);
    return (int)model_any();
}

int libusb_handle_events_timeout(void *ctx, void *tv)
{
    model_waits_for_event();
    return (int)model_any();
}

int libusb_handle_events_timeout_completed(void *ctx, void *tv, void *completed)
{
    model_waits_for_event();
    fill(completed);
    return (int)model_any();
}

int libusb_handle_events_locked(void *ctx, void *tv)
{
    model_waits_for_event();
    return (int)model_any();
}

int libusb_attach_kernel_driver(void *dev_handle, int interface_number)
{
    return (int)model_any();
}

int libusb_bulk_transfer(void *dev_handle, unsigned char endpoint, void *data, int length,
                         void *actual_length, unsigned timeout)
{
    fill(actual_length);
    return (int)model_any();
}

int libusb_claim_interface(void *dev_handle, int interface_number)
{
    return (int)model_any();
}

int libusb_clear_halt(void *dev_handle, unsigned char endpoint)
{
    return (int)model_any();
}

int libusb_control_transfer(void *dev_handle, unsigned char request_type, unsigned char b_request,
                            unsigned short w_value, unsigned short w_index, void *data,
                            unsigned short w_length, unsigned timeout)
{
    return (int)model_any();
}

int libusb_detach_kernel_driver(void *dev_handle, int interface_number)
{
    return (int)model_any();
}

int libusb_get_configuration(void *dev, void *config)
{
    fill(config);
    return (int)model_any();
}

int libusb_get_descriptor(void *dev_handle, unsigned char desc_type, unsigned char desc_index,
                          void *data, int length)
{
    return (int)model_any();
}

void *libusb_get_device(void *dev_handle)
{
    return (void *)model_any();
}

long libusb_get_device_list(void *ctx, void **list)
{
    if (list)
        *list = (void *)model_any();
    return model_any();
}

int libusb_get_next_timeout(void *ctx, void *tv)
{
    return (int)model_any();
}

int libusb_get_port_path(void *ctx, void *dev, void *path, unsigned char path_length)
{
    return (int)model_any();
}

int libusb_get_string_descriptor(void *dev_handle, unsigned char desc_index, unsigned short langid,
                                 void *data, int length)
{
    return (int)model_any();
}

int libusb_get_string_descriptor_ascii(void *dev_handle, unsigned char desc_index, void *data,
                                       int length)
{
    return (int)model_any();
}

void libusb_hotplug_deregister_callback(void *ctx, int callback_handle)
{
}

void *libusb_hotplug_get_user_data(void *ctx, int callback_handle)
{
    return (void *)model_any();
}

int libusb_interrupt_transfer(void *dev_handle, unsigned char endpoint, void *data, int length,
                              void *actual_length, unsigned timeout)
{
    fill(actual_length);
    return (int)model_any();
}

int libusb_kernel_driver_active(void *dev_handle, int interface_number)
{
    return (int)model_any();
}

int libusb_release_interface(void *dev_handle, int interface_number)
{
    return (int)model_any();
}

int libusb_reset_device(void *dev_handle)
{
    return (int)model_any();
}

int libusb_set_auto_detach_kernel_driver(void *dev_handle, int enable)
{
    return (int)model_any();
}

int libusb_set_configuration(void *dev_handle, int configuration)
{
    return (int)model_any();
}

void libusb_set_debug(void *ctx, int level)
{
}

int libusb_set_interface_alt_setting(void *dev_handle, int interface_number, int alternate_setting)
{
    return (int)model_any();
}

int libusb_set_option(void *ctx, int option, ...)
{
    return (int)model_any();
}

void libusb_unlock_event_waiters(void *ctx)
{
}

void libusb_unlock_events(void *ctx)
{
}
