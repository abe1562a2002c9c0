/* What the testcases here use of many libraries, declared after their manuals. */
#ifndef LIBRARIES_H
#define LIBRARIES_H

#include <stddef.h>

/* libpq */
typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
enum { CONNECTION_OK, CONNECTION_BAD };
PGconn *PQconnectdb(const char *conninfo);
int PQstatus(const PGconn *conn);
char *PQerrorMessage(const PGconn *conn);
PGresult *PQexec(PGconn *conn, const char *query);
void PQclear(PGresult *res);
void PQfinish(PGconn *conn);

/* SQLite */
typedef struct sqlite3 sqlite3;
int sqlite3_open(const char *filename, sqlite3 **ppDb);
int sqlite3_exec(sqlite3 *db, const char *sql, int (*callback)(void *, int, char **, char **),
                 void *data, char **errmsg);
int sqlite3_close(sqlite3 *db);

/* MySQL */
typedef struct st_mysql {
    void *opaque[64];
} MYSQL;
MYSQL *mysql_init(MYSQL *mysql);
MYSQL *mysql_real_connect(MYSQL *mysql, const char *host, const char *user, const char *passwd,
                          const char *db, unsigned int port, const char *socket,
                          unsigned long flags);
enum { MYSQL_OPT_CONNECT_TIMEOUT };
int mysql_options(MYSQL *mysql, int option, const void *arg);
int mysql_query(MYSQL *mysql, const char *query);
void mysql_close(MYSQL *mysql);

/* librdkafka */
typedef struct rd_kafka_s rd_kafka_t;
typedef struct rd_kafka_conf_s rd_kafka_conf_t;
typedef struct rd_kafka_topic_s rd_kafka_topic_t;
enum { RD_KAFKA_PRODUCER };
rd_kafka_conf_t *rd_kafka_conf_new(void);
rd_kafka_t *rd_kafka_new(int type, rd_kafka_conf_t *conf, char *errstr, size_t size);
rd_kafka_topic_t *rd_kafka_topic_new(rd_kafka_t *rk, const char *topic, void *conf);
void rd_kafka_topic_destroy(rd_kafka_topic_t *rkt);
int rd_kafka_produce(rd_kafka_topic_t *rkt, int partition, int flags, void *payload, size_t size,
                     const void *key, size_t key_size, void *opaque);
int rd_kafka_flush(rd_kafka_t *rk, int timeout_ms);
void rd_kafka_destroy(rd_kafka_t *rk);

/* rabbitmq-c */
typedef struct amqp_connection_state_t_ *amqp_connection_state_t;
typedef struct amqp_socket_t_ amqp_socket_t;
amqp_connection_state_t amqp_new_connection(void);
amqp_socket_t *amqp_tcp_socket_new(amqp_connection_state_t state);
int amqp_socket_open(amqp_socket_t *self, const char *host, int port);
int amqp_destroy_connection(amqp_connection_state_t state);

/* Mosquitto */
struct mosquitto;
struct mosquitto *mosquitto_new(const char *id, _Bool clean_session, void *obj);
int mosquitto_connect(struct mosquitto *mosq, const char *host, int port, int keepalive);
int mosquitto_publish(struct mosquitto *mosq, int *mid, const char *topic, int size,
                      const void *payload, int qos, _Bool retain);
void mosquitto_message_callback_set(struct mosquitto *mosq,
                                    void (*on_message)(struct mosquitto *, void *, const void *));
int mosquitto_loop_forever(struct mosquitto *mosq, int timeout, int max_packets);
void mosquitto_destroy(struct mosquitto *mosq);

/* Paho */
typedef void *MQTTClient;
int MQTTClient_create(MQTTClient *handle, const char *uri, const char *id, int persistence,
                      void *context);
int MQTTClient_connect(MQTTClient handle, void *options);
int MQTTClient_disconnect(MQTTClient handle, int timeout);
void MQTTClient_destroy(MQTTClient *handle);

/* OpenSSL */
typedef struct ssl_ctx_st SSL_CTX;
typedef struct ssl_method_st SSL_METHOD;
const SSL_METHOD *TLS_client_method(void);
SSL_CTX *SSL_CTX_new(const SSL_METHOD *method);
int SSL_CTX_use_certificate_file(SSL_CTX *ctx, const char *file, int type);
int SSL_CTX_up_ref(SSL_CTX *ctx);
void SSL_CTX_free(SSL_CTX *ctx);

/* GnuTLS */
typedef struct gnutls_certificate_credentials_st *gnutls_certificate_credentials_t;
int gnutls_certificate_allocate_credentials(gnutls_certificate_credentials_t *res);
int gnutls_certificate_set_x509_trust_file(gnutls_certificate_credentials_t cred, const char *file,
                                           int type);
void gnutls_certificate_free_credentials(gnutls_certificate_credentials_t sc);

/* Mbed TLS */
typedef struct mbedtls_ssl_config {
    void *opaque[40];
} mbedtls_ssl_config;
void mbedtls_ssl_config_init(mbedtls_ssl_config *conf);
int mbedtls_ssl_config_defaults(mbedtls_ssl_config *conf, int endpoint, int transport, int preset);
void mbedtls_ssl_config_free(mbedtls_ssl_config *conf);

/* OpenLDAP */
typedef struct ldap LDAP;
int ldap_initialize(LDAP **ldp, const char *url);
int ldap_set_option(LDAP *ld, int option, const void *value);
int ldap_unbind_ext_s(LDAP *ld, void **sctrls, void **cctrls);

/* sd-bus */
typedef struct sd_bus sd_bus;
int sd_bus_open_system(sd_bus **ret);
int sd_bus_default_system(sd_bus **ret);
int sd_bus_get_unique_name(sd_bus *bus, const char **unique);
sd_bus *sd_bus_unref(sd_bus *bus);
void sd_bus_unrefp(sd_bus **bus);

/* libevent and libuv */
struct event_base;
struct evdns_base;
struct event_base *event_base_new(void);
struct evdns_base *evdns_base_new(struct event_base *base, int flags);
void evdns_base_free(struct evdns_base *base, int fail_requests);
int event_base_dispatch(struct event_base *base);
void event_base_free(struct event_base *base);
typedef struct uv_loop_s {
    void *data;
    void *opaque[100];
} uv_loop_t;
int uv_loop_init(uv_loop_t *loop);
int uv_run(uv_loop_t *loop, int mode);
int uv_loop_close(uv_loop_t *loop);

/* unixODBC */
int SQLAllocHandle(short type, void *input, void **output);
int SQLSetEnvAttr(void *env, int attribute, void *value, int size);
int SQLConnect(void *dbc, unsigned char *name, short n1, unsigned char *user, short n2,
               unsigned char *auth, short n3);
int SQLFreeHandle(short type, void *handle);

/* libmemcached */
typedef struct memcached_st memcached_st;
typedef struct memcached_pool_st memcached_pool_st;
memcached_st *memcached(const char *string, size_t size);
void memcached_free(memcached_st *ptr);
memcached_pool_st *memcached_pool(const char *string, size_t size);
memcached_st *memcached_pool_pop(memcached_pool_st *pool, _Bool block, int *rc);
int memcached_pool_push(memcached_pool_st *pool, memcached_st *mmc);
int memcached_set(memcached_st *ptr, const char *key, size_t key_size, const char *value,
                  size_t size, long expiration, unsigned flags);

/* libsoup and GObject */
typedef struct _SoupSession SoupSession;
SoupSession *soup_session_new(void);
void soup_session_set_timeout(SoupSession *session, unsigned int timeout);
void *soup_session_send(SoupSession *session, void *message, void *cancellable, void **error);
void g_object_unref(void *object);

/* LMDB and libpcap */
typedef struct MDB_env MDB_env;
int mdb_env_create(MDB_env **env);
int mdb_env_open(MDB_env *env, const char *path, unsigned flags, unsigned mode);
void mdb_env_close(MDB_env *env);
typedef struct pcap pcap_t;
pcap_t *pcap_open_live(const char *device, int snaplen, int promisc, int ms, char *error);
int pcap_setnonblock(pcap_t *p, int nonblock, char *error);
void pcap_close(pcap_t *p);

#endif
