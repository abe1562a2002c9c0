/* librdkafka: producers and consumers of Kafka.
 *
 * States    the manual of librdkafka 2.0 (rdkafka.h, INTRODUCTION.md).
 * Clients   A producer or consumer, with a thread for each broker. Topics, queues and messages are its
 *           own. rd_kafka_new() takes the configuration over.
 * Waiting   Each call that waits is told for how long.
 * Failures  The configuration is refused. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

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

/* ---- producers and consumers ---- */

void *rd_kafka_new(int type, void *conf, char *errstr, size_t errstr_size)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_THREADS);
}

void rd_kafka_destroy(void *rk)
{
    model_client_end(rk);
}

void rd_kafka_destroy_flags(void *rk, int flags)
{
    model_client_end(rk);
}

/* ---- what it calls, from rd_kafka_poll() and its neighbours ---- */

void rd_kafka_conf_set_dr_cb(void *conf, void *dr_cb)
{
    if (dr_cb)
        model_on_event(dr_cb, 0);
}

void rd_kafka_conf_set_dr_msg_cb(void *conf, void *dr_msg_cb)
{
    if (dr_msg_cb)
        model_on_event(dr_msg_cb, 0);
}

void rd_kafka_conf_set_consume_cb(void *conf, void *consume_cb)
{
    if (consume_cb)
        model_on_message(consume_cb, 0);
}

void rd_kafka_conf_set_rebalance_cb(void *conf, void *rebalance_cb)
{
    if (rebalance_cb)
        model_on_event(rebalance_cb, 0);
}

void rd_kafka_conf_set_offset_commit_cb(void *conf, void *offset_commit_cb)
{
    if (offset_commit_cb)
        model_on_event(offset_commit_cb, 0);
}

void rd_kafka_conf_set_error_cb(void *conf, void *error_cb)
{
    if (error_cb)
        model_on_event(error_cb, 0);
}

void rd_kafka_conf_set_throttle_cb(void *conf, void *throttle_cb)
{
    if (throttle_cb)
        model_on_event(throttle_cb, 0);
}

void rd_kafka_conf_set_log_cb(void *conf, void *log_cb)
{
    if (log_cb)
        model_on_event(log_cb, 0);
}

void rd_kafka_conf_set_stats_cb(void *conf, void *stats_cb)
{
    if (stats_cb)
        model_on_event(stats_cb, 0);
}

void rd_kafka_conf_set_oauthbearer_token_refresh_cb(void *conf, void *oauthbearer_token_refresh_cb)
{
    if (oauthbearer_token_refresh_cb)
        model_on_event(oauthbearer_token_refresh_cb, 0);
}

void rd_kafka_conf_set_background_event_cb(void *conf, void *event_cb)
{
    if (event_cb)
        model_on_event(event_cb, 0);
}

void rd_kafka_conf_set_opaque(void *conf, void *opaque)
{
    keep(opaque);
}

void rd_kafka_conf_set_default_topic_conf(void *conf, void *tconf)
{
}

int rd_kafka_conf_set(void *conf, const char *name, const char *value, char *errstr,
                      size_t errstr_size)
{
    return (int)model_any();
}

void *rd_kafka_conf_new(void)
{
    return (void *)model_any();
}

void rd_kafka_conf_destroy(void *conf)
{
}

void *rd_kafka_conf_dup(const void *conf)
{
    return (void *)model_any();
}

void *rd_kafka_topic_conf_new(void)
{
    return (void *)model_any();
}

int rd_kafka_topic_conf_set(void *conf, const char *name, const char *value, char *errstr,
                            size_t errstr_size)
{
    return (int)model_any();
}

void rd_kafka_topic_conf_set_partitioner_cb(void *topic_conf, void *partitioner)
{
    if (partitioner)
        model_on_event(partitioner, 0);
}

void rd_kafka_topic_conf_set_opaque(void *conf, void *rkt_opaque)
{
    keep(rkt_opaque);
}

/* ---- waiting for messages ---- */

int rd_kafka_poll(void *rk, int timeout_ms)
{
    model_waits_for_event();
    return (int)model_any();
}

void *rd_kafka_consumer_poll(void *rk, int timeout_ms)
{
    model_waits_for_message();
    return (void *)model_any();
}

void *rd_kafka_consume(void *rkt, int partition, int timeout_ms)
{
    model_waits_for_message();
    return (void *)model_any();
}

long rd_kafka_consume_batch(void *rkt, int partition, int timeout_ms, void **rkmessages,
                            size_t rkmessages_size)
{
    model_waits_for_message();
    return model_any();
}

void *rd_kafka_consume_queue(void *rkqu, int timeout_ms)
{
    model_waits_for_message();
    return (void *)model_any();
}

long rd_kafka_consume_batch_queue(void *rkqu, int timeout_ms, void **rkmessages,
                                  size_t rkmessages_size)
{
    model_waits_for_message();
    return model_any();
}

int rd_kafka_consume_callback(void *rkt, int partition, int timeout_ms, void *consume_cb,
                              void *commit_opaque)
{
    model_waits_for_message();
    if (consume_cb)
        model_on_message(consume_cb, commit_opaque);
    keep(commit_opaque);
    return (int)model_any();
}

int rd_kafka_consume_callback_queue(void *rkqu, int timeout_ms, void *consume_cb,
                                    void *commit_opaque)
{
    model_waits_for_message();
    if (consume_cb)
        model_on_message(consume_cb, commit_opaque);
    keep(commit_opaque);
    return (int)model_any();
}

void *rd_kafka_queue_poll(void *rkqu, int timeout_ms)
{
    model_waits_for_event();
    return (void *)model_any();
}

int rd_kafka_queue_poll_callback(void *rkqu, int timeout_ms)
{
    model_waits_for_event();
    return (int)model_any();
}

/* ---- topics and messages ---- */

void *rd_kafka_topic_new(void *rk, const char *topic, void *conf)
{
    return (void *)model_any();
}

void rd_kafka_topic_destroy(void *rkt)
{
}

int rd_kafka_produce(void *rkt, int partition, int msgflags, void *payload, size_t len,
                     const void *key, size_t keylen, void *msg_opaque)
{
    return (int)model_any();
}

int rd_kafka_produce_batch(void *rkt, int partition, int msgflags, void *rkmessages,
                           int message_cnt)
{
    return (int)model_any();
}

void rd_kafka_message_destroy(void *rkmessage)
{
}

int rd_kafka_consume_start(void *rkt, int partition, long offset)
{
    return (int)model_any();
}

int rd_kafka_consume_start_queue(void *rkt, int partition, long offset, void *rkqu)
{
    return (int)model_any();
}

int rd_kafka_consume_stop(void *rkt, int partition)
{
    return (int)model_any();
}

/* ---- what leaves a client alone ---- */

void *rd_kafka_abort_transaction(void *rk, int timeout_ms)
{
    return (void *)model_any();
}

int rd_kafka_assign(void *rk, const void *partitions)
{
    return (int)model_any();
}

int rd_kafka_assignment(void *rk, void **partitions)
{
    if (partitions)
        *partitions = (void *)model_any();
    return (int)model_any();
}

int rd_kafka_assignment_lost(void *rk)
{
    return (int)model_any();
}

void *rd_kafka_begin_transaction(void *rk)
{
    return (void *)model_any();
}

int rd_kafka_commit(void *rk, const void *offsets, int async)
{
    return (int)model_any();
}

int rd_kafka_commit_message(void *rk, const void *rkmessage, int async)
{
    return (int)model_any();
}

void *rd_kafka_commit_transaction(void *rk, int timeout_ms)
{
    return (void *)model_any();
}

int rd_kafka_committed(void *rk, void *partitions, int timeout_ms)
{
    return (int)model_any();
}

const void *rd_kafka_conf(void *rk)
{
    return (const void *)model_any();
}

int rd_kafka_consumer_close(void *rk)
{
    return (int)model_any();
}

void *rd_kafka_consumer_close_queue(void *rk, void *rkqu)
{
    return (void *)model_any();
}

int rd_kafka_consumer_closed(void *rk)
{
    return (int)model_any();
}

void *rd_kafka_consumer_group_metadata(void *rk)
{
    return (void *)model_any();
}

int rd_kafka_flush(void *rk, int timeout_ms)
{
    return (int)model_any();
}

int rd_kafka_get_watermark_offsets(void *rk, const char *topic, int partition, void *low,
                                   void *high)
{
    fill(low);
    fill(high);
    return (int)model_any();
}

void *rd_kafka_incremental_assign(void *rk, const void *partitions)
{
    return (void *)model_any();
}

void *rd_kafka_incremental_unassign(void *rk, const void *partitions)
{
    return (void *)model_any();
}

void *rd_kafka_init_transactions(void *rk, int timeout_ms)
{
    return (void *)model_any();
}

int rd_kafka_list_groups(void *rk, const char *group, void **grplistp, int timeout_ms)
{
    return (int)model_any();
}

void rd_kafka_log_print(const void *rk, int level, const char *fac, const char *buf)
{
}

void rd_kafka_log_syslog(const void *rk, int level, const char *fac, const char *buf)
{
}

void *rd_kafka_mem_calloc(void *rk, size_t num, size_t size)
{
    return (void *)model_any();
}

void rd_kafka_mem_free(void *rk, void *ptr)
{
}

void *rd_kafka_mem_malloc(void *rk, size_t size)
{
    return (void *)model_any();
}

int rd_kafka_metadata(void *rk, int all_topics, void *only_rkt, void **metadatap, int timeout_ms)
{
    return (int)model_any();
}

int rd_kafka_offsets_for_times(void *rk, void *offsets, int timeout_ms)
{
    return (int)model_any();
}

int rd_kafka_offsets_store(void *rk, void *offsets)
{
    return (int)model_any();
}

int rd_kafka_outq_len(void *rk)
{
    return (int)model_any();
}

int rd_kafka_pause_partitions(void *rk, void *partitions)
{
    return (int)model_any();
}

int rd_kafka_poll_set_consumer(void *rk)
{
    return (int)model_any();
}

int rd_kafka_position(void *rk, void *partitions)
{
    return (int)model_any();
}

int rd_kafka_producev(void *rk, ...)
{
    return (int)model_any();
}

void *rd_kafka_produceva(void *rk, const void *vus, size_t cnt)
{
    return (void *)model_any();
}

int rd_kafka_purge(void *rk, int purge_flags)
{
    return (int)model_any();
}

int rd_kafka_query_watermark_offsets(void *rk, const char *topic, int partition, void *low,
                                     void *high, int timeout_ms)
{
    fill(low);
    fill(high);
    return (int)model_any();
}

void *rd_kafka_queue_get_consumer(void *rk)
{
    return (void *)model_any();
}

void *rd_kafka_queue_get_main(void *rk)
{
    return (void *)model_any();
}

void *rd_kafka_queue_get_partition(void *rk, const char *topic, int partition)
{
    return (void *)model_any();
}

void *rd_kafka_queue_new(void *rk)
{
    return (void *)model_any();
}

const char *rd_kafka_rebalance_protocol(void *rk)
{
    return (const char *)model_any();
}

int rd_kafka_resume_partitions(void *rk, void *partitions)
{
    return (int)model_any();
}

void *rd_kafka_seek_partitions(void *rk, void *partitions, int timeout_ms)
{
    return (void *)model_any();
}

void *rd_kafka_send_offsets_to_transaction(void *rk, const void *offsets, const void *cgmetadata,
                                           int timeout_ms)
{
    return (void *)model_any();
}

void rd_kafka_set_log_level(void *rk, int level)
{
}

int rd_kafka_set_log_queue(void *rk, void *rkqu)
{
    return (int)model_any();
}

int rd_kafka_subscribe(void *rk, const void *topics)
{
    return (int)model_any();
}

int rd_kafka_subscription(void *rk, void **topics)
{
    if (topics)
        *topics = (void *)model_any();
    return (int)model_any();
}

int rd_kafka_type(const void *rk)
{
    return (int)model_any();
}

int rd_kafka_unsubscribe(void *rk)
{
    return (int)model_any();
}

void rd_kafka_set_logger(void *rk, void *func)
{
    if (func)
        model_on_event(func, 0);
}

void rd_kafka_CreateTopics(void *rk, void **new_topics, size_t new_topic_cnt, const void *options,
                           void *rkqu)
{
    if (new_topics)
        *new_topics = (void *)model_any();
}

void rd_kafka_DeleteTopics(void *rk, void **del_topics, size_t del_topic_cnt, const void *options,
                           void *rkqu)
{
    if (del_topics)
        *del_topics = (void *)model_any();
}
