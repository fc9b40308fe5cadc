/* Declarations with the names and types of Xlib, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_X11_XLIB_H
#define TESTDATA_X11_XLIB_H

typedef struct display Display;
typedef unsigned long Window;
typedef unsigned long Atom;
typedef int Bool;
typedef int Status;

#define False 0
#define True  1

typedef struct {
    int x, y, width, height;
    int map_state;
} XWindowAttributes;

typedef union {
    int type;
    struct {
        int type;
        Window window;
    } xany;
} XEvent;

Display *XOpenDisplay(const char *name);
int XCloseDisplay(Display *display);
Status XQueryTree(Display *display, Window w, Window *root, Window *parent, Window **children, unsigned *count);
Status XGetWindowAttributes(Display *display, Window w, XWindowAttributes *attributes);
int XGetWindowProperty(Display *display, Window w, Atom property, long offset, long length, Bool remove, Atom wanted,
                       Atom *type, int *format, unsigned long *count, unsigned long *rest, unsigned char **value);
int XChangeProperty(Display *display, Window w, Atom property, Atom type, int format, int mode, const unsigned char *data,
                    int count);
Atom XInternAtom(Display *display, const char *name, Bool only_if_exists);
Status XInternAtoms(Display *display, char **names, int count, Bool only_if_exists, Atom *atoms);
int XMapWindow(Display *display, Window w);
int XSync(Display *display, Bool discard);
int XFlush(Display *display);
int XFree(void *data);
int XNextEvent(Display *display, XEvent *event);
int XPending(Display *display);
Bool XCheckMaskEvent(Display *display, long mask, XEvent *event);

#endif
