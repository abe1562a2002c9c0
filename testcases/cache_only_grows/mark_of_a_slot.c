/* A mark that is set again with each request says nothing of how often: it is a slot's that is in use. A mark that
 * stays set does. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SLOTS = 64 };

struct slot {
    int is_waiting;
    int id;
};

struct answer {
    struct answer *next;
    int id;
    char text[200];
};

static struct slot slots[SLOTS];
static struct answer *answers;

static void ask(int fd, int id)
{
    struct slot *slot = &slots[id % SLOTS];

    slot->is_waiting = 1;
    slot->id = id;
    send(fd, &id, sizeof id, 0);
}

static void take_answer_bad(int id, const char *text)
{
    struct slot *slot = &slots[id % SLOTS];

    if (!slot->is_waiting || slot->id != id)
        return;
    struct answer *answer = calloc(1, sizeof *answer);
    if (!answer)
        return;
    answer->id = id;
    strncpy(answer->text, text, sizeof answer->text - 1);
    answer->next = answers;
    answers = answer; // EXPECT: cache-only-grows
    slot->is_waiting = 0;
}

struct line {
    int is_known;
    int id;
};

struct note {
    struct note *next;
    int id;
};

static struct line lines[SLOTS];
static struct note *notes;

static void note_line_ok(int id)
{
    struct line *line = &lines[id % SLOTS];

    if (line->is_known)
        return;
    struct note *note = calloc(1, sizeof *note);
    if (!note)
        return;
    note->id = id;
    note->next = notes;
    notes = note;
    line->is_known = 1;
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    char text[256];
    int id = 0;

    for (;;) {
        ask(fd, ++id);
        ssize_t n = recv(fd, text, sizeof text - 1, 0);
        if (n < 1)
            continue;
        text[n] = '\0';
        take_answer_bad(text[0], text + 1);
        note_line_ok(text[0]);
    }
}
