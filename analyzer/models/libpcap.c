/* libpcap: handles of captures.
 *
 * States    the manual pages of libpcap 1.10 (pcap(3PCAP), ...).
 * Clients   A handle, which is a descriptor and a ring of buffers.
 * Waiting   Packets come from outside: a loop that waits for them runs per event.
 * Failures  There is no such device or file, or it is not allowed. */
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

/* ---- handles ---- */

void *pcap_open_live(const char *text, int number, int number3, int number4, char *text5)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *pcap_create(const char *text, char *text2)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *pcap_open_offline(const char *text, char *text2)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *pcap_open_offline_with_tstamp_precision(const char *text, unsigned value, char *text3)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *pcap_open_dead(int number, int number2)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

void *pcap_open_dead_with_tstamp_precision(int number, int number2, unsigned value)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONTEXT);
}

/* The stream becomes the handle's. */
void *pcap_fopen_offline(void *stream, char *text)
{
    if (model_fails())
        return 0;
    model_escape(stream);
    return model_client(MODEL_CONNECTION);
}

void pcap_close(void *pcap)
{
    model_client_end(pcap);
}

/* ---- waiting for packets ---- */

int pcap_loop(void *pcap, int number, void *function, void *value)
{
    model_waits_for_event();
    if (function)
        model_on_event(function, value);
    keep(value);
    return (int)model_any();
}

int pcap_dispatch(void *pcap, int number, void *function, void *value)
{
    model_waits_for_event();
    if (function)
        model_on_event(function, value);
    keep(value);
    return (int)model_any();
}

const void *pcap_next(void *pcap, void *pkthdr)
{
    model_waits_for_event();
    return (const void *)model_any();
}

int pcap_next_ex(void *pcap, void **pkthdr, void **value)
{
    model_waits_for_event();
    if (pkthdr)
        *pkthdr = (void *)model_any();
    return (int)model_any();
}

/* ---- what leaves a handle alone ---- */

int pcap_activate(void *pcap)
{
    return (int)model_any();
}

void pcap_breakloop(void *pcap)
{
}

int pcap_compile(void *pcap, void *program, const char *text, int number, unsigned int32)
{
    return (int)model_any();
}

int pcap_datalink(void *pcap)
{
    return (int)model_any();
}

int pcap_datalink_ext(void *pcap)
{
    return (int)model_any();
}

void *pcap_dump_fopen(void *pcap, void *fp)
{
    return (void *)model_any();
}

void *pcap_dump_open(void *pcap, const char *text)
{
    return (void *)model_any();
}

void *pcap_dump_open_append(void *pcap, const char *text)
{
    return (void *)model_any();
}

int pcap_get_selectable_fd(void *pcap)
{
    return (int)model_any();
}

char *pcap_geterr(void *pcap)
{
    return (char *)model_any();
}

int pcap_getnonblock(void *pcap, char *text)
{
    return (int)model_any();
}

int pcap_inject(void *pcap, const void *data, size_t size)
{
    return (int)model_any();
}

void pcap_perror(void *pcap, const char *text)
{
}

int pcap_sendpacket(void *pcap, const void *value, int number)
{
    return (int)model_any();
}

int pcap_set_buffer_size(void *pcap, int number)
{
    return (int)model_any();
}

int pcap_set_datalink(void *pcap, int number)
{
    return (int)model_any();
}

int pcap_set_promisc(void *pcap, int number)
{
    return (int)model_any();
}

int pcap_set_snaplen(void *pcap, int number)
{
    return (int)model_any();
}

int pcap_set_timeout(void *pcap, int number)
{
    return (int)model_any();
}

int pcap_setdirection(void *pcap, int direction)
{
    return (int)model_any();
}

int pcap_setfilter(void *pcap, void *program)
{
    return (int)model_any();
}

int pcap_setnonblock(void *pcap, int number, char *text)
{
    return (int)model_any();
}

void *pcap_setsampling(void *p)
{
    return (void *)model_any();
}

int pcap_snapshot(void *pcap)
{
    return (int)model_any();
}

int pcap_stats(void *pcap, void *stat)
{
    return (int)model_any();
}

int pcap_fileno(void *pcap)
{
    return (int)model_any();
}

int pcap_set_immediate_mode(void *pcap, int number)
{
    return (int)model_any();
}

int pcap_list_datalinks(void *pcap, void **number)
{
    if (number)
        *number = (void *)model_any();
    return (int)model_any();
}
