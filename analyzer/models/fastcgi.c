/* FastCGI: the loop around accept.
 *
 * States    fcgiapp.h and fcgi_stdio.h of libfcgi 2.4.2.
 * Control   Each call of an accept ends one request and waits for the next. */
#include <stranded/primitives.h>

int FCGX_Accept(void **in, void **out, void **error, char ***environment)
{
    model_waits_for_request();
    return (int)model_any();
}

int FCGX_Accept_r(void *request)
{
    model_waits_for_request();
    return (int)model_any();
}

int FCGI_Accept(void)
{
    model_waits_for_request();
    return (int)model_any();
}
