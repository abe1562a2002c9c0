/* Each datagram is kept until the other side has confirmed it. That a field of the entry goes into a call whose result
 * is looked at makes it no search for a key: the entry is new. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct parcel {
    struct parcel *next;
    uint16_t number;
    size_t size;
    char body[512];
};

struct letter {
    struct letter *next;
    uint16_t number;
    size_t size;
    char body[512];
};

struct post {
    int socket;
    uint16_t number;
    struct parcel *parcels;
    struct letter *letters;
};

static struct post post;

static int send_parcel_bad(struct post *by, const char *body, size_t size)
{
    struct parcel **end = &by->parcels, *parcel = calloc(1, sizeof *parcel);

    if (parcel == NULL)
        return -1;
    parcel->number = by->number++;
    parcel->size = size;
    memcpy(parcel->body, body, size);
    while (*end != NULL)
        end = &(*end)->next;
    *end = parcel; // EXPECT: cache-only-grows
    return send(by->socket, parcel->body, size, 0) < 0 ? -1 : 0;
}

/* It is not sent again, and stays. */
static void confirm_parcel(struct post *by, uint16_t number)
{
    for (struct parcel *parcel = by->parcels; parcel != NULL; parcel = parcel->next)
        if (parcel->number == number)
            parcel->size = 0;
}

static int send_letter_ok(struct post *by, const char *body, size_t size)
{
    struct letter **end = &by->letters, *letter = calloc(1, sizeof *letter);

    if (letter == NULL)
        return -1;
    letter->number = by->number++;
    letter->size = size;
    memcpy(letter->body, body, size);
    while (*end != NULL)
        end = &(*end)->next;
    *end = letter;
    return send(by->socket, letter->body, size, 0) < 0 ? -1 : 0;
}

static void confirm_letter(struct post *by, uint16_t number)
{
    for (struct letter **at = &by->letters; *at != NULL; at = &(*at)->next)
        if ((*at)->number == number) {
            struct letter *letter = *at;
            *at = letter->next;
            free(letter);
            return;
        }
}

int main(void)
{
    post.socket = socket(AF_INET, SOCK_DGRAM, 0);
    for (;;) {
        char text[512];
        ssize_t size = recv(post.socket, text, sizeof text, 0);
        if (size >= 3 && text[0] == 'A') {
            uint16_t number = (uint16_t)(text[1] << 8 | text[2]);
            confirm_parcel(&post, number);
            confirm_letter(&post, number);
        } else if (size > 0 && (send_parcel_bad(&post, text, (size_t)size) < 0 ||
                                send_letter_ok(&post, text, (size_t)size) < 0)) {
            return 1;
        }
    }
}
