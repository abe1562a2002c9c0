/* A semaphore with a name, for systems without others: nobody else can find it once the name is taken away. One error
 * path of its loader does not post it. */
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t *sem_own(const char *name)
{
    sem_t *semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, 0);

    if (semaphore != SEM_FAILED)
        sem_unlink(name);
    return semaphore;
}

struct font {
    sem_t *loaded;
    const char *path;
    FILE *file;
};

static void *load_font(void *arg)
{
    struct font *font = arg;

    font->file = fopen(font->path, "rb");
    if (!font->file) {
        perror(font->path);
        return NULL;
    }
    sem_post(font->loaded);
    return NULL;
}

int font_bad(const char *path)
{
    struct font font = {.loaded = sem_own("/font"), .path = path};
    pthread_t loader;

    if (font.loaded == SEM_FAILED || pthread_create(&loader, NULL, load_font, &font) != 0)
        return -1;
    sem_wait(font.loaded); // EXPECT: recv-no-sender
    pthread_join(loader, NULL);
    return sem_close(font.loaded);
}

struct icon {
    sem_t *loaded;
    const char *path;
    FILE *file;
};

static void *load_icon(void *arg)
{
    struct icon *icon = arg;

    icon->file = fopen(icon->path, "rb");
    if (!icon->file)
        perror(icon->path);
    sem_post(icon->loaded);
    return NULL;
}

int icon_ok(const char *path)
{
    struct icon icon = {.loaded = sem_own("/icon"), .path = path};
    pthread_t loader;

    if (icon.loaded == SEM_FAILED || pthread_create(&loader, NULL, load_icon, &icon) != 0)
        return -1;
    sem_wait(icon.loaded);
    pthread_join(loader, NULL);
    return sem_close(icon.loaded);
}
