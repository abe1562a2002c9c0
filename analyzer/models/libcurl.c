/* libcurl: easy, multi and share handles.
 *
 * States    the manual pages of libcurl 7.88 (curl_easy_setopt(3) and its options, curl_multi_add_handle(3),
 *           curl_share_init(3)); the numbers of the options are those of <curl/curl.h> and <curl/multi.h>.
 * Clients   An easy handle keeps its connections for the next transfer, a multi handle those of its easy
 *           handles, a share handle what the handles that use it share.
 * Handles   An easy handle in a multi handle may be ended by who reads it from a message of that. Data of
 *           callbacks is kept as long as those may be called.
 * Time      A transfer lasts as long as the other side wants, unless there is a time-out or a lowest speed; 0 is
 *           none. One for the connection alone bounds nothing behind it, but counts: somebody has thought of
 *           it. A function that is asked during the transfer may end it, one that makes or sets up the socket
 *           may bound that. */
#include <stranded/primitives.h>

/* Data of what is called later, all in one table. */
static void *kept[1024];

/* ---- easy handles ---- */

void *curl_easy_init(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *curl_easy_duphandle(void *easy)
{
    if (model_fails())
        return 0;
    void *copy = model_client(MODEL_CONNECTION);
    model_client_shares(copy, easy);
    return copy;
}

void curl_easy_cleanup(void *easy)
{
    model_client_end(easy);
}

/* CURLOPT_… */
enum {
    TIMEOUT = 13,
    LOW_SPEED_LIMIT = 19,
    LOW_SPEED_TIME = 20,
    CONNECTTIMEOUT = 78,
    SERVER_RESPONSE_TIMEOUT = 112,
    TIMEOUT_MS = 155,
    CONNECTTIMEOUT_MS = 156,
    WRITEDATA = 10001,
    READDATA = 10009,
    HEADERDATA = 10029,
    XFERINFODATA = 10057,
    DEBUGDATA = 10095,
    PRIVATE = 10103,
    SSL_CTX_DATA = 10109,
    IOCTLDATA = 10131,
    SOCKOPTDATA = 10149,
    OPENSOCKETDATA = 10164,
    SEEKDATA = 10168,
    INTERLEAVEDATA = 10195,
    CHUNK_DATA = 10201,
    FNMATCH_DATA = 10202,
    CLOSESOCKETDATA = 10209,
    PROGRESSFUNCTION = 20056,
    SOCKOPTFUNCTION = 20148,
    OPENSOCKETFUNCTION = 20163,
    XFERINFOFUNCTION = 20219,
    FUNCTIONS_FROM = 20000, /* those that are functions */
    FUNCTIONS_TO = 29999,
};

int curl_easy_setopt(void *easy, int option, void *value)
{
    if (value && (option == TIMEOUT || option == TIMEOUT_MS || option == LOW_SPEED_LIMIT ||
                  option == LOW_SPEED_TIME || option == CONNECTTIMEOUT ||
                  option == CONNECTTIMEOUT_MS || option == SERVER_RESPONSE_TIMEOUT))
        model_client_bounds(easy);
    if (option == PROGRESSFUNCTION || option == XFERINFOFUNCTION || option == SOCKOPTFUNCTION ||
        option == OPENSOCKETFUNCTION)
        model_client_bounds(easy);
    if (option == WRITEDATA || option == READDATA || option == HEADERDATA ||
        option == XFERINFODATA || option == DEBUGDATA || option == PRIVATE ||
        option == SSL_CTX_DATA || option == IOCTLDATA || option == SOCKOPTDATA ||
        option == OPENSOCKETDATA || option == SEEKDATA || option == INTERLEAVEDATA ||
        option == CHUNK_DATA || option == FNMATCH_DATA || option == CLOSESOCKETDATA)
        kept[model_any()] = value;
    if (option >= FUNCTIONS_FROM && option <= FUNCTIONS_TO)
        model_calls(value, 0);
    return (int)model_any();
}

/* From here on the handle is as new: without its options. */
void curl_easy_reset(void *easy)
{
}

int curl_easy_perform(void *easy)
{
    model_client_blocks(easy);
    return (int)model_any();
}

int curl_easy_getinfo(void *easy, int info, void *ret_value)
{
    *(void **)ret_value = (void *)model_any();
    return (int)model_any();
}

int curl_easy_pause(void *easy, int bits)
{
    return (int)model_any();
}

int curl_easy_recv(void *easy, void *data, unsigned long size, unsigned long *ret_count)
{
    *ret_count = (unsigned long)model_any();
    return (int)model_any();
}

int curl_easy_send(void *easy, const void *data, unsigned long size, unsigned long *ret_count)
{
    *ret_count = (unsigned long)model_any();
    return (int)model_any();
}

int curl_easy_upkeep(void *easy)
{
    return (int)model_any();
}

void *curl_easy_escape(void *easy, const char *text, int length)
{
    return model_alloc();
}

void *curl_easy_unescape(void *easy, const char *text, int length, int *ret_length)
{
    return model_alloc();
}

void *curl_mime_init(void *easy)
{
    return model_alloc();
}

/* ---- multi handles ---- */

void *curl_multi_init(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

/* The easy handles in it stay open. */
int curl_multi_cleanup(void *multi)
{
    model_client_end(multi);
    return (int)model_any();
}

int curl_multi_add_handle(void *multi, void *easy)
{
    model_pass(easy);
    return (int)model_any();
}

int curl_multi_remove_handle(void *multi, void *easy)
{
    return (int)model_any();
}

/* CURLMOPT_… */
enum { MULTI_SOCKETDATA = 10002, MULTI_TIMERDATA = 10005, MULTI_PUSHDATA = 10015 };

int curl_multi_setopt(void *multi, int option, void *value)
{
    if (option == MULTI_SOCKETDATA || option == MULTI_TIMERDATA || option == MULTI_PUSHDATA)
        kept[model_any()] = value;
    if (option >= FUNCTIONS_FROM && option <= FUNCTIONS_TO)
        model_calls(value, 0);
    return (int)model_any();
}

int curl_multi_assign(void *multi, int fd, void *data)
{
    kept[model_any()] = data;
    return (int)model_any();
}

/* ---- transfers of multi handles ---- */

/* What a call writes there is not known. */
static void fill(int *number)
{
    if (number)
        *number = (int)model_any();
}

int curl_multi_perform(void *multi, int *running)
{
    fill(running);
    return (int)model_any();
}

int curl_multi_socket_action(void *multi, int fd, int events, int *running)
{
    fill(running);
    return (int)model_any();
}

int curl_multi_wait(void *multi, void *others, unsigned count, int time, int *ready)
{
    fill(ready);
    return (int)model_any();
}

int curl_multi_poll(void *multi, void *others, unsigned count, int time, int *ready)
{
    fill(ready);
    return (int)model_any();
}

int curl_multi_wakeup(void *multi)
{
    return (int)model_any();
}

int curl_multi_fdset(void *multi, void *reads, void *writes, void *others, int *most)
{
    fill(most);
    return (int)model_any();
}

int curl_multi_timeout(void *multi, long *time)
{
    *time = model_any();
    return (int)model_any();
}

/* ---- share handles ---- */

void *curl_share_init(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

/* Fails while a handle uses it. */
int curl_share_cleanup(void *share)
{
    model_client_end(share);
    return 0;
}

/* CURLSHOPT_USERDATA */
enum { SHARE_USERDATA = 5 };

int curl_share_setopt(void *share, int option, void *value)
{
    if (option == SHARE_USERDATA)
        kept[model_any()] = value;
    return (int)model_any();
}
