/* The time-outs of MySQL's client are options of an object, which the program has or the library makes. */
#include "mysql.h"

#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

struct job {
    struct job *next;
    int id;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t added = PTHREAD_COND_INITIALIZER;
static struct job *first;

static void run(MYSQL *db, const struct job *job)
{
    char query[64];
    snprintf(query, sizeof query, "UPDATE job SET done = 1 WHERE id = %d", job->id);
    if (mysql_query(db, query) != 0)
        fprintf(stderr, "job %d is lost\n", job->id);
}

static void finish_bad(const struct job *job)
{
    MYSQL db;
    if (mysql_init(&db) == NULL) // EXPECT: client-per-request
        return;
    mysql_options(&db, MYSQL_SET_CHARSET_NAME, "utf8");
    if (mysql_real_connect(&db, "db", "job", "", "job", 0, NULL, 0)) // EXPECT: client-no-timeout
        run(&db, job);
    mysql_close(&db);
}

static void finish_ok(const struct job *job)
{
    const unsigned seconds = 4;
    MYSQL db;
    if (mysql_init(&db) == NULL) // EXPECT: client-per-request
        return;
    mysql_options(&db, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
    mysql_options(&db, MYSQL_OPT_READ_TIMEOUT, &seconds);
    if (mysql_real_connect(&db, "db", "job", "", "job", 0, NULL, 0))
        run(&db, job);
    mysql_close(&db);
}

static void finish_made_bad(const struct job *job)
{
    MYSQL *db = mysql_init(NULL); // EXPECT: client-per-request
    if (db == NULL)
        return;
    mysql_options(db, MYSQL_SET_CHARSET_NAME, "utf8");
    if (mysql_real_connect(db, "db", "job", "", "job", 0, NULL, 0)) // EXPECT: client-no-timeout
        run(db, job);
    mysql_close(db);
}

static void finish_made_ok(const struct job *job)
{
    const unsigned seconds = 4;
    MYSQL *db = mysql_init(NULL); // EXPECT: client-per-request
    if (db == NULL)
        return;
    mysql_options(db, MYSQL_OPT_READ_TIMEOUT, &seconds);
    if (mysql_real_connect(db, "db", "job", "", "job", 0, NULL, 0))
        run(db, job);
    mysql_close(db);
}

/* The library's own object, whose fields the program knows. */
static void finish_by_hand_ok(const struct job *job)
{
    MYSQL *db = mysql_init(NULL); // EXPECT: client-per-request
    if (db == NULL)
        return;
    db->options.connect_timeout = 10;
    if (mysql_real_connect(db, "db", "job", "", "job", 0, NULL, 0))
        run(db, job);
    mysql_close(db);
}

void jobs_add(struct job *job)
{
    pthread_mutex_lock(&lock);
    job->next = first;
    first = job;
    pthread_cond_signal(&added);
    pthread_mutex_unlock(&lock);
}

void jobs_finish_all(void)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        while (first == NULL)
            pthread_cond_wait(&added, &lock);
        const struct job *job = first;
        first = job->next;
        pthread_mutex_unlock(&lock);
        finish_bad(job);
        finish_ok(job);
        finish_made_bad(job);
        finish_made_ok(job);
        finish_by_hand_ok(job);
    }
}
