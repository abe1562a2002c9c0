/* gRPC core: channels.
 *
 * States    the headers of gRPC core 1.51 (grpc/grpc.h, grpc/grpc_security.h), and the older names of
 *           what makes a channel.
 * Clients   A channel, with its connections and the threads that wait for them. Calls and completion
 *           queues are not.
 * Waiting   A completion queue is told until when; a call has its deadline.
 * Failures  Making a channel never fails. */
#include <stranded/primitives.h>

/* What is passed by value and of no interest. */
struct model_value {
    long value;
};

/* ---- channels ---- */

void *grpc_channel_create(const char *target, void *creds, const void *args)
{
    return model_client(MODEL_THREADS);
}

void *grpc_lame_client_channel_create(const char *target, int error_code, const char *error_message)
{
    return model_client(MODEL_CONTEXT);
}

void grpc_channel_destroy(void *channel)
{
    model_client_end(channel);
}

/* ---- waiting for what a call gets ---- */

struct model_value grpc_completion_queue_next(void *cq, struct model_value deadline, void *reserved)
{
    model_waits_for_event();
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

struct model_value grpc_completion_queue_pluck(void *cq, void *tag, struct model_value deadline,
                                               void *reserved)
{
    model_waits_for_event();
    struct model_value value = *(struct model_value *)model_any();

    return value;
}

/* ---- what leaves a channel alone ---- */

int grpc_channel_check_connectivity_state(void *channel, int try_to_connect)
{
    return (int)model_any();
}

void *grpc_channel_create_call(void *channel, void *parent_call, unsigned propagation_mask,
                               void *completion_queue, struct model_value method, const void *host,
                               struct model_value deadline, void *reserved)
{
    return (void *)model_any();
}

void *grpc_channel_create_registered_call(void *channel, void *parent_call,
                                          unsigned propagation_mask, void *completion_queue,
                                          void *registered_call_handle, struct model_value deadline,
                                          void *reserved)
{
    return (void *)model_any();
}

void grpc_channel_get_info(void *channel, const void *channel_info)
{
}

char *grpc_channel_get_target(void *channel)
{
    return (char *)model_any();
}

int grpc_channel_num_external_connectivity_watchers(void *channel)
{
    return (int)model_any();
}

void *grpc_channel_register_call(void *channel, const char *method, const char *host,
                                 void *reserved)
{
    return (void *)model_any();
}

int grpc_channel_support_connectivity_watcher(void *channel)
{
    return (int)model_any();
}

void grpc_channel_watch_connectivity_state(void *channel, int last_observed_state,
                                           struct model_value deadline, void *cq, void *tag)
{
}
