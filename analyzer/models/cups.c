/* CUPS: connections of HTTP.
 *
 * States    the API of CUPS 2.4 (cups/cups.h, cups/http.h).
 * Clients   A connection. CUPS_HTTP_DEFAULT, 0, is the library's own.
 * Waiting   Bounded by default.
 * Failures  There is no server. */
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

/* ---- connections ---- */

void *httpConnect(const char *host, int port)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *httpConnect2(const char *host, int port, void *addrlist, int family, int encryption,
                   int blocking, int msec, void *cancel)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *httpConnectEncrypt(const char *host, int port, int encryption)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *httpAcceptConnection(int fd, int blocking)
{
    model_waits_for_connection();
    model_receive((const void *)(long)fd, 1);
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void httpClose(void *http)
{
    model_client_end(http);
}

void *cupsConnectDest(void *dest, unsigned flags, int msec, void *cancel, char *resource,
                      size_t resourcesize, void *cb, void *user_data)
{
    fill(cancel);
    if (cb)
        model_calls(cb, user_data);
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void httpSetTimeout(void *http, double timeout, void *cb, void *user_data)
{
    model_client_bounds(http);
    if (cb)
        model_on_event(cb, user_data);
    keep(user_data);
}

int httpReconnect2(void *http, int msec, void *cancel)
{
    fill(cancel);
    return (int)model_any();
}

/* ---- what leaves a connection alone ---- */

int cupsCopyDest(void *dest, int num_dests, void **dests)
{
    if (dests)
        *dests = (void *)model_any();
    return (int)model_any();
}

int cupsCancelDestJob(void *http, void *dest, int job_id)
{
    return (int)model_any();
}

int cupsCancelJob2(void *http, const char *name, int job_id, int purge)
{
    return (int)model_any();
}

int cupsCheckDestSupported(void *http, void *dest, void *info, const char *option,
                           const char *value)
{
    return (int)model_any();
}

int cupsCloseDestJob(void *http, void *dest, void *info, int job_id)
{
    return (int)model_any();
}

int cupsCopyDestConflicts(void *http, void *dest, void *info, int num_options, void *options,
                          const char *new_option, const char *new_value, void *num_conflicts,
                          void **conflicts, void *num_resolved, void **resolved)
{
    fill(num_conflicts);
    if (conflicts)
        *conflicts = (void *)model_any();
    fill(num_resolved);
    if (resolved)
        *resolved = (void *)model_any();
    return (int)model_any();
}

void *cupsCopyDestInfo(void *http, void *dest)
{
    return (void *)model_any();
}

int cupsCreateDestJob(void *http, void *dest, void *info, void *job_id, const char *title,
                      int num_options, void *options)
{
    fill(job_id);
    return (int)model_any();
}

int cupsCreateJob(void *http, const char *name, const char *title, int num_options, void *options)
{
    return (int)model_any();
}

void *cupsDoFileRequest(void *http, void *request, const char *resource, const char *filename)
{
    return (void *)model_any();
}

void *cupsDoRequest(void *http, void *request, const char *resource)
{
    return (void *)model_any();
}

void *cupsFindDestReady(void *http, void *dest, void *dinfo, const char *option)
{
    return (void *)model_any();
}

void *cupsFindDestSupported(void *http, void *dest, void *dinfo, const char *option)
{
    return (void *)model_any();
}

int cupsFinishDestDocument(void *http, void *dest, void *info)
{
    return (int)model_any();
}

const char *cupsGetDefault2(void *http)
{
    return (const char *)model_any();
}

int cupsGetDests2(void *http, void **dests)
{
    if (dests)
        *dests = (void *)model_any();
    return (int)model_any();
}

int cupsGetJobs2(void *http, void **jobs, const char *name, int myjobs, int whichjobs)
{
    if (jobs)
        *jobs = (void *)model_any();
    return (int)model_any();
}

const char *cupsGetPassword2(const char *prompt, void *http, const char *method,
                             const char *resource)
{
    return (const char *)model_any();
}

void *cupsGetResponse(void *http, const char *resource)
{
    return (void *)model_any();
}

int cupsPrintFile2(void *http, const char *name, const char *filename, const char *title,
                   int num_options, void *options)
{
    return (int)model_any();
}

int cupsPrintFiles2(void *http, const char *name, int num_files, void **files, const char *title,
                    int num_options, void *options)
{
    return (int)model_any();
}

long cupsReadResponseData(void *http, char *buffer, size_t length)
{
    return model_any();
}

int cupsSendRequest(void *http, void *request, const char *resource, size_t length)
{
    return (int)model_any();
}

int cupsSetDests2(void *http, int num_dests, void *dests)
{
    return (int)model_any();
}

int cupsStartDestDocument(void *http, void *dest, void *info, int job_id, const char *docname,
                          const char *format, int num_options, void *options, int last_document)
{
    return (int)model_any();
}

int cupsWriteRequestData(void *http, const char *buffer, size_t length)
{
    return (int)model_any();
}

void httpBlocking(void *http, int b)
{
}

void httpClearCookie(void *http)
{
}

void httpClearFields(void *http)
{
}

int httpCopyCredentials(void *http, void **credentials)
{
    if (credentials)
        *credentials = (void *)model_any();
    return (int)model_any();
}

int httpEncryption(void *http, int e)
{
    return (int)model_any();
}

int httpError(void *http)
{
    return (int)model_any();
}

int httpGet(void *http, const char *uri)
{
    return (int)model_any();
}

long httpGetActivity(void *http)
{
    return model_any();
}

char *httpGetAuthString(void *http)
{
    return (char *)model_any();
}

int httpGetBlocking(void *http)
{
    return (int)model_any();
}

const char *httpGetContentEncoding(void *http)
{
    return (const char *)model_any();
}

const char *httpGetCookie(void *http)
{
    return (const char *)model_any();
}

int httpGetEncryption(void *http)
{
    return (int)model_any();
}

int httpGetExpect(void *http)
{
    return (int)model_any();
}

int httpGetFd(void *http)
{
    return (int)model_any();
}

const char *httpGetField(void *http, int field)
{
    return (const char *)model_any();
}

const char *httpGetHostname(void *http, char *s, int slen)
{
    return (const char *)model_any();
}

int httpGetKeepAlive(void *http)
{
    return (int)model_any();
}

long httpGetLength2(void *http)
{
    return model_any();
}

size_t httpGetPending(void *http)
{
    return (size_t)model_any();
}

size_t httpGetReady(void *http)
{
    return (size_t)model_any();
}

size_t httpGetRemaining(void *http)
{
    return (size_t)model_any();
}

int httpGetState(void *http)
{
    return (int)model_any();
}

int httpGetStatus(void *http)
{
    return (int)model_any();
}

char *httpGets(char *line, int length, void *http)
{
    return (char *)model_any();
}

int httpIsChunked(void *http)
{
    return (int)model_any();
}

int httpIsEncrypted(void *http)
{
    return (int)model_any();
}

long httpPeek(void *http, char *buffer, size_t length)
{
    return model_any();
}

int httpPost(void *http, const char *uri)
{
    return (int)model_any();
}

int httpPut(void *http, const char *uri)
{
    return (int)model_any();
}

int httpRead(void *http, char *buffer, int length)
{
    return (int)model_any();
}

long httpRead2(void *http, char *buffer, size_t length)
{
    return model_any();
}

int httpReadRequest(void *http, char *resource, size_t resourcelen)
{
    return (int)model_any();
}

int httpReconnect(void *http)
{
    return (int)model_any();
}

const char *httpResolveHostname(void *http, char *buffer, size_t bufsize)
{
    return (const char *)model_any();
}

void httpSetAuthString(void *http, const char *scheme, const char *data)
{
}

void httpSetCookie(void *http, const char *cookie)
{
}

int httpSetCredentials(void *http, void *certs)
{
    return (int)model_any();
}

void httpSetDefaultField(void *http, int field, const char *value)
{
}

void httpSetExpect(void *http, int expect)
{
}

void httpSetField(void *http, int field, const char *value)
{
}

void httpSetKeepAlive(void *http, int keep_alive)
{
}

void httpSetLength(void *http, size_t length)
{
}

void httpShutdown(void *http)
{
}

int httpWrite(void *http, const char *buffer, int length)
{
    return (int)model_any();
}

long httpWrite2(void *http, const char *buffer, size_t length)
{
    return model_any();
}

int httpWriteResponse(void *http, int status)
{
    return (int)model_any();
}

int ippRead(void *http, void *ipp)
{
    return (int)model_any();
}

int ippWrite(void *http, void *ipp)
{
    return (int)model_any();
}

int httpCheck(void *http)
{
    return (int)model_any();
}

void httpFlush(void *http)
{
}

int httpUpdate(void *http)
{
    return (int)model_any();
}

int httpWait(void *http, int msec)
{
    return (int)model_any();
}

int httpGetLength(void *http)
{
    return (int)model_any();
}

int cupsGetFile(void *http, const char *resource, const char *filename)
{
    return (int)model_any();
}

int cupsGetFd(void *http, const char *resource, int fd)
{
    return (int)model_any();
}

int cupsPutFile(void *http, const char *resource, const char *filename)
{
    return (int)model_any();
}

int cupsPutFd(void *http, const char *resource, int fd)
{
    return (int)model_any();
}

int httpHead(void *http, const char *uri)
{
    return (int)model_any();
}

int httpDelete(void *http, const char *uri)
{
    return (int)model_any();
}
