/* If a member cannot be started, those before it are joined, but not dismissed. */
#include "crew_private.h"

#include <stdlib.h>

static void members_join(struct crew *crew)
{
    while (crew->n_members > 0)
        pthread_join(crew->members[--crew->n_members].thread, NULL);
}

struct crew *crew_new(size_t n)
{
    struct crew *crew = calloc(1, sizeof *crew);
    if (crew == NULL)
        return NULL;
    pthread_mutex_init(&crew->lock, NULL);
    pthread_cond_init(&crew->wake, NULL);
    crew->members = calloc(n, sizeof *crew->members);
    if (crew->members == NULL)
        goto fail;
    for (crew->n_members = 0; crew->n_members < n; crew->n_members++) {
        struct member *member = &crew->members[crew->n_members];
        member->crew = crew;
        member->number = crew->n_members;
        if (pthread_create(&member->thread, NULL, member_run, member) != 0)
            goto fail;
    }
    return crew;
fail:
    while (crew->n_members > 0)
        pthread_join(crew->members[--crew->n_members].thread, NULL); // EXPECT: thread-no-stop
    free(crew->members);
    free(crew);
    return NULL;
}

void crew_free(struct crew *crew)
{
    crew_dismiss(crew);
    members_join(crew);
    free(crew->members);
    free(crew);
}
