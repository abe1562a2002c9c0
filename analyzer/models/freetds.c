/* FreeTDS: connections of DB-Library to SQL Server and Sybase.
 *
 * States    the reference of FreeTDS 1.3 (sybdb.h). dbopen() may be a macro for tdsdbopen().
 * Clients   A connection (DBPROCESS). A login record is none.
 * Waiting   Bounded by dbsettime() and dbsetlogintime(), for all connections together: not followed.
 * Failures  The server is not to be reached. */
#include <stranded/primitives.h>

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

/* ---- connections ---- */

void *tdsdbopen(void *login, const char *server, int msdblib)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *dbopen(void *login, const char *server)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void dbclose(void *dbproc)
{
    model_client_end(dbproc);
}

void *dberrhandle(void *handler)
{
    if (handler)
        model_on_event(handler, 0);
    return (void *)model_any();
}

void *dbmsghandle(void *handler)
{
    if (handler)
        model_on_event(handler, 0);
    return (void *)model_any();
}

void dbsetinterrupt(void *dbproc, void *chkintr, void *hndlintr)
{
    if (chkintr)
        model_on_event(chkintr, 0);
    if (hndlintr)
        model_on_event(hndlintr, 0);
}

void *dbgetuserdata(void *dbproc)
{
    return (void *)model_any();
}

void dbsetuserdata(void *dbproc, void *ptr)
{
    keep(ptr);
}

/* ---- what leaves a connection alone ---- */

int dbconvert(void *dbproc, int srctype, const void *src, int srclen, int desttype, void *dest,
              int destlen)
{
    return (int)model_any();
}

int dbmorecmds(void *dbproc)
{
    return (int)model_any();
}

int dbnumrets(void *dbproc)
{
    return (int)model_any();
}

void *dbretdata(void *dbproc, int retnum)
{
    return (void *)model_any();
}

int dbretlen(void *dbproc, int retnum)
{
    return (int)model_any();
}

char *dbretname(void *dbproc, int retnum)
{
    return (char *)model_any();
}

int dbrettype(void *dbproc, int retnum)
{
    return (int)model_any();
}

int dbretstatus(void *dbproc)
{
    return (int)model_any();
}

unsigned char dbhasretstat(void *dbproc)
{
    return (unsigned char)model_any();
}

int dbnullbind(void *dbproc, int column, void *indicator)
{
    fill(indicator);
    return (int)model_any();
}

int dbanullbind(void *dbprocess, int computeid, int column, void *indicator)
{
    fill(indicator);
    return (int)model_any();
}

int dbsetnull(void *dbprocess, int bindtype, int bindlen, void *bindval)
{
    return (int)model_any();
}

unsigned char dbisavail(void *dbprocess)
{
    return (unsigned char)model_any();
}

int dbspid(void *dbproc)
{
    return (int)model_any();
}

int dbiordesc(void *dbproc)
{
    return (int)model_any();
}

int dbrowtype(void *dbprocess)
{
    return (int)model_any();
}

int dbcurrow(void *dbproc)
{
    return (int)model_any();
}

void dbfreebuf(void *dbproc)
{
}

int bcp_batch(void *dbproc)
{
    return (int)model_any();
}

int bcp_columns(void *dbproc, int host_colcount)
{
    return (int)model_any();
}

int bcp_colfmt(void *dbproc, int host_column, int host_type, int host_prefixlen, int host_collen,
               const void *host_term, int host_termlen, int colnum)
{
    return (int)model_any();
}

int bcp_sendrow(void *dbproc)
{
    return (int)model_any();
}

int bcp_options(void *dbproc, int option, void *value, int valuelen)
{
    return (int)model_any();
}

unsigned char DRBUF(void *dbprocess)
{
    return (unsigned char)model_any();
}

int bcp_bind(void *dbproc, void *varaddr, int prefixlen, int varlen, void *terminator, int termlen,
             int type, int table_column)
{
    return (int)model_any();
}

int bcp_control(void *dbproc, int field, int value)
{
    return (int)model_any();
}

int bcp_done(void *dbproc)
{
    return (int)model_any();
}

int bcp_exec(void *dbproc, void *rows_copied)
{
    fill(rows_copied);
    return (int)model_any();
}

int bcp_init(void *dbproc, const char *tblname, const char *hfile, const char *errfile,
             int direction)
{
    return (int)model_any();
}

int bcp_readfmt(void *dbproc, const char *filename)
{
    return (int)model_any();
}

const char *dbacolname(void *dbproc, int computeid, int column)
{
    return (const char *)model_any();
}

int dbanydatecrack(void *dbproc, void *di, int type, const void *data)
{
    return (int)model_any();
}

int dbbind(void *dbproc, int column, int vartype, int varlen, void *varaddr)
{
    return (int)model_any();
}

int dbcancel(void *dbproc)
{
    return (int)model_any();
}

int dbcanquery(void *dbproc)
{
    return (int)model_any();
}

char *dbchange(void *dbprocess)
{
    return (char *)model_any();
}

unsigned char dbcharsetconv(void *dbprocess)
{
    return (unsigned char)model_any();
}

void dbclrbuf(void *dbproc, int n)
{
}

int dbclropt(void *dbproc, int option, const char *param)
{
    return (int)model_any();
}

int dbcmd(void *dbproc, const char *cmdstring)
{
    return (int)model_any();
}

int dbcmdrow(void *dbproc)
{
    return (int)model_any();
}

int dbcolinfo(void *dbproc, int type, int column, int computeid, void *pdbcol)
{
    return (int)model_any();
}

int dbcollen(void *dbproc, int column)
{
    return (int)model_any();
}

char *dbcolname(void *dbproc, int column)
{
    return (char *)model_any();
}

char *dbcolsource(void *dbproc, int colnum)
{
    return (char *)model_any();
}

int dbcoltype(void *dbproc, int column)
{
    return (int)model_any();
}

void *dbcoltypeinfo(void *dbproc, int column)
{
    return (void *)model_any();
}

int dbcolutype(void *dbprocess, int column)
{
    return (int)model_any();
}

int dbcount(void *dbproc)
{
    return (int)model_any();
}

void *dbdata(void *dbproc, int column)
{
    return (void *)model_any();
}

int dbdatlen(void *dbproc, int column)
{
    return (int)model_any();
}

unsigned char dbdead(void *dbproc)
{
    return (unsigned char)model_any();
}

int dbfcmd(void *dbproc, const char *fmt, ...)
{
    return (int)model_any();
}

int dbgetrow(void *dbproc, int row)
{
    return (int)model_any();
}

char *dbname(void *dbproc)
{
    return (char *)model_any();
}

int dbnextrow(void *dbproc)
{
    return (int)model_any();
}

int dbnextrow_pivoted(void *dbproc, void *pp)
{
    return (int)model_any();
}

int dbnumcols(void *dbproc)
{
    return (int)model_any();
}

int dbresults(void *dbproc)
{
    return (int)model_any();
}

int dbresults_r(void *dbproc, int recursive)
{
    return (int)model_any();
}

int dbrows(void *dbproc)
{
    return (int)model_any();
}

void *dbrows_pivoted(void *dbproc)
{
    return (void *)model_any();
}

int dbrpcinit(void *dbproc, const char *rpcname, short options)
{
    return (int)model_any();
}

int dbrpcparam(void *dbproc, const char *paramname, unsigned char status, int type, int maxlen,
               int datalen, void *value)
{
    return (int)model_any();
}

int dbrpcsend(void *dbproc)
{
    return (int)model_any();
}

char *dbservcharset(void *dbprocess)
{
    return (char *)model_any();
}

int dbsetopt(void *dbproc, int option, const char *char_param, int int_param)
{
    return (int)model_any();
}

int dbsetrow(void *dbprocess, int row)
{
    return (int)model_any();
}

int dbsqlexec(void *dbproc)
{
    return (int)model_any();
}

int dbsqlok(void *dbproc)
{
    return (int)model_any();
}

int dbsqlsend(void *dbproc)
{
    return (int)model_any();
}

void *dbtxptr(void *dbproc, int column)
{
    return (void *)model_any();
}

void *dbtxtimestamp(void *dbproc, int column)
{
    return (void *)model_any();
}

void *dbtxtsnewval(void *dbprocess)
{
    return (void *)model_any();
}

int dbtxtsput(void *dbprocess, unsigned char newtxts, int colnum)
{
    return (int)model_any();
}

int dbuse(void *dbproc, const char *name)
{
    return (int)model_any();
}
