/* unixODBC: environments and connections.
 *
 * States    the ODBC 3.8 API reference (SQLAllocHandle, SQLConnect, SQLSetConnectAttr), <sql.h> and
 *           <sqlext.h> of unixODBC 2.3.
 * Clients   An environment and a connection. A statement is the connection's own.
 * Waiting   Each driver has its own bounds.
 * Failures  There is no memory; the data source is not to be reached. */
#include <stranded/primitives.h>

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

enum { ENVIRONMENT = 1 }; /* SQL_HANDLE_ENV */
enum { CONNECTION = 2 };  /* SQL_HANDLE_DBC */

enum { FAILED = -1 }; /* SQL_ERROR */

/* ---- environments and connections ---- */

short SQLAllocHandle(short type, void *input, void **ret_handle)
{
    if (model_fails())
        return FAILED;
    if (type == ENVIRONMENT)
        *ret_handle = model_client(MODEL_CONTEXT);
    else if (type == CONNECTION)
        *ret_handle = model_client(MODEL_CONNECTION);
    else
        *ret_handle = model_new();
    return 0;
}

short SQLFreeHandle(short type, void *handle)
{
    model_client_end(handle);
    return (short)model_any();
}

short SQLAllocEnv(void **ret_environment)
{
    if (model_fails())
        return FAILED;
    *ret_environment = model_client(MODEL_CONTEXT);
    return 0;
}

short SQLFreeEnv(void *environment)
{
    model_client_end(environment);
    return (short)model_any();
}

short SQLAllocConnect(void *environment, void **ret_connection)
{
    if (model_fails())
        return FAILED;
    *ret_connection = model_client(MODEL_CONNECTION);
    return 0;
}

short SQLFreeConnect(void *connection)
{
    model_client_end(connection);
    return (short)model_any();
}

short SQLConnect(void *connection, void *server_name, short name_length1, void *user_name,
                 short name_length2, void *authentication, short name_length3)
{
    return (short)model_any();
}

short SQLDriverConnect(void *connection, void *hwnd, void *conn_str_in, short cb_conn_str_in,
                       void *conn_str_out, short cb_conn_str_out_max, void *pcb_conn_str_out,
                       unsigned short f_driver_completion)
{
    fill(pcb_conn_str_out);
    return (short)model_any();
}

short SQLBrowseConnect(void *connection, void *conn_str_in, short cb_conn_str_in,
                       void *conn_str_out, short cb_conn_str_out_max, void *pcb_conn_str_out)
{
    fill(pcb_conn_str_out);
    return (short)model_any();
}

short SQLDisconnect(void *connection)
{
    return (short)model_any();
}

short SQLSetConnectAttr(void *connection, int attribute, void *value, int string_length)
{
    return (short)model_any();
}

short SQLSetConnectOption(void *connection, unsigned short attribute, unsigned long value)
{
    return (short)model_any();
}

/* ---- what leaves them alone ---- */

short SQLSetEnvAttr(void *environment, int attribute, void *value, int string_length)
{
    return (short)model_any();
}

short SQLGetEnvAttr(void *environment, int attribute, void *value, int buffer_length,
                    void *string_length)
{
    fill(string_length);
    return (short)model_any();
}

short SQLGetConnectAttr(void *connection, int attribute, void *value, int buffer_length,
                        void *string_length)
{
    fill(string_length);
    return (short)model_any();
}

short SQLGetConnectOption(void *connection, unsigned short option, void *value)
{
    return (short)model_any();
}

short SQLAllocStmt(void *connection, void **statement_handle)
{
    if (statement_handle)
        *statement_handle = (void *)model_any();
    return (short)model_any();
}

short SQLEndTran(short type, void *handle, short completion_type)
{
    return (short)model_any();
}

short SQLTransact(void *environment_handle, void *connection_handle, unsigned short completion_type)
{
    return (short)model_any();
}

short SQLGetInfo(void *connection, unsigned short info_type, void *info_value, short buffer_length,
                 void *string_length)
{
    fill(string_length);
    return (short)model_any();
}

short SQLGetFunctions(void *connection, unsigned short function_id, void *supported)
{
    fill(supported);
    return (short)model_any();
}

short SQLNativeSql(void *connection, void *sql_str_in, int cb_sql_str_in, void *sql_str,
                   int cb_sql_str_max, void *pcb_sql_str)
{
    fill(pcb_sql_str);
    return (short)model_any();
}

short SQLDataSources(void *environment, unsigned short direction, void *server_name,
                     short buffer_length1, void *name_length1, void *description,
                     short buffer_length2, void *name_length2)
{
    fill(name_length1);
    fill(name_length2);
    return (short)model_any();
}

short SQLDrivers(void *environment, unsigned short f_direction, void *driver_desc,
                 short cb_driver_desc_max, void *pcb_driver_desc, void *driver_attributes,
                 short cb_drvr_attr_max, void *pcb_drvr_attr)
{
    fill(pcb_driver_desc);
    fill(pcb_drvr_attr);
    return (short)model_any();
}

short SQLGetDiagRec(short type, void *handle, short rec_number, void *sqlstate, void *native_error,
                    void *message_text, short buffer_length, void *text_length)
{
    fill(native_error);
    fill(text_length);
    return (short)model_any();
}

short SQLGetDiagField(short type, void *handle, short rec_number, short diag_identifier,
                      void *diag_info, short buffer_length, void *string_length)
{
    fill(string_length);
    return (short)model_any();
}

short SQLError(void *environment_handle, void *connection_handle, void *statement_handle,
               void *sqlstate, void *native_error, void *message_text, short buffer_length,
               void *text_length)
{
    fill(native_error);
    fill(text_length);
    return (short)model_any();
}

/* ---- results ---- */

/* A macro of <sql.h>, called as a function only where that is missing. */
int SQL_SUCCEEDED(short result)
{
    return result == 0 || result == 1; /* SQL_SUCCESS, SQL_SUCCESS_WITH_INFO */
}
