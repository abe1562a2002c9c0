/* A worker that polls its sockets within the process: nobody connects to the first ones; a descriptor among them may be
 * ready; and of the last ones one gets something. */
#include "zmq.h"

#include <pthread.h>
#include <stddef.h>

static void *context;

static void *paint(void *unused)
{
    void *shapes = zmq_socket(context, ZMQ_PULL), *control = zmq_socket(context, ZMQ_PAIR);
    zmq_pollitem_t items[] = {{shapes, 0, ZMQ_POLLIN, 0}, {control, 0, ZMQ_POLLIN, 0}};
    int shape;

    zmq_bind(shapes, "inproc://shapes");
    zmq_bind(control, "inproc://paint-control");
    while (zmq_poll(items, 2, -1) > 0) { // EXPECT: select-stuck
        if (items[1].revents)
            break;
        zmq_recv(shapes, &shape, sizeof shape, 0);
    }
    zmq_close(shapes);
    zmq_close(control);
    return unused;
}

static void *type(void *terminal)
{
    void *keys = zmq_socket(context, ZMQ_PULL);
    zmq_pollitem_t items[] = {{keys, 0, ZMQ_POLLIN, 0}, {NULL, *(int *)terminal, ZMQ_POLLIN, 0}};
    int key;

    zmq_bind(keys, "inproc://keys");
    while (zmq_poll(items, 2, -1) > 0) {
        if (items[1].revents)
            break;
        zmq_recv(keys, &key, sizeof key, 0);
    }
    zmq_close(keys);
    return NULL;
}

static void *play(void *unused)
{
    void *notes = zmq_socket(context, ZMQ_PULL), *control = zmq_socket(context, ZMQ_PAIR);
    zmq_pollitem_t items[] = {{notes, 0, ZMQ_POLLIN, 0}, {control, 0, ZMQ_POLLIN, 0}};
    int note;

    zmq_bind(notes, "inproc://notes");
    zmq_bind(control, "inproc://play-control");
    while (zmq_poll(items, 2, -1) > 0) {
        if (items[1].revents)
            break;
        zmq_recv(notes, &note, sizeof note, 0);
    }
    zmq_close(notes);
    zmq_close(control);
    return unused;
}

int main(void)
{
    pthread_t painter, typist, player;
    int terminal = 0;

    context = zmq_ctx_new();
    if (!context || pthread_create(&painter, NULL, paint, NULL) != 0 ||
        pthread_create(&typist, NULL, type, &terminal) != 0 ||
        pthread_create(&player, NULL, play, NULL) != 0)
        return 1;
    void *control = zmq_socket(context, ZMQ_PAIR);
    if (zmq_connect(control, "inproc://play-control") == 0)
        zmq_send(control, "", 0, 0);
    zmq_close(control);
    pthread_join(player, NULL);
    pthread_join(typist, NULL);
    pthread_join(painter, NULL);
    return zmq_ctx_term(context);
}
