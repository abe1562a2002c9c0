/* The C library: copying and filling memory.
 *
 * States    the ISO C11 library, 7.24 <string.h>, POSIX.1-2008's predecessors of it (bcopy(), bzero()),
 *           and the Linux man-pages for mempcpy(3) and explicit_bzero(3).
 * Objects   The whole object is copied or filled, whatever the size says: programs that copy a part of
 *           one point into it. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

void *memcpy(void *to, const void *from, size_t size)
{
    model_copy(to, from);
    return to;
}

void *memmove(void *to, const void *from, size_t size)
{
    model_copy(to, from);
    return to;
}

void *mempcpy(void *to, const void *from, size_t size)
{
    model_copy(to, from);
    return (char *)to + size;
}

void *memset(void *object, int value, size_t size)
{
    if (value == 0)
        model_zero(object);
    else
        *(char *)object = (char)value; /* what it holds is known no more */
    return object;
}

void explicit_bzero(void *object, size_t size)
{
    model_zero(object);
}

void bcopy(const void *from, void *to, size_t size)
{
    model_copy(to, from);
}

void bzero(void *object, size_t size)
{
    model_zero(object);
}

/* The names behind the inline functions of glibc's headers where _FORTIFY_SOURCE is set. */

void *__memcpy_chk(void *to, const void *from, size_t size, size_t room)
{
    model_copy(to, from);
    return to;
}

void *__memmove_chk(void *to, const void *from, size_t size, size_t room)
{
    model_copy(to, from);
    return to;
}

void *__mempcpy_chk(void *to, const void *from, size_t size, size_t room)
{
    model_copy(to, from);
    return (char *)to + size;
}

void *__memset_chk(void *object, int value, size_t size, size_t room)
{
    if (value == 0)
        model_zero(object);
    else
        *(char *)object = (char)value; /* what it holds is known no more */
    return object;
}

void __explicit_bzero_chk(void *object, size_t size, size_t room)
{
    model_zero(object);
}
