/* The flag that says whether there is a thread to join is cleared by the thread when it has done its work.
 * The handle never leaves the function that starts it, so that on its paths the flag seems to stay set. */
#include <dirent.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

struct survey {
    pthread_mutex_t lock;
    pthread_t walker;
    bool walking;
    bool has_walker;
    bool enough;
    const char *path;
    long files;
};

static bool is_enough(struct survey *survey)
{
    pthread_mutex_lock(&survey->lock);
    bool enough = survey->enough;
    pthread_mutex_unlock(&survey->lock);
    return enough;
}

static void *walk(void *argument)
{
    struct survey *survey = argument;
    DIR *folder = opendir(survey->path);

    while (folder && !is_enough(survey) && readdir(folder))
        survey->files++;
    if (folder)
        closedir(folder);
    pthread_mutex_lock(&survey->lock);
    survey->walking = false;
    pthread_mutex_unlock(&survey->lock);
    return NULL;
}

static int begin_bad(struct survey *survey)
{
    survey->walking = true;
    if (pthread_create(&survey->walker, NULL, walk, survey) != 0) { // EXPECT: thread-not-joined
        survey->walking = false;
        return -1;
    }
    return 0;
}

static void end_bad(struct survey *survey)
{
    pthread_mutex_lock(&survey->lock);
    bool walks = survey->walking;
    survey->enough = true;
    pthread_mutex_unlock(&survey->lock);
    if (walks)
        pthread_join(survey->walker, NULL);
    free(survey);
}

struct survey_ok {
    struct survey base;
    pthread_t walker;
};

static int begin_ok(struct survey_ok *survey)
{
    survey->base.walking = true;
    if (pthread_create(&survey->walker, NULL, walk, &survey->base) != 0) {
        survey->base.walking = false;
        return -1;
    }
    survey->base.has_walker = true;
    return 0;
}

static void end_ok(struct survey_ok *survey)
{
    pthread_mutex_lock(&survey->base.lock);
    survey->base.enough = true;
    pthread_mutex_unlock(&survey->base.lock);
    if (survey->base.has_walker)
        pthread_join(survey->walker, NULL);
    free(survey);
}

/* Here the flag only decides whether there is something to be told. */
static void *walk_slowly(void *argument)
{
    struct survey *survey = argument;

    while (!is_enough(survey) && survey->files < 1000) {
        sleep(1);
        survey->files++;
    }
    survey->walking = false;
    return NULL;
}

static int count_ok(const char *path)
{
    struct survey survey = {.path = path, .walking = true};
    pthread_t slow;

    pthread_mutex_init(&survey.lock, NULL);
    if (pthread_create(&slow, NULL, walk_slowly, &survey) != 0)
        return -1;
    if (survey.walking)
        sleep(10);
    pthread_mutex_lock(&survey.lock);
    survey.enough = true;
    pthread_mutex_unlock(&survey.lock);
    pthread_join(slow, NULL);
    return 0;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct survey *bad = calloc(1, sizeof(*bad));
        struct survey_ok *ok = calloc(1, sizeof(*ok));
        if (!bad || !ok || begin_bad(bad) != 0 || begin_ok(ok) != 0)
            return 1;
        sleep(argv[i][0] == 'l' ? 10 : 1);
        end_bad(bad);
        end_ok(ok);
        count_ok(argv[i]);
    }
    return 0;
}
