/* Descriptors: what receives from them, sends into them and closes them.
 *
 * States    POSIX.1-2017 (XSH: read(), recv(), accept(), fcntl(), setsockopt() and their neighbours),
 *           and the Linux man-pages for what is not in it (accept4(2), recvmmsg(2),
 *           inotify_rm_watch(2), sendfile(2), ioctl(2), ioctl_tty(2), cmsg(3)). Numbers of commands,
 *           flags and options are those of Linux where the headers of the architecture are the generic
 *           ones.
 * Channels  A descriptor is one by its number. Where a descriptor is made non-blocking when it is
 *           opened (SOCK_NONBLOCK and its like), that is not stated. A descriptor that goes to another
 *           process in a message may be used there: it escapes.
 * Failures  A result of which nothing is known stands for both ways. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* ---- receiving ---- */

/* What is received there is not known. */
static void fill(void *data)
{
    *(char *)data = (char)model_any();
}

int accept(int fd, void *address, void *size)
{
    model_waits_for_connection();
    model_receive((const void *)(long)fd, 1);
    return model_descriptor();
}

/* The flags are for the new descriptor. */
int accept4(int fd, void *address, void *size, int flags)
{
    model_waits_for_connection();
    model_receive((const void *)(long)fd, 1);
    return model_descriptor();
}

long read(int fd, void *data, size_t size)
{
    model_waits_for_event();
    model_reads((const void *)(long)fd);
    model_receive((const void *)(long)fd, 1);
    fill(data);
    return model_any();
}

long readv(int fd, const void *parts, int count)
{
    model_waits_for_event();
    model_reads((const void *)(long)fd);
    model_receive((const void *)(long)fd, 1);
    return model_any();
}

/* A flag may be MSG_DONTWAIT: without one the call waits for ever. */
long recv(int fd, void *data, size_t size, int flags)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

long recvfrom(int fd, void *data, size_t size, int flags, void *address, void *address_size)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

long recvmsg(int fd, void *message, int flags)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    return model_any();
}

/* The time-out is looked at after each message only, but it is meant as one. */
int recvmmsg(int fd, void *messages, unsigned count, int flags, void *timeout)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, timeout == 0);
    return (int)model_any();
}

/* ---- sending ---- */

/* A flag may be MSG_DONTWAIT. MSG_NOSIGNAL alone is the other one that is usual. */
enum { MESSAGE_NO_SIGNAL = 0x4000 };

long write(int fd, const void *data, size_t size)
{
    model_size(size);
    model_send((const void *)(long)fd);
    return model_any();
}

long writev(int fd, const void *parts, int count)
{
    model_send((const void *)(long)fd);
    return model_any();
}

long send(int fd, const void *data, size_t size, int flags)
{
    if (flags == MESSAGE_NO_SIGNAL)
        model_send((const void *)(long)fd);
    else
        model_put((const void *)(long)fd, flags == 0);
    return model_any();
}

long sendto(int fd, const void *data, size_t size, int flags, const void *address,
            unsigned address_size)
{
    if (address)
        model_connects((const void *)(long)fd);
    if (flags == MESSAGE_NO_SIGNAL)
        model_send((const void *)(long)fd);
    else
        model_put((const void *)(long)fd, flags == 0);
    return model_any();
}

/* As <sys/socket.h> declares them. The data beside a message may be descriptors (SCM_RIGHTS). */
struct msghdr {
    void *msg_name;
    unsigned msg_namelen;
    void *msg_iov;
    size_t msg_iovlen;
    void *msg_control;
};

struct mmsghdr {
    struct msghdr msg_hdr;
};

struct cmsghdr {
    size_t cmsg_len;
    int cmsg_level;
    int cmsg_type;
    unsigned char __cmsg_data[1];
};

long sendmsg(int fd, const struct msghdr *message, int flags)
{
    model_escape(message->msg_control);
    model_escape((const void *)(long)((struct cmsghdr *)message->msg_control)->__cmsg_data[0]);
    if (flags == MESSAGE_NO_SIGNAL)
        model_send((const void *)(long)fd);
    else
        model_put((const void *)(long)fd, flags == 0);
    return model_any();
}

int sendmmsg(int fd, struct mmsghdr *messages, unsigned count, int flags)
{
    model_escape(messages[count].msg_hdr.msg_control);
    model_escape((const void *)(long)((struct cmsghdr *)messages[count].msg_hdr.msg_control)
                     ->__cmsg_data[0]);
    if (flags == MESSAGE_NO_SIGNAL)
        model_send((const void *)(long)fd);
    else
        model_put((const void *)(long)fd, flags == 0);
    return (int)model_any();
}

int dprintf(int fd, const char *format, ...)
{
    model_send((const void *)(long)fd);
    return (int)model_any();
}

int vdprintf(int fd, const char *format, __builtin_va_list arguments)
{
    model_send((const void *)(long)fd);
    return (int)model_any();
}

long sendfile(int to, int from, void *offset, size_t size)
{
    model_send((const void *)(long)to);
    return model_any();
}

/* The last event of the watch (IN_IGNORED) is sent. */
int inotify_rm_watch(int fd, int watch)
{
    model_send((const void *)(long)fd);
    return (int)model_any();
}

/* ---- connecting ---- */

/* AF_UNSPEC, which getaddrinfo() is asked with, AF_INET and AF_INET6: the families of other machines. */
enum { FAMILY_ANY = 0, FAMILY_INTERNET = 2, FAMILY_INTERNET_6 = 10 };
/* SOCK_DGRAM, also with SOCK_CLOEXEC. */
enum { TYPE_DATAGRAM = 2, TYPE_DATAGRAM_CLOEXEC = 02000002 };

int socket(int family, int type, int protocol)
{
    if (model_fails())
        return -1;
    int fd = (int)(long)model_socket(family, type);

    if (family == FAMILY_ANY)
        model_client_remote((const void *)(long)fd);
    if (family == FAMILY_INTERNET)
        model_client_remote((const void *)(long)fd);
    if (family == FAMILY_INTERNET_6)
        model_client_remote((const void *)(long)fd);
    if (type == TYPE_DATAGRAM)
        model_client_datagrams((const void *)(long)fd);
    if (type == TYPE_DATAGRAM_CLOEXEC)
        model_client_datagrams((const void *)(long)fd);
    return fd;
}

/* sizeof(struct sockaddr_un): a process of the same machine. */
enum { SIZE_OF_LOCAL_ADDRESS = 110 };

/* It wakes who waits in accept() for it, at a descriptor that is not known here. */
int connect(int fd, const void *address, unsigned size)
{
    model_connects((const void *)(long)fd);
    model_send(0);
    if (size != SIZE_OF_LOCAL_ADDRESS)
        model_client_blocks((const void *)(long)fd);
    return (int)model_any();
}

/* What tells or is told of a descriptor, and leaves it as it is. */

int getsockopt(int fd, int level, int option, void *value, void *size)
{
    fill(value);
    return (int)model_any();
}

int getsockname(int fd, void *address, void *size)
{
    fill(address);
    return (int)model_any();
}

int getpeername(int fd, void *address, void *size)
{
    fill(address);
    return (int)model_any();
}

int bind(int fd, const void *address, unsigned size)
{
    return (int)model_any();
}

int listen(int fd, int most)
{
    return (int)model_any();
}

int isatty(int fd)
{
    return (int)model_any();
}

int fstat(int fd, void *ret_status)
{
    fill(ret_status);
    return (int)model_any();
}

/* What FD_SET() and its like ask where _FORTIFY_SOURCE is set. */
long __fdelt_chk(long fd)
{
    return model_any();
}

long __fdelt_warn(long fd)
{
    return model_any();
}

/* ---- closing ---- */

/* A thread that already waits for a descriptor is not always woken by close(): it is by shutdown(). But
 * that close() does it is what programs rely on, and what they do next fails. */

int close(int fd)
{
    model_socket_end((const void *)(long)fd);
    model_close((const void *)(long)fd);
    return (int)model_any();
}

enum { SHUT_READING = 0 }; /* SHUT_RD */

/* Where only receiving is over, sending goes on. */
int shutdown(int fd, int how)
{
    if (how == SHUT_READING)
        model_set_timeout((const void *)(long)fd);
    if (how != SHUT_READING)
        model_finish((const void *)(long)fd);
    return (int)model_any();
}

/* ---- not waiting for ever ---- */

/* O_NONBLOCK is one of the flags of a descriptor, and the last that a program sets there (F_SETFL). A
 * duplicate (F_DUPFD) is a number of its own, which is not followed; nor is another room of a pipe
 * (F_SETPIPE_SZ). */
enum {
    COMMAND_DUPFD = 0,
    COMMAND_SETFL = 4,
    COMMAND_DUPFD_CLOEXEC = 1030,
    COMMAND_SET_ROOM = 1031,
};

int fcntl(int fd, int command, ...)
{
    if (command == COMMAND_SETFL)
        model_set_timeout((const void *)(long)fd);
    if (command == COMMAND_DUPFD)
        model_escape((const void *)(long)fd);
    if (command == COMMAND_DUPFD_CLOEXEC)
        model_escape((const void *)(long)fd);
    if (command == COMMAND_SET_ROOM)
        model_escape((const void *)(long)fd);
    return (int)model_any();
}

int fcntl64(int fd, int command, ...)
{
    if (command == COMMAND_SETFL)
        model_set_timeout((const void *)(long)fd);
    if (command == COMMAND_DUPFD)
        model_escape((const void *)(long)fd);
    if (command == COMMAND_DUPFD_CLOEXEC)
        model_escape((const void *)(long)fd);
    if (command == COMMAND_SET_ROOM)
        model_escape((const void *)(long)fd);
    return (int)model_any();
}

enum { REQUEST_NON_BLOCKING = 0x5421 }; /* FIONBIO */

int ioctl(int fd, unsigned long request, ...)
{
    if (request == REQUEST_NON_BLOCKING)
        model_set_timeout((const void *)(long)fd);
    return (int)model_any();
}

/* SO_RCVTIMEO, with a time_t of the system's size and of 64 bits. */
enum { OPTION_RCVTIMEO = 20, OPTION_RCVTIMEO_64 = 66 };
/* SO_SNDTIMEO, likewise, which bounds connect(), too; and what bounds a connection by itself, of the level
 * IPPROTO_TCP: TCP_SYNCNT, TCP_USER_TIMEOUT. */
enum { OPTION_SNDTIMEO = 21, OPTION_SNDTIMEO_64 = 67 };
enum { LEVEL_TCP = 6, OPTION_SYN_COUNT = 7, OPTION_USER_TIMEOUT = 18 };

int setsockopt(int fd, int level, int option, const void *value, unsigned size)
{
    if (option == OPTION_RCVTIMEO)
        model_set_timeout((const void *)(long)fd);
    if (option == OPTION_RCVTIMEO_64)
        model_set_timeout((const void *)(long)fd);
    if (option == OPTION_SNDTIMEO)
        model_client_bounds((const void *)(long)fd);
    if (option == OPTION_SNDTIMEO_64)
        model_client_bounds((const void *)(long)fd);
    if (level == LEVEL_TCP && option == OPTION_SYN_COUNT)
        model_client_bounds((const void *)(long)fd);
    if (level == LEVEL_TCP && option == OPTION_USER_TIMEOUT)
        model_client_bounds((const void *)(long)fd);
    return (int)model_any();
}

/* ---- used later, by the system ---- */

/* As <aio.h> declares it. */
struct aiocb {
    int aio_fildes;
};

int aio_read(struct aiocb *block)
{
    model_escape((const void *)(long)block->aio_fildes);
    return (int)model_any();
}

int aio_write(struct aiocb *block)
{
    model_escape((const void *)(long)block->aio_fildes);
    return (int)model_any();
}

/* The names behind the inline functions of glibc's headers where _FORTIFY_SOURCE is set. */

long __read_chk(int fd, void *data, size_t size, size_t room)
{
    model_waits_for_event();
    model_reads((const void *)(long)fd);
    model_receive((const void *)(long)fd, 1);
    fill(data);
    return model_any();
}

long __read_chk_warn(int fd, void *data, size_t size, size_t room)
{
    model_waits_for_event();
    model_reads((const void *)(long)fd);
    model_receive((const void *)(long)fd, 1);
    fill(data);
    return model_any();
}

long __read_alias(int fd, void *data, size_t size)
{
    model_waits_for_event();
    model_reads((const void *)(long)fd);
    model_receive((const void *)(long)fd, 1);
    fill(data);
    return model_any();
}

long __recv_chk(int fd, void *data, size_t size, size_t room, int flags)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

long __recv_chk_warn(int fd, void *data, size_t size, size_t room, int flags)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

long __recv_alias(int fd, void *data, size_t size, int flags)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

long __recvfrom_chk(int fd, void *data, size_t size, size_t room, int flags, void *address,
                    void *address_size)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

long __recvfrom_chk_warn(int fd, void *data, size_t size, size_t room, int flags, void *address,
                         void *address_size)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

long __recvfrom_alias(int fd, void *data, size_t size, int flags, void *address, void *address_size)
{
    model_waits_for_event();
    model_receive((const void *)(long)fd, flags == 0);
    fill(data);
    return model_any();
}

int __dprintf_chk(int fd, int flag, const char *format, ...)
{
    model_send((const void *)(long)fd);
    return (int)model_any();
}

int __vdprintf_chk(int fd, int flag, const char *format, __builtin_va_list arguments)
{
    model_send((const void *)(long)fd);
    return (int)model_any();
}
