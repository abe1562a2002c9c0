/* sd-journal: journals that are open.
 *
 * States    the manual pages of systemd 252 (sd_journal_open(3), ...).
 * Clients   A journal that is open: descriptors and maps of its files.
 * Waiting   sd_journal_wait() waits for entries: a loop around it runs per event.
 * Failures  There is no memory, or it is not allowed. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* What is passed by value and of no interest. */
struct model_value {
    long value;
};

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

int sd_journal_open(void **ret_journal, int flags)
{
    if (model_fails())
        return model_nonzero();
    *ret_journal = model_client(MODEL_CONNECTION);
    return 0;
}

int sd_journal_open_namespace(void **ret_journal, const char *name_space, int flags)
{
    if (model_fails())
        return model_nonzero();
    *ret_journal = model_client(MODEL_CONNECTION);
    return 0;
}

int sd_journal_open_directory(void **ret_journal, const char *path, int flags)
{
    if (model_fails())
        return model_nonzero();
    *ret_journal = model_client(MODEL_CONNECTION);
    return 0;
}

int sd_journal_open_files(void **ret_journal, void **paths, int flags)
{
    if (model_fails())
        return model_nonzero();
    *ret_journal = model_client(MODEL_CONNECTION);
    return 0;
}

int sd_journal_open_directory_fd(void **ret_journal, int fd, int flags)
{
    if (model_fails())
        return model_nonzero();
    *ret_journal = model_client(MODEL_CONNECTION);
    return 0;
}

int sd_journal_open_files_fd(void **ret_journal, void *fds, unsigned n_fds, int flags)
{
    if (model_fails())
        return model_nonzero();
    *ret_journal = model_client(MODEL_CONNECTION);
    return 0;
}

int sd_journal_open_container(void **ret_journal, const char *machine, int flags)
{
    if (model_fails())
        return model_nonzero();
    *ret_journal = model_client(MODEL_CONNECTION);
    return 0;
}

void sd_journal_close(void *j)
{
    model_client_end(j);
}

void sd_journal_closep(void **p)
{
    if (*p)
        model_client_end(*p);
}

int sd_journal_wait(void *j, unsigned long timeout_usec)
{
    model_waits_for_event();
    return (int)model_any();
}

int sd_journal_add_conjunction(void *j)
{
    return (int)model_any();
}

int sd_journal_add_disjunction(void *j)
{
    return (int)model_any();
}

int sd_journal_add_match(void *j, const void *data, size_t size)
{
    return (int)model_any();
}

int sd_journal_enumerate_data(void *j, void **data, void *l)
{
    fill(l);
    return (int)model_any();
}

void sd_journal_flush_matches(void *j)
{
}

int sd_journal_get_cursor(void *j, void **cursor)
{
    if (cursor)
        *cursor = (void *)model_any();
    return (int)model_any();
}

int sd_journal_get_cutoff_realtime_usec(void *j, void *from, void *to)
{
    fill(from);
    fill(to);
    return (int)model_any();
}

int sd_journal_get_data(void *j, const char *field, void **data, void *l)
{
    fill(l);
    return (int)model_any();
}

int sd_journal_get_data_threshold(void *j, void *sz)
{
    fill(sz);
    return (int)model_any();
}

int sd_journal_get_events(void *j)
{
    return (int)model_any();
}

int sd_journal_get_fd(void *j)
{
    return (int)model_any();
}

int sd_journal_get_monotonic_usec(void *j, void *ret, void *ret_boot_id)
{
    fill(ret);
    return (int)model_any();
}

int sd_journal_get_realtime_usec(void *j, void *ret)
{
    fill(ret);
    return (int)model_any();
}

int sd_journal_get_timeout(void *j, void *timeout_usec)
{
    fill(timeout_usec);
    return (int)model_any();
}

int sd_journal_next(void *j)
{
    return (int)model_any();
}

int sd_journal_next_skip(void *j, unsigned long skip)
{
    return (int)model_any();
}

int sd_journal_previous(void *j)
{
    return (int)model_any();
}

int sd_journal_previous_skip(void *j, unsigned long skip)
{
    return (int)model_any();
}

int sd_journal_process(void *j)
{
    return (int)model_any();
}

int sd_journal_reliable_fd(void *j)
{
    return (int)model_any();
}

int sd_journal_seek_cursor(void *j, const char *cursor)
{
    return (int)model_any();
}

int sd_journal_seek_head(void *j)
{
    return (int)model_any();
}

int sd_journal_seek_monotonic_usec(void *j, struct model_value boot_id, unsigned long usec)
{
    return (int)model_any();
}

int sd_journal_seek_realtime_usec(void *j, unsigned long usec)
{
    return (int)model_any();
}

int sd_journal_seek_tail(void *j)
{
    return (int)model_any();
}

int sd_journal_set_data_threshold(void *j, size_t sz)
{
    return (int)model_any();
}

int sd_journal_test_cursor(void *j, const char *cursor)
{
    return (int)model_any();
}
