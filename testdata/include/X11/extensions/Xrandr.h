/* Declarations with the names and types of libXrandr, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_X11_XRANDR_H
#define TESTDATA_X11_XRANDR_H

#include "../Xlib.h"

typedef unsigned long RROutput;
typedef struct {
    int noutput;
    RROutput *outputs;
} XRRScreenResources;
typedef struct {
    char *name;
    int connection;
} XRROutputInfo;
typedef struct {
    Atom name;
    int width, height;
} XRRMonitorInfo;

XRRScreenResources *XRRGetScreenResourcesCurrent(Display *display, Window w);
void XRRFreeScreenResources(XRRScreenResources *resources);
XRROutputInfo *XRRGetOutputInfo(Display *display, XRRScreenResources *resources, RROutput output);
void XRRFreeOutputInfo(XRROutputInfo *info);
XRRMonitorInfo *XRRGetMonitors(Display *display, Window w, Bool active, int *count);
void XRRFreeMonitors(XRRMonitorInfo *monitors);

#endif
