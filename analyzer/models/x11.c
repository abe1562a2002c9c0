/* Xlib: displays, events, properties. What draws is in x11_drawing.c.
 *
 * States    the Xlib manual, X11R6.9 and libX11 1.8.
 * Clients   A display, which is a connection with the server. Windows, graphics contexts and images are
 *           none.
 * Waiting   Events come from outside: a loop that waits for them runs per event.
 * Failures  There is no server. */
#include <stranded/primitives.h>

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- displays ---- */

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

/* ---- events ---- */

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

int XPending(void *display)
{
    return (int)model_any();
}

int XEventsQueued(void *display, int number)
{
    return (int)model_any();
}

int XFlush(void *display)
{
    return (int)model_any();
}

int XSync(void *display, int number)
{
    return (int)model_any();
}

int XCheckMaskEvent(void *display, long number, void *xevent)
{
    return (int)model_any();
}

int XCheckTypedEvent(void *display, int number, void *xevent)
{
    return (int)model_any();
}

int XCheckTypedWindowEvent(void *display, unsigned long window, int number, void *xevent)
{
    return (int)model_any();
}

int XCheckWindowEvent(void *display, unsigned long window, long number, void *xevent)
{
    return (int)model_any();
}

int XPutBackEvent(void *display, void *xevent)
{
    return (int)model_any();
}

int XSendEvent(void *display, unsigned long window, int number, long number4, void *xevent)
{
    return (int)model_any();
}

int XSelectInput(void *display, unsigned long window, long number)
{
    return (int)model_any();
}

/* ---- what a display says of itself ---- */

int XConnectionNumber(void *display)
{
    return (int)model_any();
}

int XDefaultScreen(void *display)
{
    return (int)model_any();
}

unsigned long XDefaultRootWindow(void *display)
{
    return (unsigned long)model_any();
}

unsigned long XRootWindow(void *display, int number)
{
    return (unsigned long)model_any();
}

void *XDefaultVisual(void *display, int number)
{
    return (void *)model_any();
}

unsigned long XDefaultColormap(void *display, int number)
{
    return (unsigned long)model_any();
}

int XDefaultDepth(void *display, int number)
{
    return (int)model_any();
}

void *XDefaultGC(void *display, int number)
{
    return (void *)model_any();
}

int XDisplayWidth(void *display, int number)
{
    return (int)model_any();
}

int XDisplayHeight(void *display, int number)
{
    return (int)model_any();
}

char *XDisplayString(void *display)
{
    return (char *)model_any();
}

int XScreenCount(void *display)
{
    return (int)model_any();
}

unsigned long XBlackPixel(void *display, int number)
{
    return (unsigned long)model_any();
}

unsigned long XWhitePixel(void *display, int number)
{
    return (unsigned long)model_any();
}

int XQueryExtension(void *display, const char *text, void *number, void *number4, void *number5)
{
    fill(number);
    fill(number4);
    fill(number5);
    return (int)model_any();
}

int XGetErrorText(void *display, int number, char *text, int number4)
{
    return (int)model_any();
}

char *XResourceManagerString(void *display)
{
    return (char *)model_any();
}

void *XSynchronize(void *display, int number)
{
    return (void *)model_any();
}

void *XOpenIM(void *display, void *rec, char *text, char *text4)
{
    return (void *)model_any();
}

/* ---- atoms, properties, selections ---- */

unsigned long XInternAtom(void *display, const char *text, int number)
{
    return (unsigned long)model_any();
}

char *XGetAtomName(void *display, unsigned long atom)
{
    return (char *)model_any();
}

int XChangeProperty(void *display, unsigned long window, unsigned long atom, unsigned long atom4,
                    int number, int number6, const void *text, int number8)
{
    return (int)model_any();
}

int XGetWindowProperty(void *display, unsigned long window, unsigned long atom, long number,
                       long number5, int number6, unsigned long atom7, void *atom8, void *number9,
                       void *number10, void *number11, void **text)
{
    fill(atom8);
    fill(number9);
    fill(number10);
    fill(number11);
    if (text)
        *text = (void *)model_any();
    return (int)model_any();
}

int XDeleteProperty(void *display, unsigned long window, unsigned long atom)
{
    return (int)model_any();
}

int XSetSelectionOwner(void *display, unsigned long atom, unsigned long window, unsigned long time)
{
    return (int)model_any();
}

unsigned long XGetSelectionOwner(void *display, unsigned long atom)
{
    return (unsigned long)model_any();
}

int XConvertSelection(void *display, unsigned long atom, unsigned long atom3, unsigned long atom4,
                      unsigned long window, unsigned long time)
{
    return (int)model_any();
}

/* ---- keys and pointers ---- */

int XQueryPointer(void *display, unsigned long window, void *window3, void *window4, void *number,
                  void *number6, void *number7, void *number8, void *number9)
{
    fill(window3);
    fill(window4);
    fill(number);
    fill(number6);
    fill(number7);
    fill(number8);
    fill(number9);
    return (int)model_any();
}

int XWarpPointer(void *display, unsigned long window, unsigned long window3, int number,
                 int number5, unsigned number6, unsigned number7, int number8, int number9)
{
    return (int)model_any();
}

int XGrabKey(void *display, int number, unsigned number3, unsigned long window, int number5,
             int number6, int number7)
{
    return (int)model_any();
}

int XUngrabKey(void *display, int number, unsigned number3, unsigned long window)
{
    return (int)model_any();
}

int XGrabKeyboard(void *display, unsigned long window, int number, int number4, int number5,
                  unsigned long time)
{
    return (int)model_any();
}

int XUngrabKeyboard(void *display, unsigned long time)
{
    return (int)model_any();
}

int XGrabButton(void *display, unsigned number, unsigned number3, unsigned long window, int number5,
                unsigned number6, int number7, int number8, unsigned long window9,
                unsigned long cursor)
{
    return (int)model_any();
}

int XUngrabButton(void *display, unsigned number, unsigned number3, unsigned long window)
{
    return (int)model_any();
}

int XGrabPointer(void *display, unsigned long window, int number, unsigned number4, int number5,
                 int number6, unsigned long window7, unsigned long cursor, unsigned long time)
{
    return (int)model_any();
}

int XUngrabPointer(void *display, unsigned long time)
{
    return (int)model_any();
}

int XGrabServer(void *display)
{
    return (int)model_any();
}

int XUngrabServer(void *display)
{
    return (int)model_any();
}

unsigned char XKeysymToKeycode(void *display, unsigned long sym)
{
    return (unsigned char)model_any();
}

unsigned long XKeycodeToKeysym(void *display, unsigned char code, int number)
{
    return (unsigned long)model_any();
}

unsigned long XkbKeycodeToKeysym(void *display, unsigned char code, int number, int number4)
{
    return (unsigned long)model_any();
}

void *XGetKeyboardMapping(void *display, unsigned char code, int number, void *number4)
{
    fill(number4);
    return (void *)model_any();
}

int XQueryKeymap(void *display, char *text)
{
    return (int)model_any();
}

int XRefreshKeyboardMapping(void *event)
{
    return (int)model_any();
}

int XSetInputFocus(void *display, unsigned long window, int number, unsigned long time)
{
    return (int)model_any();
}

int XGetInputFocus(void *display, void *window, void *number)
{
    fill(window);
    fill(number);
    return (int)model_any();
}

int XBell(void *display, int number)
{
    return (int)model_any();
}

int XKillClient(void *display, unsigned long xid)
{
    return (int)model_any();
}
