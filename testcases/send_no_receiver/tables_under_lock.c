/* What grows with every event, under a mutex that nobody is woken by: a list of all that there is, a table
 * that is looked up in before it gets one more, and, the bad ones, what nobody ever looks at. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* A list of all doors: each takes itself out, by the link that points to it. */
struct door {
    TAILQ_ENTRY(door) list;
    int number;
};

static TAILQ_HEAD(, door) doors = TAILQ_HEAD_INITIALIZER(doors);

struct door *door_new_ok(int number)
{
    struct door *door = malloc(sizeof *door);
    if (door == NULL)
        return NULL;
    door->number = number;
    pthread_mutex_lock(&lock);
    TAILQ_INSERT_TAIL(&doors, door, list);
    pthread_mutex_unlock(&lock);
    return door;
}

void door_free(struct door *door)
{
    pthread_mutex_lock(&lock);
    TAILQ_REMOVE(&doors, door, list);
    pthread_mutex_unlock(&lock);
    free(door);
}

/* The same without one who takes himself out: memory. */
struct visit {
    TAILQ_ENTRY(visit) list;
    int number;
};

static TAILQ_HEAD(, visit) visits = TAILQ_HEAD_INITIALIZER(visits);

void visit_bad(int number)
{
    struct visit *visit = malloc(sizeof *visit);
    if (visit == NULL)
        return;
    visit->number = number;
    pthread_mutex_lock(&lock);
    TAILQ_INSERT_TAIL(&visits, visit, list); // EXPECT: send-no-receiver
    pthread_mutex_unlock(&lock);
}

/* The names that are known, each once: who brings one looks whether it is there. */
struct name {
    struct name *next;
    char text[32];
};

struct names {
    pthread_mutex_t lock;
    struct name *first;
};

static struct names names = {.lock = PTHREAD_MUTEX_INITIALIZER};

const char *intern_ok(const char *text)
{
    struct name *name, *added = NULL;
    pthread_mutex_lock(&names.lock);
    for (name = names.first; name != NULL; name = name->next) {
        if (strcmp(name->text, text) == 0)
            break;
    }
    if (name == NULL && (added = calloc(1, sizeof *added)) != NULL) {
        strncpy(added->text, text, sizeof added->text - 1);
        added->next = names.first;
        names.first = added;
        name = added;
    }
    pthread_mutex_unlock(&names.lock);
    return name != NULL ? name->text : NULL;
}

/* Nobody looks whether it is there already, nor at anything else. */
struct note {
    struct note *next;
    char text[32];
};

static struct note *notes;

void note_bad(const char *text)
{
    struct note *note = calloc(1, sizeof *note);
    if (note == NULL)
        return;
    strncpy(note->text, text, sizeof note->text - 1);
    pthread_mutex_lock(&lock);
    note->next = notes;
    notes = note; // EXPECT: send-no-receiver
    pthread_mutex_unlock(&lock);
}

/* Numbers that are in use: a new one is none of them. */
enum { N_NUMBERS = 4096 };

static unsigned short numbers[N_NUMBERS];
static unsigned n_numbers;

unsigned short number_new_ok(void)
{
    unsigned short number;
    bool found;
    pthread_mutex_lock(&lock);
    do {
        found = false;
        number = (unsigned short)rand();
        for (unsigned i = 0; i < n_numbers; i++) {
            if (numbers[i] == number)
                found = true;
        }
    } while (found);
    if (n_numbers < N_NUMBERS)
        numbers[n_numbers++] = number;
    pthread_mutex_unlock(&lock);
    return number;
}

/* An array that grows, and whose elements the function that fills it looks at afterwards. */
struct handler {
    int (*run)(void);
};

static int run_each(struct handler *const *items, size_t count)
{
    int rc = 0;
    for (size_t i = 0; i < count; i++)
        rc |= items[i]->run();
    return rc;
}

int run_all_ok(struct handler *handler)
{
    static struct {
        struct handler **item;
        size_t size;
    } handlers;
    int rc = -1;
    pthread_mutex_lock(&lock);
    void *grown = realloc(handlers.item, (handlers.size + 1) * sizeof(void *));
    if (grown != NULL) {
        handlers.item = grown;
        handlers.item[handlers.size++] = handler;
        rc = run_each(handlers.item, handlers.size);
    }
    pthread_mutex_unlock(&lock);
    return rc;
}
