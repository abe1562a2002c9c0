/* What the testcases use of <mysql.h>. */
#ifndef MYSQL_H
#define MYSQL_H

typedef struct st_mysql {
    void *net;
    struct {
        unsigned connect_timeout, read_timeout;
    } options;
} MYSQL;

enum mysql_option {
    MYSQL_OPT_CONNECT_TIMEOUT = 0,
    MYSQL_SET_CHARSET_NAME = 7,
    MYSQL_OPT_READ_TIMEOUT = 11
};

MYSQL *mysql_init(MYSQL *mysql);
int mysql_options(MYSQL *mysql, enum mysql_option option, const void *arg);
MYSQL *mysql_real_connect(MYSQL *mysql, const char *host, const char *user, const char *passwd,
                          const char *db, unsigned port, const char *unix_socket,
                          unsigned long flags);
int mysql_query(MYSQL *mysql, const char *query);
void mysql_close(MYSQL *mysql);

#endif
