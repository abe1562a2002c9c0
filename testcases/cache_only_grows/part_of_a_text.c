/* A flag that says whether a part of the text ends somewhere is set in a loop through the text: how long that is limits no
 * table. The twin's flag says whether there is a free place. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct domain {
    struct domain *next;
    size_t length;
    char name[64];
};

static struct domain *domains_bad;
static struct domain *domains_ok;
static int in_use[32];

static void note_domain_bad(const char *address, size_t size)
{
    size_t at;
    int found = 0;

    for (at = 0; at < size; at++)
        if (address[at] == '@') {
            found = 1;
            break;
        }
    if (!found)
        return;
    struct domain *domain = calloc(1, sizeof *domain);
    if (!domain)
        return;
    domain->length = size - at;
    strncpy(domain->name, address + at, sizeof domain->name - 1);
    domain->next = domains_bad;
    domains_bad = domain; // EXPECT: cache-only-grows
}

static void note_domain_ok(const char *address)
{
    int free_place = 0;

    for (unsigned i = 0; i < 32; i++)
        if (!in_use[i]) {
            in_use[i] = free_place = 1;
            break;
        }
    if (!free_place)
        return;
    struct domain *domain = calloc(1, sizeof *domain);
    if (!domain)
        return;
    strncpy(domain->name, address, sizeof domain->name - 1);
    domain->next = domains_ok;
    domains_ok = domain;
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    char address[64];

    for (;;) {
        ssize_t n = recv(fd, address, sizeof address - 1, 0);
        if (n <= 0)
            continue;
        address[n] = '\0';
        note_domain_bad(address, (size_t)n);
        note_domain_ok(address);
    }
}
