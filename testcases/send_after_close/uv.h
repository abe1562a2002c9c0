/* What the testcases here use of libuv, declared after its manual. */
#ifndef UV_H
#define UV_H

#include <pthread.h>
#include <semaphore.h>

typedef pthread_t uv_thread_t;
typedef sem_t uv_sem_t;
typedef struct uv_loop_s uv_loop_t;
typedef struct uv_handle_s uv_handle_t;
typedef struct uv_async_s uv_async_t;

struct uv_handle_s {
    void *data;
    uv_loop_t *loop;
};

struct uv_async_s {
    void *data;
    uv_loop_t *loop;
    int pending;
};

uv_loop_t *uv_default_loop(void);
int uv_run(uv_loop_t *loop, int mode);
int uv_async_init(uv_loop_t *loop, uv_async_t *async, void (*handler)(uv_async_t *async));
int uv_async_send(uv_async_t *async);
int uv_is_closing(const uv_handle_t *handle);
void uv_close(uv_handle_t *handle, void (*closed)(uv_handle_t *handle));
int uv_thread_create(uv_thread_t *thread, void (*entry)(void *argument), void *argument);
int uv_thread_join(uv_thread_t *thread);
int uv_sem_init(uv_sem_t *semaphore, unsigned value);
void uv_sem_wait(uv_sem_t *semaphore);
void uv_sem_post(uv_sem_t *semaphore);
void uv_sem_destroy(uv_sem_t *semaphore);

#endif
