/* Net-SNMP: handlers of an agent, traps, alarms.
 *
 * States    netsnmp_handler(3), snmp_alarm(3), snmp_api(3) of Net-SNMP 5.9.
 * Control   A handler runs per request; alarms are timers, and repeat or not. */
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

void *netsnmp_create_handler_registration(const char *name, void *handler, const void *oid,
                                          size_t size, int modes)
{
    model_on_request(handler, 0);
    return (void *)model_any();
}

void *netsnmp_create_handler(const char *name, void *handler)
{
    model_on_request(handler, 0);
    return (void *)model_any();
}

unsigned snmp_alarm_register(unsigned seconds, unsigned flags, void *handler, void *data)
{
    model_on_timer(handler, data);
    keep(data);
    return (unsigned)model_any();
}

int snmp_register_callback(int major, int minor, void *handler, void *data)
{
    model_on_event(handler, data);
    keep(data);
    return (int)model_any();
}

int agent_check_and_process(int block)
{
    model_waits_for_request();
    return (int)model_any();
}
