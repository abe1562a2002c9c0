/* One condition, two things that are waited for: a signal may wake the one that it does not concern,
 * who goes back to sleep, and the other never hears of it. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

int load_settings(void);
void print_page(int page);

static struct {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool settings_loaded;
    int n_pages;
    bool off;
    pthread_t thread;
} press, plotter, copier;

static void *press_run(void *arg)
{
    pthread_mutex_lock(&press.mutex);
    while (!press.off) {
        if (press.n_pages == 0) {
            pthread_cond_wait(&press.changed, &press.mutex); // EXPECT: recv-no-sender
            continue;
        }
        print_page(press.n_pages--);
    }
    pthread_mutex_unlock(&press.mutex);
    return arg;
}

void press_await_settings_bad(void)
{
    pthread_mutex_lock(&press.mutex);
    while (!press.settings_loaded)
        pthread_cond_wait(&press.changed, &press.mutex);
    pthread_mutex_unlock(&press.mutex);
}

void press_load(void)
{
    load_settings();
    pthread_mutex_lock(&press.mutex);
    press.settings_loaded = true;
    pthread_cond_broadcast(&press.changed);
    pthread_mutex_unlock(&press.mutex);
}

void press_add_page(void)
{
    pthread_mutex_lock(&press.mutex);
    press.n_pages++;
    pthread_cond_signal(&press.changed);
    pthread_mutex_unlock(&press.mutex);
}

int press_on(void)
{
    return pthread_create(&press.thread, NULL, press_run, NULL);
}

void press_off(void)
{
    pthread_mutex_lock(&press.mutex);
    press.off = true;
    pthread_cond_broadcast(&press.changed);
    pthread_mutex_unlock(&press.mutex);
    pthread_join(press.thread, NULL);
}

/* All are woken: each looks at what concerns him. */
static void *plotter_run(void *arg)
{
    pthread_mutex_lock(&plotter.mutex);
    while (!plotter.off) {
        if (plotter.n_pages == 0) {
            pthread_cond_wait(&plotter.changed, &plotter.mutex);
            continue;
        }
        print_page(plotter.n_pages--);
    }
    pthread_mutex_unlock(&plotter.mutex);
    return arg;
}

void plotter_await_settings_ok(void)
{
    pthread_mutex_lock(&plotter.mutex);
    while (!plotter.settings_loaded)
        pthread_cond_wait(&plotter.changed, &plotter.mutex);
    pthread_mutex_unlock(&plotter.mutex);
}

void plotter_load(void)
{
    load_settings();
    pthread_mutex_lock(&plotter.mutex);
    plotter.settings_loaded = true;
    pthread_cond_broadcast(&plotter.changed);
    pthread_mutex_unlock(&plotter.mutex);
}

void plotter_add_page(void)
{
    pthread_mutex_lock(&plotter.mutex);
    plotter.n_pages++;
    pthread_cond_broadcast(&plotter.changed);
    pthread_mutex_unlock(&plotter.mutex);
}

int plotter_on(void)
{
    return pthread_create(&plotter.thread, NULL, plotter_run, NULL);
}

void plotter_off(void)
{
    pthread_mutex_lock(&plotter.mutex);
    plotter.off = true;
    pthread_cond_broadcast(&plotter.changed);
    pthread_mutex_unlock(&plotter.mutex);
    pthread_join(plotter.thread, NULL);
}

/* One waiter, who waits for either: whatever is signalled concerns him. */
static void *copier_run(void *arg)
{
    pthread_mutex_lock(&copier.mutex);
    while (!copier.off) {
        if (copier.n_pages == 0 || !copier.settings_loaded) {
            pthread_cond_wait(&copier.changed, &copier.mutex);
            continue;
        }
        print_page(copier.n_pages--);
    }
    pthread_mutex_unlock(&copier.mutex);
    return arg;
}

void copier_load_ok(void)
{
    load_settings();
    pthread_mutex_lock(&copier.mutex);
    copier.settings_loaded = true;
    pthread_cond_signal(&copier.changed);
    pthread_mutex_unlock(&copier.mutex);
}

void copier_add_page(void)
{
    pthread_mutex_lock(&copier.mutex);
    copier.n_pages++;
    pthread_cond_signal(&copier.changed);
    pthread_mutex_unlock(&copier.mutex);
}

int copier_on(void)
{
    return pthread_create(&copier.thread, NULL, copier_run, NULL);
}

void copier_off(void)
{
    pthread_mutex_lock(&copier.mutex);
    copier.off = true;
    pthread_cond_signal(&copier.changed);
    pthread_mutex_unlock(&copier.mutex);
    pthread_join(copier.thread, NULL);
}
