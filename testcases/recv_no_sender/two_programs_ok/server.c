#include "names.h"

#include <fcntl.h>
#include <mqueue.h>
#include <stddef.h>

int main(void)
{
    struct mq_attr room = {.mq_maxmsg = 4, .mq_msgsize = sizeof(struct order)};
    mqd_t orders = mq_open(ORDERS, O_RDONLY | O_CREAT, 0600, &room);
    mqd_t tickets = mq_open(TICKETS, O_WRONLY | O_CREAT, 0600, &room);
    struct order order;
    int next = 1;

    if (orders == (mqd_t)-1 || tickets == (mqd_t)-1)
        return 1;
    while (mq_receive(orders, (char *)&order, sizeof order, NULL) == (ssize_t)sizeof order) {
        order.ticket = order.pages > 0 ? next++ : 0;
        if (mq_send(tickets, (const char *)&order, sizeof order, 0) != 0 || order.pages == 0)
            break;
    }
    mq_close(tickets);
    return mq_close(orders);
}
