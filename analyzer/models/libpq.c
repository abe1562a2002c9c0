/* libpq: connections to PostgreSQL.
 *
 * States    the manual of PostgreSQL 15, chapter 34 (libpq), and <libpq-fe.h>.
 * Clients   A connection, from when it is begun until PQfinish(): one that could not be made is to be
 *           finished, too. PQreset() keeps it.
 * Waiting   What sends a command and waits for its result. The text that says how to connect may say
 *           connect_timeout: such a connection counts as bounded. So does one that does not wait, and
 *           one whose socket the program asks for, to wait for it by itself. PQsetdbLogin() has no
 *           place for a bound.
 * Failures  There is no memory for a connection. */
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

static void *begin(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

static void *begin_bounded(void)
{
    void *connection = begin();

    model_client_bounds(connection);
    return connection;
}

/* ---- connections ---- */

/* connect_timeout, tcp_user_timeout, statement_timeout; or a service, which may say one. */
void *PQconnectdb(const char *conninfo)
{
    void *connection = begin();

    if (model_text_has(conninfo, "timeout"))
        model_client_bounds(connection);
    if (model_text_has(conninfo, "service"))
        model_client_bounds(connection);
    model_client_blocks(connection);
    return connection;
}

/* A conninfo may stand in the value of dbname; where one keyword is a bound, the list has it. */
void *PQconnectdbParams(const char *const *keywords, const char *const *values, int expand_dbname)
{
    void *connection = begin();

    if (model_text_has((const char *)keywords, "timeout"))
        model_client_bounds(connection);
    if (model_text_has((const char *)keywords, "service"))
        model_client_bounds(connection);
    if (expand_dbname)
        model_client_bounds(connection);
    model_client_blocks(connection);
    return connection;
}

void *PQconnectStart(const char *conninfo)
{
    return begin_bounded();
}

void *PQconnectStartParams(const char *const *keywords, const char *const *values,
                           int expand_dbname)
{
    return begin_bounded();
}

void *PQsetdbLogin(const char *pghost, const char *pgport, const char *pgoptions, const char *pgtty,
                   const char *db_name, const char *login, const char *pwd)
{
    void *connection = begin();

    if (model_text_has(db_name, "timeout"))
        model_client_bounds(connection);
    if (model_text_has(db_name, "service"))
        model_client_bounds(connection);
    if (model_text_has(pgoptions, "timeout"))
        model_client_bounds(connection);
    model_client_blocks(connection);
    return connection;
}

void PQfinish(void *conn)
{
    model_client_end(conn);
}

void PQreset(void *conn)
{
    model_client_blocks(conn);
}

int PQsocket(const void *conn)
{
    model_client_bounds(conn);
    return (int)model_any();
}

int PQsetnonblocking(void *conn, int arg)
{
    model_client_bounds(conn);
    return (int)model_any();
}

/* ---- commands, each with its result ---- */

void *PQexec(void *conn, const char *query)
{
    model_client_blocks(conn);
    return (void *)model_any();
}

void *PQexecParams(void *conn, const char *command, int n_params, const void *param_types,
                   const char *const *param_values, const void *param_lengths,
                   const void *param_formats, int result_format)
{
    model_client_blocks(conn);
    return (void *)model_any();
}

void *PQexecPrepared(void *conn, const char *stmt_name, int n_params,
                     const char *const *param_values, const void *param_lengths,
                     const void *param_formats, int result_format)
{
    model_client_blocks(conn);
    return (void *)model_any();
}

void *PQprepare(void *conn, const char *stmt_name, const char *query, int n_params,
                const void *param_types)
{
    model_client_blocks(conn);
    return (void *)model_any();
}

void *PQdescribePrepared(void *conn, const char *stmt)
{
    model_client_blocks(conn);
    return (void *)model_any();
}

void *PQdescribePortal(void *conn, const char *portal)
{
    model_client_blocks(conn);
    return (void *)model_any();
}

void *PQgetResult(void *conn)
{
    model_client_blocks(conn);
    return (void *)model_any();
}

int PQgetCopyData(void *conn, void **buffer, int async)
{
    if (buffer)
        *buffer = (void *)model_any();
    model_client_blocks(conn);
    return (int)model_any();
}

int PQendcopy(void *conn)
{
    model_client_blocks(conn);
    return (int)model_any();
}

/* ---- what the server has to say meanwhile ---- */

void *PQsetNoticeProcessor(void *conn, void *proc, void *arg)
{
    if (proc)
        model_on_event(proc, arg);
    keep(arg);
    return (void *)model_any();
}

void *PQsetNoticeReceiver(void *conn, void *proc, void *arg)
{
    if (proc)
        model_on_event(proc, arg);
    keep(arg);
    return (void *)model_any();
}

/* ---- what leaves a connection alone ---- */

int PQbackendPID(const void *conn)
{
    return (int)model_any();
}

int PQclientEncoding(const void *conn)
{
    return (int)model_any();
}

int PQconnectPoll(void *conn)
{
    return (int)model_any();
}

int PQconnectionNeedsPassword(const void *conn)
{
    return (int)model_any();
}

int PQconnectionUsedPassword(const void *conn)
{
    return (int)model_any();
}

void *PQconninfo(void *conn)
{
    return (void *)model_any();
}

int PQconsumeInput(void *conn)
{
    return (int)model_any();
}

char *PQdb(const void *conn)
{
    return (char *)model_any();
}

char *PQencryptPasswordConn(void *conn, const char *passwd, const char *user, const char *algorithm)
{
    return (char *)model_any();
}

int PQenterPipelineMode(void *conn)
{
    return (int)model_any();
}

char *PQerrorMessage(const void *conn)
{
    return (char *)model_any();
}

void *PQescapeByteaConn(void *conn, const void *from, size_t from_length, void *to_length)
{
    fill(to_length);
    return (void *)model_any();
}

char *PQescapeIdentifier(void *conn, const char *str, size_t len)
{
    return (char *)model_any();
}

char *PQescapeLiteral(void *conn, const char *str, size_t len)
{
    return (char *)model_any();
}

size_t PQescapeStringConn(void *conn, char *to, const char *from, size_t length, void *error)
{
    fill(error);
    return (size_t)model_any();
}

int PQexitPipelineMode(void *conn)
{
    return (int)model_any();
}

int PQflush(void *conn)
{
    return (int)model_any();
}

void *PQgetCancel(void *conn)
{
    return (void *)model_any();
}

void *PQgetssl(void *conn)
{
    return (void *)model_any();
}

char *PQhost(const void *conn)
{
    return (char *)model_any();
}

int PQisBusy(void *conn)
{
    return (int)model_any();
}

int PQisnonblocking(const void *conn)
{
    return (int)model_any();
}

void *PQmakeEmptyPGresult(void *conn, int status)
{
    return (void *)model_any();
}

void *PQnotifies(void *conn)
{
    return (void *)model_any();
}

const char *PQparameterStatus(const void *conn, const char *param_name)
{
    return (const char *)model_any();
}

int PQpipelineStatus(const void *conn)
{
    return (int)model_any();
}

int PQpipelineSync(void *conn)
{
    return (int)model_any();
}

char *PQport(const void *conn)
{
    return (char *)model_any();
}

int PQprotocolVersion(const void *conn)
{
    return (int)model_any();
}

int PQputCopyData(void *conn, const char *buffer, int nbytes)
{
    return (int)model_any();
}

int PQputCopyEnd(void *conn, const char *errormsg)
{
    return (int)model_any();
}

int PQsendDescribePortal(void *conn, const char *portal)
{
    return (int)model_any();
}

int PQsendDescribePrepared(void *conn, const char *stmt)
{
    return (int)model_any();
}

int PQsendFlushRequest(void *conn)
{
    return (int)model_any();
}

int PQsendPrepare(void *conn, const char *stmt_name, const char *query, int n_params,
                  const void *param_types)
{
    return (int)model_any();
}

int PQsendQuery(void *conn, const char *query)
{
    return (int)model_any();
}

int PQsendQueryParams(void *conn, const char *command, int n_params, const void *param_types,
                      const char *const *param_values, const void *param_lengths,
                      const void *param_formats, int result_format)
{
    return (int)model_any();
}

int PQsendQueryPrepared(void *conn, const char *stmt_name, int n_params,
                        const char *const *param_values, const void *param_lengths,
                        const void *param_formats, int result_format)
{
    return (int)model_any();
}

int PQserverVersion(const void *conn)
{
    return (int)model_any();
}

int PQsetClientEncoding(void *conn, const char *encoding)
{
    return (int)model_any();
}

int PQsetErrorVerbosity(void *conn, int verbosity)
{
    return (int)model_any();
}

int PQsetSingleRowMode(void *conn)
{
    return (int)model_any();
}

int PQsslInUse(void *conn)
{
    return (int)model_any();
}

int PQstatus(const void *conn)
{
    return (int)model_any();
}

void PQtrace(void *conn, void *debug_port)
{
}

int PQtransactionStatus(const void *conn)
{
    return (int)model_any();
}

void PQuntrace(void *conn)
{
}

char *PQuser(const void *conn)
{
    return (char *)model_any();
}

int lo_close(void *conn, int fd)
{
    return (int)model_any();
}

unsigned lo_creat(void *conn, int mode)
{
    return (unsigned)model_any();
}

unsigned lo_create(void *conn, unsigned lobj_id)
{
    return (unsigned)model_any();
}

int lo_export(void *conn, unsigned lobj_id, const char *filename)
{
    return (int)model_any();
}

unsigned lo_import(void *conn, const char *filename)
{
    return (unsigned)model_any();
}

unsigned lo_import_with_oid(void *conn, const char *filename, unsigned lobj_id)
{
    return (unsigned)model_any();
}

int lo_lseek(void *conn, int fd, int offset, int whence)
{
    return (int)model_any();
}

long lo_lseek64(void *conn, int fd, long offset, int whence)
{
    return model_any();
}

int lo_open(void *conn, unsigned lobj_id, int mode)
{
    return (int)model_any();
}

int lo_read(void *conn, int fd, char *buf, size_t len)
{
    return (int)model_any();
}

int lo_tell(void *conn, int fd)
{
    return (int)model_any();
}

long lo_tell64(void *conn, int fd)
{
    return model_any();
}

int lo_truncate(void *conn, int fd, size_t len)
{
    return (int)model_any();
}

int lo_truncate64(void *conn, int fd, long len)
{
    return (int)model_any();
}

int lo_unlink(void *conn, unsigned lobj_id)
{
    return (int)model_any();
}

int lo_write(void *conn, int fd, const char *buf, size_t len)
{
    return (int)model_any();
}

int PQcancel(void *cancel, char *errbuf, int errbufsize)
{
    return (int)model_any();
}
