/* What these testcases need of libmicrohttpd. */
#ifndef TESTCASE_MINI_MICROHTTPD_H
#define TESTCASE_MINI_MICROHTTPD_H

#include <stddef.h>

struct MHD_Daemon;
struct MHD_Connection;
enum MHD_Result { MHD_NO = 0, MHD_YES = 1 };
enum MHD_OPTION { MHD_OPTION_END = 0, MHD_OPTION_NOTIFY_COMPLETED = 4 };
typedef enum MHD_Result (*MHD_AcceptPolicyCallback)(void *data, const void *address, unsigned size);
typedef enum MHD_Result (*MHD_AccessHandlerCallback)(void *data, struct MHD_Connection *connection,
                                                     const char *url, const char *method,
                                                     const char *version, const char *upload,
                                                     size_t *upload_size, void **request);
struct MHD_Daemon *MHD_start_daemon(unsigned flags, unsigned short port,
                                    MHD_AcceptPolicyCallback on_connect, void *connect_data,
                                    MHD_AccessHandlerCallback handler, void *data, ...);
void MHD_stop_daemon(struct MHD_Daemon *server);

#endif
