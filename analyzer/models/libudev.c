/* libudev: contexts.
 *
 * States    the API of libudev 252.
 * Clients   A context, until its last reference goes, and a monitor, which is a socket. Devices and
 *           enumerations are none.
 * Sharing   Behind udev_ref() and udev_monitor_ref() there are two owners.
 * Failures  There is no memory, or no descriptor. */
#include <stranded/primitives.h>

void *udev_new(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

void *udev_unref(void *udev)
{
    model_client_end(udev);
    return 0;
}

void *udev_ref(void *udev)
{
    model_escape(udev);
    return udev;
}

void *udev_monitor_new_from_netlink(void *udev, const char *name)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *udev_monitor_unref(void *udev_monitor)
{
    model_client_end(udev_monitor);
    return 0;
}

void *udev_monitor_ref(void *udev_monitor)
{
    model_escape(udev_monitor);
    return udev_monitor;
}

void *udev_monitor_receive_device(void *udev_monitor)
{
    model_waits_for_event();
    return (void *)model_any();
}

void *udev_device_new_from_device_id(void *udev, const char *id)
{
    return (void *)model_any();
}

void *udev_device_new_from_devnum(void *udev, char type, unsigned long devnum)
{
    return (void *)model_any();
}

void *udev_device_new_from_subsystem_sysname(void *udev, const char *subsystem, const char *sysname)
{
    return (void *)model_any();
}

void *udev_device_new_from_syspath(void *udev, const char *syspath)
{
    return (void *)model_any();
}

void *udev_enumerate_new(void *udev)
{
    return (void *)model_any();
}

int udev_get_log_priority(void *udev)
{
    return (int)model_any();
}

void *udev_get_userdata(void *udev)
{
    return (void *)model_any();
}

int udev_monitor_enable_receiving(void *udev_monitor)
{
    return (int)model_any();
}

int udev_monitor_filter_add_match_subsystem_devtype(void *udev_monitor, const char *subsystem,
                                                    const char *devtype)
{
    return (int)model_any();
}

int udev_monitor_filter_add_match_tag(void *udev_monitor, const char *tag)
{
    return (int)model_any();
}

int udev_monitor_filter_remove(void *udev_monitor)
{
    return (int)model_any();
}

int udev_monitor_filter_update(void *udev_monitor)
{
    return (int)model_any();
}

int udev_monitor_get_fd(void *udev_monitor)
{
    return (int)model_any();
}

void *udev_monitor_get_udev(void *udev_monitor)
{
    return (void *)model_any();
}

int udev_monitor_set_receive_buffer_size(void *udev_monitor, int size)
{
    return (int)model_any();
}

void udev_set_log_priority(void *udev, int priority)
{
}

void udev_set_userdata(void *udev, void *userdata)
{
}
