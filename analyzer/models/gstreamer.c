/* GStreamer: pipelines, and the functions of pads.
 *
 * States    the reference manual of GStreamer 1.22.
 * Clients   A pipeline, with the threads of its elements, until gst_object_unref(). Elements that are made
 *           one by one go into one of them.
 * Control   What is set for a pad runs per buffer, event or query that comes there: a message each.
 * Sharing   Behind gst_object_ref() an object has two owners.
 * Failures  The description is wrong, or an element is not installed. */
#include <stranded/primitives.h>

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- pipelines ---- */

void *gst_pipeline_new(const char *name)
{
    return model_client(MODEL_THREADS);
}

void *gst_parse_launch(const char *pipeline_description, void **error)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_THREADS);
}

void *gst_parse_launch_full(const char *pipeline_description, void *context, int flags,
                            void **error)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_THREADS);
}

void *gst_parse_launchv(void **argv, void **error)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_THREADS);
}

void gst_object_unref(void *object)
{
    model_client_end(object);
}

void *gst_object_ref(void *object)
{
    model_escape(object);
    return object;
}

void *gst_object_ref_sink(void *object)
{
    return object;
}

/* ---- what leaves a pipeline alone ---- */

void glib_autoptr_cleanup_GstPipeline(void **ptr)
{
    if (ptr)
        *ptr = (void *)model_any();
}

void glib_autoptr_clear_GstPipeline(void *ptr)
{
}

void gst_pipeline_auto_clock(void *pipeline)
{
}

int gst_pipeline_get_auto_flush_bus(void *pipeline)
{
    return (int)model_any();
}

void *gst_pipeline_get_bus(void *pipeline)
{
    return (void *)model_any();
}

void *gst_pipeline_get_clock(void *pipeline)
{
    return (void *)model_any();
}

unsigned long gst_pipeline_get_delay(void *pipeline)
{
    return (unsigned long)model_any();
}

void *gst_pipeline_get_pipeline_clock(void *pipeline)
{
    return (void *)model_any();
}

void gst_pipeline_set_auto_flush_bus(void *pipeline, int auto_flush)
{
}

int gst_pipeline_set_clock(void *pipeline, void *clock)
{
    return (int)model_any();
}

void gst_pipeline_set_delay(void *pipeline, unsigned long delay)
{
}

void gst_pipeline_use_clock(void *pipeline, void *clock)
{
}

int gst_element_set_state(void *element, int state)
{
    return (int)model_any();
}

int gst_element_get_state(void *element, void *state, void *pending, unsigned long timeout)
{
    fill(state);
    fill(pending);
    return (int)model_any();
}

int gst_element_sync_state_with_parent(void *element)
{
    return (int)model_any();
}

void *gst_element_get_bus(void *element)
{
    return (void *)model_any();
}

int gst_element_send_event(void *element, void *event)
{
    return (int)model_any();
}

int gst_element_seek_simple(void *element, int format, int seek_flags, long seek_pos)
{
    return (int)model_any();
}

int gst_element_seek(void *element, double rate, int format, int flags, int start_type, long start,
                     int stop_type, long stop)
{
    return (int)model_any();
}

int gst_element_query_position(void *element, int format, void *cur)
{
    fill(cur);
    return (int)model_any();
}

int gst_element_query_duration(void *element, int format, void *duration)
{
    fill(duration);
    return (int)model_any();
}

int gst_element_query(void *element, void *query)
{
    return (int)model_any();
}

int gst_element_post_message(void *element, void *message)
{
    return (int)model_any();
}

void gst_element_set_bus(void *element, void *bus)
{
}

int gst_element_set_clock(void *element, void *clock)
{
    return (int)model_any();
}

void gst_element_set_base_time(void *element, unsigned long time)
{
}

void gst_element_set_start_time(void *element, unsigned long time)
{
}

void *gst_element_get_clock(void *element)
{
    return (void *)model_any();
}

void *gst_element_get_static_pad(void *element, const char *name)
{
    return (void *)model_any();
}

int gst_element_add_pad(void *element, void *pad)
{
    return (int)model_any();
}

int gst_element_link(void *src, void *dest)
{
    return (int)model_any();
}

int gst_element_link_many(void *element_1, void *element_2, ...)
{
    return (int)model_any();
}

void gst_element_unlink(void *src, void *dest)
{
}

void gst_bin_add_many(void *bin, void *element_1, ...)
{
}

/* What is added becomes the bin's. */
int gst_bin_add(void *bin, void *element)
{
    model_escape(element);
    return (int)model_any();
}

int gst_bin_remove(void *bin, void *element)
{
    return (int)model_any();
}

void *gst_bin_get_by_name(void *bin, const char *name)
{
    return (void *)model_any();
}

void *gst_bin_get_by_name_recurse_up(void *bin, const char *name)
{
    return (void *)model_any();
}

void *gst_bin_get_by_interface(void *bin, unsigned long iface)
{
    return (void *)model_any();
}

void *gst_bin_iterate_elements(void *bin)
{
    return (void *)model_any();
}

int gst_bin_recalculate_latency(void *bin)
{
    return (int)model_any();
}

int gst_object_set_name(void *object, const char *name)
{
    return (int)model_any();
}

char *gst_object_get_name(void *object)
{
    return (char *)model_any();
}

void *gst_object_get_parent(void *object)
{
    return (void *)model_any();
}

void gst_debug_bin_to_dot_file(void *bin, int details, const char *file_name)
{
}

void gst_debug_bin_to_dot_file_with_ts(void *bin, int details, const char *file_name)
{
}

/* ---- pads ---- */

void gst_pad_set_chain_function_full(void *pad, void *function, void *user_data, void *notify)
{
    model_on_message(function, user_data);
    if (notify)
        model_on_exit(notify, user_data);
}

void gst_pad_set_chain_list_function_full(void *pad, void *function, void *user_data, void *notify)
{
    model_on_message(function, user_data);
    if (notify)
        model_on_exit(notify, user_data);
}

void gst_pad_set_event_function_full(void *pad, void *function, void *user_data, void *notify)
{
    model_on_message(function, user_data);
    if (notify)
        model_on_exit(notify, user_data);
}

void gst_pad_set_event_full_function_full(void *pad, void *function, void *user_data, void *notify)
{
    model_on_message(function, user_data);
    if (notify)
        model_on_exit(notify, user_data);
}

void gst_pad_set_query_function_full(void *pad, void *function, void *user_data, void *notify)
{
    model_on_message(function, user_data);
    if (notify)
        model_on_exit(notify, user_data);
}

void gst_pad_set_getrange_function_full(void *pad, void *function, void *user_data, void *notify)
{
    model_on_message(function, user_data);
    if (notify)
        model_on_exit(notify, user_data);
}
