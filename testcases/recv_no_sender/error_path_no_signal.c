/* The caller waits until the thread has said that it is done; on an error it says nothing. */
#include <dirent.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

struct scan {
    pthread_mutex_t lock;
    pthread_cond_t done_cond;
    const char *folder;
    bool done;
    int n_entries;
};

struct count {
    pthread_mutex_t lock;
    pthread_cond_t done_cond;
    const char *folder;
    bool done;
    int n_entries;
};

struct import {
    pthread_mutex_t lock;
    pthread_cond_t imported;
    FILE *file;
    int status; /* 1 = under way */
};

struct upgrade {
    pthread_mutex_t lock;
    pthread_cond_t upgraded;
    FILE *file;
    int status; /* 1 = under way */
};

int parse(const char *line);

static void *scan_run(void *arg)
{
    struct scan *scan = arg;
    DIR *dir = opendir(scan->folder);
    if (dir == NULL) {
        perror(scan->folder);
        return NULL;
    }
    int n = 0;
    while (readdir(dir) != NULL)
        n++;
    closedir(dir);
    pthread_mutex_lock(&scan->lock);
    scan->n_entries = n;
    scan->done = true;
    pthread_cond_signal(&scan->done_cond);
    pthread_mutex_unlock(&scan->lock);
    return NULL;
}

static void *count_run(void *arg)
{
    struct count *count = arg;
    int n = -1;
    DIR *dir = opendir(count->folder);
    if (dir == NULL) {
        perror(count->folder);
    } else {
        for (n = 0; readdir(dir) != NULL; n++)
            continue;
        closedir(dir);
    }
    pthread_mutex_lock(&count->lock);
    count->n_entries = n;
    count->done = true;
    pthread_cond_signal(&count->done_cond);
    pthread_mutex_unlock(&count->lock);
    return NULL;
}

int scan_folder_bad(const char *folder)
{
    struct scan scan = {
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .done_cond = PTHREAD_COND_INITIALIZER,
        .folder = folder,
    };
    pthread_t thread;
    if (pthread_create(&thread, NULL, scan_run, &scan) != 0)
        return -1;
    pthread_mutex_lock(&scan.lock);
    while (!scan.done)
        pthread_cond_wait(&scan.done_cond, &scan.lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&scan.lock);
    pthread_join(thread, NULL);
    return scan.n_entries;
}

int count_folder_ok(const char *folder)
{
    struct count count = {
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .done_cond = PTHREAD_COND_INITIALIZER,
        .folder = folder,
    };
    pthread_t thread;
    if (pthread_create(&thread, NULL, count_run, &count) != 0)
        return -1;
    pthread_mutex_lock(&count.lock);
    while (!count.done)
        pthread_cond_wait(&count.done_cond, &count.lock);
    pthread_mutex_unlock(&count.lock);
    pthread_join(thread, NULL);
    return count.n_entries;
}

/* In the middle of the work, by a goto that goes past the signal. */
static void *import_run(void *arg)
{
    struct import *import = arg;
    char line[256];
    while (fgets(line, sizeof line, import->file) != NULL) {
        if (parse(line) != 0)
            goto out;
    }
    pthread_mutex_lock(&import->lock);
    import->status = 0;
    pthread_cond_broadcast(&import->imported);
    pthread_mutex_unlock(&import->lock);
out:
    fclose(import->file);
    return NULL;
}

static void *upgrade_run(void *arg)
{
    struct upgrade *upgrade = arg;
    char line[256];
    int status = 0;
    while (fgets(line, sizeof line, upgrade->file) != NULL) {
        if (parse(line) != 0) {
            status = -1;
            goto out;
        }
    }
out:
    fclose(upgrade->file);
    pthread_mutex_lock(&upgrade->lock);
    upgrade->status = status;
    pthread_cond_broadcast(&upgrade->upgraded);
    pthread_mutex_unlock(&upgrade->lock);
    return NULL;
}

int import_bad(FILE *file)
{
    struct import import = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, file, 1};
    pthread_t thread;
    if (pthread_create(&thread, NULL, import_run, &import) != 0)
        return -1;
    pthread_mutex_lock(&import.lock);
    while (import.status == 1)
        pthread_cond_wait(&import.imported, &import.lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&import.lock);
    pthread_join(thread, NULL);
    return import.status;
}

int upgrade_ok(FILE *file)
{
    struct upgrade upgrade = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, file, 1};
    pthread_t thread;
    if (pthread_create(&thread, NULL, upgrade_run, &upgrade) != 0)
        return -1;
    pthread_mutex_lock(&upgrade.lock);
    while (upgrade.status == 1)
        pthread_cond_wait(&upgrade.upgraded, &upgrade.lock);
    pthread_mutex_unlock(&upgrade.lock);
    pthread_join(thread, NULL);
    return upgrade.status;
}
