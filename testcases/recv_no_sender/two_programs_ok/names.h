/* What the printer's server and its clients agree on: each is a program of its own. */
#define ORDERS  "/printer-orders"
#define TICKETS "/printer-tickets"

struct order {
    int pages;
    int ticket;
};
