/* GObject: the virtual functions of classes that a library calls again and again, as class_init() sets them.
 *
 * States    the reference manuals of GIO 2.74 (GApplication, GSocketService, GThreadedSocketService, GActionEntry)
 *           and of GStreamer 1.22 and its base and plug-in libraries (GstBaseSink, GstBaseSrc, GstBaseTransform, ...).
 * Control   What an application is told runs per event, what a service gets per connection, what an element gets per
 *           buffer, which is a message.
 * Not here  What happens once in the life of an object: its construction, its end, a change of its state. */
#include <stranded/primitives.h>

/* ---- what every class_init() of a macro calls ---- */

void *g_type_class_peek_parent(void *g_class)
{
    return (void *)model_any();
}

void g_type_class_adjust_private_offset(void *g_class, int *private_size_or_offset)
{
    if (private_size_or_offset)
        *private_size_or_offset = (int)model_any();
}

/* ---- GIO ---- */

struct _GApplicationClass {
    void *startup;
    void *activate;
    void *open;
    void *command_line;
    void *shutdown;
};

static __attribute__((__unused__)) void application(struct _GApplicationClass *self)
{
    model_calls_once(self->startup, 0);
    model_on_event(self->activate, 0);
    model_on_event(self->open, 0);
    model_on_event(self->command_line, 0);
    model_on_exit(self->shutdown, 0);
}

struct _GSocketServiceClass {
    void *incoming;
};

static __attribute__((__unused__)) void socket_service(struct _GSocketServiceClass *self)
{
    model_on_connection(self->incoming, 0);
}

struct _GThreadedSocketServiceClass {
    void *run;
};

static __attribute__((__unused__)) void threaded_service(struct _GThreadedSocketServiceClass *self)
{
    model_on_connection(self->run, 0);
}

struct _GActionEntry {
    void *activate;
    void *change_state;
};

static __attribute__((__unused__)) void action(struct _GActionEntry *self)
{
    model_on_event(self->activate, 0);
    model_on_event(self->change_state, 0);
}

void g_action_map_add_action_entries(void *action_map, const void *entries, int n_entries,
                                     void *user_data)
{
    model_pass(user_data);
}

/* ---- GStreamer ---- */

struct _GstBaseSinkClass {
    void *render;
    void *render_list;
};

static __attribute__((__unused__)) void base_sink(struct _GstBaseSinkClass *self)
{
    model_on_message(self->render, 0);
    model_on_message(self->render_list, 0);
}

struct _GstBaseSrcClass {
    void *create;
    void *fill;
};

static __attribute__((__unused__)) void base_src(struct _GstBaseSrcClass *self)
{
    model_on_message(self->create, 0);
    model_on_message(self->fill, 0);
}

struct _GstPushSrcClass {
    void *create;
    void *fill;
};

static __attribute__((__unused__)) void push_src(struct _GstPushSrcClass *self)
{
    model_on_message(self->create, 0);
    model_on_message(self->fill, 0);
}

struct _GstBaseTransformClass {
    void *transform;
    void *transform_ip;
};

static __attribute__((__unused__)) void base_transform(struct _GstBaseTransformClass *self)
{
    model_on_message(self->transform, 0);
    model_on_message(self->transform_ip, 0);
}

struct _GstVideoFilterClass {
    void *transform_frame;
    void *transform_frame_ip;
};

static __attribute__((__unused__)) void video_filter(struct _GstVideoFilterClass *self)
{
    model_on_message(self->transform_frame, 0);
    model_on_message(self->transform_frame_ip, 0);
}

struct _GstBaseParseClass {
    void *handle_frame;
};

static __attribute__((__unused__)) void base_parse(struct _GstBaseParseClass *self)
{
    model_on_message(self->handle_frame, 0);
}

struct _GstAggregatorClass {
    void *aggregate;
};

static __attribute__((__unused__)) void aggregator(struct _GstAggregatorClass *self)
{
    model_on_message(self->aggregate, 0);
}

struct _GstAudioDecoderClass {
    void *handle_frame;
};

static __attribute__((__unused__)) void audio_decoder(struct _GstAudioDecoderClass *self)
{
    model_on_message(self->handle_frame, 0);
}

struct _GstVideoDecoderClass {
    void *handle_frame;
};

static __attribute__((__unused__)) void video_decoder(struct _GstVideoDecoderClass *self)
{
    model_on_message(self->handle_frame, 0);
}

struct _GstAudioEncoderClass {
    void *handle_frame;
};

static __attribute__((__unused__)) void audio_encoder(struct _GstAudioEncoderClass *self)
{
    model_on_message(self->handle_frame, 0);
}

struct _GstVideoEncoderClass {
    void *handle_frame;
};

static __attribute__((__unused__)) void video_encoder(struct _GstVideoEncoderClass *self)
{
    model_on_message(self->handle_frame, 0);
}
