/* What is made is NULL if, and only if, the record of the error says so: who asks the record alone asks both. */
#include <stdbool.h>
#include <stdio.h>

/* as <dbus/dbus.h> has them */
typedef struct DBusConnection DBusConnection;
typedef struct DBusError {
    const char *name, *message;
    unsigned dummy1 : 1, dummy2 : 1, dummy3 : 1, dummy4 : 1, dummy5 : 1;
    void *padding1;
} DBusError;
void dbus_error_init(DBusError *error);
void dbus_error_free(DBusError *error);
unsigned dbus_error_is_set(const DBusError *error);
DBusConnection *dbus_bus_get_private(int type, DBusError *error);
int dbus_bus_request_name(DBusConnection *connection, const char *name, unsigned flags,
                          DBusError *error);
void dbus_connection_close(DBusConnection *connection);
void dbus_connection_unref(DBusConnection *connection);

bool serve_ok(const char *name)
{
    DBusError error;
    dbus_error_init(&error);
    DBusConnection *bus = dbus_bus_get_private(1, &error);
    if (dbus_error_is_set(&error)) {
        puts(error.message);
        dbus_error_free(&error);
        return false;
    }
    int reply = dbus_bus_request_name(bus, name, 2, &error);
    if (dbus_error_is_set(&error))
        puts(error.message);
    dbus_error_free(&error);
    dbus_connection_close(bus);
    dbus_connection_unref(bus);
    return reply == 1;
}

bool serve_bad(const char *name)
{
    DBusError error;
    dbus_error_init(&error);
    DBusConnection *bus = dbus_bus_get_private(1, &error); // EXPECT: client-leaked
    if (dbus_error_is_set(&error)) {
        puts(error.message);
        dbus_error_free(&error);
        return false;
    }
    int reply = dbus_bus_request_name(bus, name, 2, &error);
    if (dbus_error_is_set(&error)) {
        puts(error.message);
        dbus_error_free(&error);
        return false;
    }
    dbus_connection_close(bus);
    dbus_connection_unref(bus);
    return reply == 1;
}
