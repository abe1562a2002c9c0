/* What these testcases need of libfcgi. */
#ifndef TESTCASE_MINI_FCGI_H
#define TESTCASE_MINI_FCGI_H

typedef struct FCGX_Request {
    int id;
    void *in, *out, *err;
} FCGX_Request;
int FCGX_Init(void);
int FCGX_InitRequest(FCGX_Request *request, int socket, int flags);
int FCGX_Accept_r(FCGX_Request *request);
void FCGX_Finish_r(FCGX_Request *request);

#endif
