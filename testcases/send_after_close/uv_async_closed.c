/* A handle that is being closed must not be woken, nor closed again. */
#include "uv.h"

struct refresher {
    uv_async_t wake_up;
    int n_pending;
};

int save(struct refresher *refresher);

static void refresh(uv_async_t *wake_up)
{
    struct refresher *refresher = (struct refresher *)wake_up;
    refresher->n_pending = 0;
}

int refresh_once_bad(void)
{
    static struct refresher refresher;
    if (uv_async_init(uv_default_loop(), &refresher.wake_up, refresh) != 0)
        return -1;
    uv_async_send(&refresher.wake_up);
    if (save(&refresher) != 0)
        uv_close((uv_handle_t *)&refresher.wake_up, NULL);
    uv_close((uv_handle_t *)&refresher.wake_up, NULL); // EXPECT: send-after-close
    return uv_run(uv_default_loop(), 0);
}

int refresh_once_ok(void)
{
    static struct refresher refresher;
    if (uv_async_init(uv_default_loop(), &refresher.wake_up, refresh) != 0)
        return -1;
    uv_async_send(&refresher.wake_up);
    if (save(&refresher) != 0)
        uv_close((uv_handle_t *)&refresher.wake_up, NULL);
    if (!uv_is_closing((uv_handle_t *)&refresher.wake_up))
        uv_close((uv_handle_t *)&refresher.wake_up, NULL);
    return uv_run(uv_default_loop(), 0);
}

int flush_bad(void)
{
    static struct refresher refresher;
    if (uv_async_init(uv_default_loop(), &refresher.wake_up, refresh) != 0)
        return -1;
    uv_close((uv_handle_t *)&refresher.wake_up, NULL);
    uv_async_send(&refresher.wake_up); // EXPECT: send-after-close
    return uv_run(uv_default_loop(), 0);
}

int flush_ok(void)
{
    static struct refresher refresher;
    if (uv_async_init(uv_default_loop(), &refresher.wake_up, refresh) != 0)
        return -1;
    uv_async_send(&refresher.wake_up);
    uv_close((uv_handle_t *)&refresher.wake_up, NULL);
    return uv_run(uv_default_loop(), 0);
}
