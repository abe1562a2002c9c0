#include "names.h"

#include <fcntl.h>
#include <mqueue.h>
#include <stddef.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    mqd_t orders = mq_open(ORDERS, O_WRONLY);
    mqd_t tickets = mq_open(TICKETS, O_RDONLY);
    struct order order = {.pages = argc > 1 ? atoi(argv[1]) : 0};

    if (orders == (mqd_t)-1 || tickets == (mqd_t)-1 ||
        mq_send(orders, (const char *)&order, sizeof order, 0) != 0 ||
        mq_receive(tickets, (char *)&order, sizeof order, NULL) < 0)
        return 1;
    mq_close(tickets);
    mq_close(orders);
    return order.ticket == 0;
}
