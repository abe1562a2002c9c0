/* What these testcases need of ONC RPC. */
#ifndef TESTCASE_MINI_RPC_H
#define TESTCASE_MINI_RPC_H

typedef struct SVCXPRT SVCXPRT;
struct svc_req {
    unsigned long rq_proc;
};
int svc_register(SVCXPRT *transport, unsigned long program, unsigned long version,
                 void (*dispatch)(struct svc_req *request, SVCXPRT *transport),
                 unsigned long protocol);
SVCXPRT *svctcp_create(int socket, unsigned send_size, unsigned receive_size);
void svc_run(void);

#endif
