/* What a program includes to use GLib's D-Bus client. Written for the tests. */
#include "gdbusproxy.h"
