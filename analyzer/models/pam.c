/* PAM: modules.
 *
 * States    pam_sm_authenticate(3) and its neighbours, Linux-PAM 1.4.
 * Control   A module defines these functions; an application calls them for each login. */
#include <stranded/primitives.h>

int pam_sm_authenticate(void *handle, int flags, int argc, const char **argv)
{
    model_is_handler();
    return (int)model_any();
}

int pam_sm_setcred(void *handle, int flags, int argc, const char **argv)
{
    model_is_handler();
    return (int)model_any();
}

int pam_sm_acct_mgmt(void *handle, int flags, int argc, const char **argv)
{
    model_is_handler();
    return (int)model_any();
}

int pam_sm_open_session(void *handle, int flags, int argc, const char **argv)
{
    model_is_handler();
    return (int)model_any();
}

int pam_sm_close_session(void *handle, int flags, int argc, const char **argv)
{
    model_is_handler();
    return (int)model_any();
}

int pam_sm_chauthtok(void *handle, int flags, int argc, const char **argv)
{
    model_is_handler();
    return (int)model_any();
}
