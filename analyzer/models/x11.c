/* Xlib: displays.
 *
 * States    the Xlib manual, X11R6.9 and libX11 1.8.
 * Clients   A display, which is a connection with the server. Windows, graphics contexts and images are
 *           none.
 * Waiting   Events come from outside: a loop that waits for them runs per event.
 * Failures  There is no server.
 * Not here  What leaves a display alone: the header is one of the system's. */
#include <stranded/primitives.h>

void *XOpenDisplay(const char *text)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

int XCloseDisplay(void *display)
{
    model_client_end(display);
    return (int)model_any();
}

int XNextEvent(void *display, void *xevent)
{
    model_waits_for_event();
    return (int)model_any();
}

int XPeekEvent(void *display, void *xevent)
{
    model_waits_for_event();
    return (int)model_any();
}

int XMaskEvent(void *display, long number, void *xevent)
{
    model_waits_for_event();
    return (int)model_any();
}

int XWindowEvent(void *display, unsigned long window, long number, void *xevent)
{
    model_waits_for_event();
    return (int)model_any();
}

int XIfEvent(void *display, void *xevent, void *function, char *xpointer)
{
    model_waits_for_event();
    if (function)
        model_calls(function, xpointer);
    return (int)model_any();
}

int XCheckIfEvent(void *display, void *xevent, void *function, char *xpointer)
{
    if (function)
        model_calls(function, xpointer);
    return (int)model_any();
}

void *XSetErrorHandler(void *function)
{
    if (function)
        model_on_event(function, 0);
    return (void *)model_any();
}

void *XSetIOErrorHandler(void *function)
{
    if (function)
        model_on_event(function, 0);
    return (void *)model_any();
}
