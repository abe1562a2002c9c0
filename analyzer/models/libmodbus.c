/* libmodbus: contexts.
 *
 * States    the manual pages of libmodbus 3.1.
 * Clients   A context, with its connection.
 * Waiting   Bounded by the response's time-out, which has a default.
 * Failures  There is no memory, or the address is refused. */
#include <stranded/primitives.h>

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- contexts ---- */

void *modbus_new_tcp(const char *ip_address, int port)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *modbus_new_tcp_pi(const char *node, const char *service)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *modbus_new_rtu(const char *device, int baud, char parity, int data_bit, int stop_bit)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void modbus_free(void *ctx)
{
    model_client_end(ctx);
}

/* ---- waiting for requests ---- */

int modbus_receive(void *ctx, void *req)
{
    model_waits_for_event();
    return (int)model_any();
}

int modbus_receive_confirmation(void *ctx, void *rsp)
{
    model_waits_for_event();
    return (int)model_any();
}

int modbus_tcp_accept(void *ctx, void *s)
{
    model_waits_for_event();
    fill(s);
    return (int)model_any();
}

int modbus_tcp_pi_accept(void *ctx, void *s)
{
    model_waits_for_event();
    fill(s);
    return (int)model_any();
}

int modbus_rtu_set_custom_rts(void *ctx, void *set_rts)
{
    if (set_rts)
        model_on_event(set_rts, 0);
    return (int)model_any();
}

/* ---- what leaves a context alone ---- */

void modbus_close(void *ctx)
{
}

int modbus_connect(void *ctx)
{
    return (int)model_any();
}

int modbus_flush(void *ctx)
{
    return (int)model_any();
}

int modbus_get_byte_timeout(void *ctx, void *to_sec, void *to_usec)
{
    fill(to_sec);
    fill(to_usec);
    return (int)model_any();
}

int modbus_get_header_length(void *ctx)
{
    return (int)model_any();
}

int modbus_get_indication_timeout(void *ctx, void *to_sec, void *to_usec)
{
    fill(to_sec);
    fill(to_usec);
    return (int)model_any();
}

int modbus_get_response_timeout(void *ctx, void *to_sec, void *to_usec)
{
    fill(to_sec);
    fill(to_usec);
    return (int)model_any();
}

int modbus_get_slave(void *ctx)
{
    return (int)model_any();
}

int modbus_get_socket(void *ctx)
{
    return (int)model_any();
}

int modbus_mask_write_register(void *ctx, int addr, unsigned short and_mask, unsigned short or_mask)
{
    return (int)model_any();
}

int modbus_read_bits(void *ctx, int addr, int nb, void *dest)
{
    return (int)model_any();
}

int modbus_read_input_bits(void *ctx, int addr, int nb, void *dest)
{
    return (int)model_any();
}

int modbus_read_input_registers(void *ctx, int addr, int nb, void *dest)
{
    fill(dest);
    return (int)model_any();
}

int modbus_read_registers(void *ctx, int addr, int nb, void *dest)
{
    fill(dest);
    return (int)model_any();
}

int modbus_reply(void *ctx, const void *req, int req_length, void *mb_mapping)
{
    return (int)model_any();
}

int modbus_reply_exception(void *ctx, const void *req, unsigned exception_code)
{
    return (int)model_any();
}

int modbus_report_slave_id(void *ctx, int max_dest, void *dest)
{
    return (int)model_any();
}

int modbus_rtu_get_rts(void *ctx)
{
    return (int)model_any();
}

int modbus_rtu_get_rts_delay(void *ctx)
{
    return (int)model_any();
}

int modbus_rtu_get_serial_mode(void *ctx)
{
    return (int)model_any();
}

int modbus_rtu_set_rts(void *ctx, int mode)
{
    return (int)model_any();
}

int modbus_rtu_set_rts_delay(void *ctx, int us)
{
    return (int)model_any();
}

int modbus_rtu_set_serial_mode(void *ctx, int mode)
{
    return (int)model_any();
}

int modbus_send_raw_request(void *ctx, const void *raw_req, int raw_req_length)
{
    return (int)model_any();
}

int modbus_set_byte_timeout(void *ctx, unsigned to_sec, unsigned to_usec)
{
    return (int)model_any();
}

int modbus_set_debug(void *ctx, int flag)
{
    return (int)model_any();
}

int modbus_set_error_recovery(void *ctx, int error_recovery)
{
    return (int)model_any();
}

int modbus_set_indication_timeout(void *ctx, unsigned to_sec, unsigned to_usec)
{
    return (int)model_any();
}

int modbus_set_response_timeout(void *ctx, unsigned to_sec, unsigned to_usec)
{
    return (int)model_any();
}

int modbus_set_slave(void *ctx, int slave)
{
    return (int)model_any();
}

int modbus_set_socket(void *ctx, int s)
{
    return (int)model_any();
}

int modbus_tcp_listen(void *ctx, int nb_connection)
{
    return (int)model_any();
}

int modbus_tcp_pi_listen(void *ctx, int nb_connection)
{
    return (int)model_any();
}

int modbus_write_and_read_registers(void *ctx, int write_addr, int write_nb, const void *src,
                                    int read_addr, int read_nb, void *dest)
{
    fill(dest);
    return (int)model_any();
}

int modbus_write_bit(void *ctx, int coil_addr, int status)
{
    return (int)model_any();
}

int modbus_write_bits(void *ctx, int addr, int nb, const void *data)
{
    return (int)model_any();
}

int modbus_write_register(void *ctx, int reg_addr, unsigned short value)
{
    return (int)model_any();
}

int modbus_write_registers(void *ctx, int addr, int nb, const void *data)
{
    return (int)model_any();
}
