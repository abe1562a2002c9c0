/* What devices say of themselves, in an object of jansson: as many as the object may have members, or as many as like
 * to say something. */
#include <jansson.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { DEVICES_MOST = 400 };

static json_t *devices, *guests;

static int note_device_ok(const char *name, json_t *state)
{
    if (!json_object_get(devices, name) && json_object_size(devices) >= DEVICES_MOST) {
        json_decref(state);
        return -1;
    }
    return json_object_set_new(devices, name, state);
}

static int note_guest_bad(const char *name, json_t *state)
{
    if (json_object_size(guests) % 100 == 0)
        write(1, ".", 1);
    return json_object_set_new(guests, name, state); // EXPECT: cache-only-grows
}

static char *describe_ok(const char *name)
{
    json_t *object = json_object();

    json_object_set_new(object, "name", json_string(name));
    char *text = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    return text;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    char name[32];

    devices = json_object();
    guests = json_object();
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        ssize_t n = recv(fd, name, sizeof name - 1, 0);
        if (n > 0) {
            name[n] = '\0';
            note_device_ok(name, json_true());
            note_guest_bad(name, json_true());
            free(describe_ok(name));
        }
        close(fd);
    }
}
