/* What these testcases need of PAM. */
#ifndef TESTCASE_MINI_PAM_H
#define TESTCASE_MINI_PAM_H

typedef struct pam_handle pam_handle_t;
int pam_sm_authenticate(pam_handle_t *handle, int flags, int argc, const char **argv);
int pam_sm_open_session(pam_handle_t *handle, int flags, int argc, const char **argv);

#endif
