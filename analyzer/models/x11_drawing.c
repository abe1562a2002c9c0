/* Xlib: windows, colours and drawing. All of it leaves a display alone.
 *
 * States    the Xlib manual, X11R6.9 and libX11 1.8. */
#include <stranded/primitives.h>

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- windows ---- */

unsigned long XCreateSimpleWindow(void *display, unsigned long window, int number, int number4,
                                  unsigned number5, unsigned number6, unsigned number7,
                                  unsigned long number8, unsigned long number9)
{
    return (unsigned long)model_any();
}

unsigned long XCreateWindow(void *display, unsigned long window, int number, int number4,
                            unsigned number5, unsigned number6, unsigned number7, int number8,
                            unsigned number9, void *visual, unsigned long number11,
                            void *attributes)
{
    return (unsigned long)model_any();
}

int XDestroyWindow(void *display, unsigned long window)
{
    return (int)model_any();
}

int XMapWindow(void *display, unsigned long window)
{
    return (int)model_any();
}

int XMapRaised(void *display, unsigned long window)
{
    return (int)model_any();
}

int XUnmapWindow(void *display, unsigned long window)
{
    return (int)model_any();
}

int XMoveWindow(void *display, unsigned long window, int number, int number4)
{
    return (int)model_any();
}

int XResizeWindow(void *display, unsigned long window, unsigned number, unsigned number4)
{
    return (int)model_any();
}

int XMoveResizeWindow(void *display, unsigned long window, int number, int number4,
                      unsigned number5, unsigned number6)
{
    return (int)model_any();
}

int XRaiseWindow(void *display, unsigned long window)
{
    return (int)model_any();
}

int XLowerWindow(void *display, unsigned long window)
{
    return (int)model_any();
}

int XReparentWindow(void *display, unsigned long window, unsigned long window3, int number,
                    int number5)
{
    return (int)model_any();
}

int XStoreName(void *display, unsigned long window, const char *text)
{
    return (int)model_any();
}

int XSetWMProtocols(void *display, unsigned long window, void *atom, int number)
{
    fill(atom);
    return (int)model_any();
}

int XSetWMHints(void *display, unsigned long window, void *xwmhints)
{
    return (int)model_any();
}

void XSetWMNormalHints(void *display, unsigned long window, void *hints)
{
}

int XSetClassHint(void *display, unsigned long window, void *hint)
{
    return (int)model_any();
}

int XGetWindowAttributes(void *display, unsigned long window, void *attributes)
{
    return (int)model_any();
}

int XChangeWindowAttributes(void *display, unsigned long window, unsigned long number,
                            void *attributes)
{
    return (int)model_any();
}

int XGetGeometry(void *display, unsigned long drawable, void *window, void *number, void *number5,
                 void *number6, void *number7, void *number8, void *number9)
{
    fill(window);
    fill(number);
    fill(number5);
    fill(number6);
    fill(number7);
    fill(number8);
    fill(number9);
    return (int)model_any();
}

int XQueryTree(void *display, unsigned long window, void *window3, void *window4, void **window5,
               void *number)
{
    fill(window3);
    fill(window4);
    if (window5)
        *window5 = (void *)model_any();
    fill(number);
    return (int)model_any();
}

int XTranslateCoordinates(void *display, unsigned long window, unsigned long window3, int number,
                          int number5, void *number6, void *number7, void *window8)
{
    fill(number6);
    fill(number7);
    fill(window8);
    return (int)model_any();
}

unsigned long XCreateFontCursor(void *display, unsigned number)
{
    return (unsigned long)model_any();
}

int XDefineCursor(void *display, unsigned long window, unsigned long cursor)
{
    return (int)model_any();
}

int XFreeCursor(void *display, unsigned long cursor)
{
    return (int)model_any();
}

/* ---- drawing ---- */

void *XCreateGC(void *display, unsigned long drawable, unsigned long number, void *xgcvalues)
{
    return (void *)model_any();
}

int XFreeGC(void *display, void *gc)
{
    return (int)model_any();
}

int XChangeGC(void *display, void *gc, unsigned long number, void *xgcvalues)
{
    return (int)model_any();
}

int XSetForeground(void *display, void *gc, unsigned long number)
{
    return (int)model_any();
}

int XSetBackground(void *display, void *gc, unsigned long number)
{
    return (int)model_any();
}

int XSetFont(void *display, void *gc, unsigned long font)
{
    return (int)model_any();
}

int XSetLineAttributes(void *display, void *gc, unsigned number, int number4, int number5,
                       int number6)
{
    return (int)model_any();
}

int XDrawLine(void *display, unsigned long drawable, void *gc, int number, int number5, int number6,
              int number7)
{
    return (int)model_any();
}

int XDrawRectangle(void *display, unsigned long drawable, void *gc, int number, int number5,
                   unsigned number6, unsigned number7)
{
    return (int)model_any();
}

int XDrawString(void *display, unsigned long drawable, void *gc, int number, int number5,
                const char *text, int number7)
{
    return (int)model_any();
}

int XDrawPoint(void *display, unsigned long drawable, void *gc, int number, int number5)
{
    return (int)model_any();
}

int XFillRectangle(void *display, unsigned long drawable, void *gc, int number, int number5,
                   unsigned number6, unsigned number7)
{
    return (int)model_any();
}

int XClearWindow(void *display, unsigned long window)
{
    return (int)model_any();
}

int XClearArea(void *display, unsigned long window, int number, int number4, unsigned number5,
               unsigned number6, int number7)
{
    return (int)model_any();
}

int XCopyArea(void *display, unsigned long drawable, unsigned long drawable3, void *gc, int number,
              int number6, unsigned number7, unsigned number8, int number9, int number10)
{
    return (int)model_any();
}

unsigned long XCreatePixmap(void *display, unsigned long drawable, unsigned number,
                            unsigned number4, unsigned number5)
{
    return (unsigned long)model_any();
}

int XFreePixmap(void *display, unsigned long pixmap)
{
    return (int)model_any();
}

void *XCreateImage(void *display, void *visual, unsigned number, int number4, int number5,
                   char *text, unsigned number7, unsigned number8, int number9, int number10)
{
    return (void *)model_any();
}

void *XGetImage(void *display, unsigned long drawable, int number, int number4, unsigned number5,
                unsigned number6, unsigned long number7, int number8)
{
    return (void *)model_any();
}

int XPutImage(void *display, unsigned long drawable, void *gc, void *ximage, int number,
              int number6, int number7, int number8, unsigned number9, unsigned number10)
{
    return (int)model_any();
}

void *XLoadQueryFont(void *display, const char *text)
{
    return (void *)model_any();
}

unsigned long XLoadFont(void *display, const char *text)
{
    return (unsigned long)model_any();
}

int XFreeFont(void *display, void *font)
{
    return (int)model_any();
}

/* ---- colours ---- */

int XAllocColor(void *display, unsigned long colormap, void *xcolor)
{
    return (int)model_any();
}

int XAllocNamedColor(void *display, unsigned long colormap, const char *text, void *xcolor,
                     void *xcolor5)
{
    return (int)model_any();
}

int XFreeColors(void *display, unsigned long colormap, void *number, int number4,
                unsigned long number5)
{
    fill(number);
    return (int)model_any();
}

int XQueryColor(void *display, unsigned long colormap, void *xcolor)
{
    return (int)model_any();
}

int XParseColor(void *display, unsigned long colormap, const char *text, void *xcolor)
{
    return (int)model_any();
}

unsigned long XCreateColormap(void *display, unsigned long window, void *visual, int number)
{
    return (unsigned long)model_any();
}

int XFreeColormap(void *display, unsigned long colormap)
{
    return (int)model_any();
}
