/* A descriptor or a stream that the good way closes, and the error path behind it closes again. In between,
 * another thread may have opened something that got its number. */
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int hello_bad(const struct sockaddr *peer, socklen_t length, const char *mark)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0)
        return -1;
    if (connect(fd, peer, length) != 0)
        goto fail;
    close(fd);
    if (unlink(mark) != 0)
        goto fail;
    return 0;

fail:
    close(fd); // EXPECT: send-after-close
    return -1;
}

int hello_ok(const struct sockaddr *peer, socklen_t length, const char *mark)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0)
        return -1;
    if (connect(fd, peer, length) != 0)
        goto fail;
    close(fd);
    fd = -1;
    if (unlink(mark) != 0)
        goto fail;
    return 0;

fail:
    if (fd >= 0)
        close(fd);
    return -1;
}

int save_bad(const char *text, const char *part, const char *path)
{
    FILE *file = fopen(part, "w");
    int rc = -1;

    if (!file)
        return -1;
    if (fputs(text, file) < 0)
        goto out;
    fclose(file);
    if (rename(part, path) < 0)
        goto out;
    return 0;

out:
    fclose(file); // EXPECT: send-after-close
    return rc;
}

int save_ok(const char *text, const char *part, const char *path)
{
    FILE *file = fopen(part, "w");

    if (!file)
        return -1;
    if (fputs(text, file) < 0) {
        fclose(file);
        return -1;
    }
    if (fclose(file) != 0 || rename(part, path) < 0) {
        unlink(part);
        return -1;
    }
    return 0;
}

/* One after the other: each round closes its own. */
int try_all_ok(const struct sockaddr *peers, socklen_t length, int n)
{
    int fd = -1;

    for (int i = 0; i < n; i++) {
        fd = socket(AF_INET, SOCK_STREAM, 0);
        if (fd < 0)
            continue;
        if (connect(fd, &peers[i], length) == 0)
            break;
        close(fd);
        fd = -1;
    }
    if (fd >= 0)
        close(fd);
    return fd >= 0 ? 0 : -1;
}

/* A flag says that it is closed. */
int once_ok(int fd, const char *text, int length)
{
    int is_open = 1;

    if (write(fd, text, (size_t)length) != length) {
        close(fd);
        is_open = 0;
    }
    if (is_open)
        close(fd);
    return is_open ? 0 : -1;
}
