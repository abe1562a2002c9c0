/* GLib: memory, and what ends the process.
 *
 * States    the GLib reference manual, 2.74 (Memory Allocation, Memory Slices, Message Output and
 *           Debugging, Testing).
 * Failures  Memory that is not to be had ends the process, but for the functions with `try` in their
 *           names. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* ---- memory ---- */

void *g_malloc(size_t size)
{
    return model_new();
}

void *g_malloc0(size_t size)
{
    return model_new();
}

void *g_malloc_n(size_t count, size_t size)
{
    return model_new();
}

void *g_malloc0_n(size_t count, size_t size)
{
    return model_new();
}

void *g_try_malloc(size_t size)
{
    return model_alloc();
}

void *g_try_malloc0(size_t size)
{
    return model_alloc();
}

void *g_try_malloc_n(size_t count, size_t size)
{
    return model_alloc();
}

void *g_try_malloc0_n(size_t count, size_t size)
{
    return model_alloc();
}

/* The object moves with all that it holds, so it stays the same object (see realloc in libc.c). */
void *g_realloc(void *memory, size_t size)
{
    return memory ? memory : model_new();
}

void *g_realloc_n(void *memory, size_t count, size_t size)
{
    return memory ? memory : model_new();
}

void *g_try_realloc(void *memory, size_t size)
{
    if (model_fails())
        return 0;
    return memory ? memory : model_new();
}

void *g_try_realloc_n(void *memory, size_t count, size_t size)
{
    if (model_fails())
        return 0;
    return memory ? memory : model_new();
}

void *g_aligned_alloc(size_t count, size_t size, size_t alignment)
{
    return model_new();
}

void *g_aligned_alloc0(size_t count, size_t size, size_t alignment)
{
    return model_new();
}

void g_aligned_free(void *memory)
{
    model_free(memory);
}

void g_aligned_free_sized(void *memory, size_t alignment, size_t size)
{
    model_free(memory);
}

void g_free(void *memory)
{
    model_free(memory);
}

void g_free_sized(void *memory, size_t size)
{
    model_free(memory);
}

void g_clear_pointer(void **pointer, void *destroy)
{
    void *object = *pointer;

    *pointer = 0;
    if (object)
        model_calls(destroy, object);
}

void *g_slice_alloc(size_t size)
{
    return model_new();
}

void *g_slice_alloc0(size_t size)
{
    return model_new();
}

void g_slice_free1(size_t size, void *memory)
{
    model_free(memory);
}

char *g_strdup(const char *text)
{
    return text ? model_new() : 0;
}

char *g_strndup(const char *text, size_t size)
{
    return text ? model_new() : 0;
}

/* ---- the end of the process ---- */

/* Levels of g_log() that end the process: G_LOG_LEVEL_ERROR, alone and with G_LOG_FLAG_FATAL. */
enum { LEVEL_ERROR = 1 << 2, LEVEL_FATAL_ERROR = LEVEL_ERROR | 1 << 1 };

static void end_if_error(int level)
{
    if (level == LEVEL_ERROR || level == LEVEL_FATAL_ERROR)
        model_exit();
}

void g_log(const char *domain, int level, const char *format, ...)
{
    end_if_error(level);
}

void g_logv(const char *domain, int level, const char *format, __builtin_va_list arguments)
{
    end_if_error(level);
}

void g_log_structured(const char *domain, int level, ...)
{
    end_if_error(level);
}

void g_log_structured_standard(const char *domain, int level, const char *file, const char *line,
                               const char *function, const char *format, ...)
{
    end_if_error(level);
}

void g_log_structured_array(int level, const void *fields, size_t count)
{
    end_if_error(level);
}

void g_log_variant(const char *domain, int level, void *fields)
{
    end_if_error(level);
}

__attribute__((__noreturn__)) void g_abort(void)
{
    model_exit();
}

/* A test can ask for assertions that do not abort; that is not followed. */
void g_assertion_message(const char *domain, const char *file, int line, const char *function,
                         const char *message)
{
    model_exit();
}

__attribute__((__noreturn__)) void g_assertion_message_expr(const char *domain, const char *file,
                                                            int line, const char *function,
                                                            const char *expression)
{
    model_exit();
}

void g_assertion_message_cmpnum(const char *domain, const char *file, int line,
                                const char *function, const char *expression, long double one,
                                const char *relation, long double other, char kind)
{
    model_exit();
}

void g_assertion_message_cmpint(const char *domain, const char *file, int line,
                                const char *function, const char *expression,
                                unsigned long long one, const char *relation,
                                unsigned long long other, char kind)
{
    model_exit();
}

void g_assertion_message_cmpstr(const char *domain, const char *file, int line,
                                const char *function, const char *expression, const char *one,
                                const char *relation, const char *other)
{
    model_exit();
}

void g_assertion_message_cmpstrv(const char *domain, const char *file, int line,
                                 const char *function, const char *expression, const void *one,
                                 const void *other, size_t first_wrong)
{
    model_exit();
}

void g_assertion_message_error(const char *domain, const char *file, int line, const char *function,
                               const char *expression, const void *error, unsigned error_domain,
                               int error_code)
{
    model_exit();
}
