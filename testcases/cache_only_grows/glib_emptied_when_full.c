/* Answers are remembered for one kind of question. The good memory is emptied when it is full, on the same way; the bad
 * one is emptied on another word, which somebody has to think of. */
#include <glib.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

enum { MANY = 4096 };

static GHashTable *distances, *heights;

static void learn_distance_ok(const char *town)
{
    if (g_hash_table_contains(distances, town))
        return;
    if (g_hash_table_size(distances) >= MANY)
        g_hash_table_remove_all(distances);
    g_hash_table_insert(distances, g_strdup(town), g_strdup("far"));
}

static void learn_height_bad(const char *town)
{
    if (!g_hash_table_contains(heights, town))
        g_hash_table_insert(heights, g_strdup(town), g_strdup("high")); // EXPECT: cache-only-grows
}

static void answer(const char *question)
{
    if (strncmp(question, "how far ", 8) == 0)
        learn_distance_ok(question + 8);
    else if (strncmp(question, "how high ", 9) == 0)
        learn_height_bad(question + 9);
    else if (strcmp(question, "forget heights") == 0)
        g_hash_table_remove_all(heights);
}

int main(void)
{
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(4711)};
    char question[256];
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    distances = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    heights = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (fd < 0 || bind(fd, (struct sockaddr *)&own, sizeof own) != 0)
        return 1;
    for (;;) {
        ssize_t length = recv(fd, question, sizeof question - 1, 0);
        if (length <= 0)
            continue;
        question[length] = '\0';
        answer(question);
    }
}
