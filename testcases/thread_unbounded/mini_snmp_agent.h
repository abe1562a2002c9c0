/* What these testcases need of the agent of Net-SNMP. */
#ifndef TESTCASE_MINI_SNMP_AGENT_H
#define TESTCASE_MINI_SNMP_AGENT_H

#include <stddef.h>

typedef unsigned long oid;
struct netsnmp_mib_handler;
struct netsnmp_handler_registration;
typedef int Netsnmp_Node_Handler(struct netsnmp_mib_handler *handler,
                                 struct netsnmp_handler_registration *registration, void *info,
                                 void *requests);
struct netsnmp_handler_registration *
netsnmp_create_handler_registration(const char *name, Netsnmp_Node_Handler *handler,
                                    const oid *reg_oid, size_t size, int modes);
int netsnmp_register_scalar(struct netsnmp_handler_registration *registration);
int agent_check_and_process(int block);

#endif
