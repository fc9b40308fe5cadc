/* Classes of loops. Tests: testdata/call-in-loop */
#include "value/loop_class.h"

bool loop_class_is_once(enum loop_class class) {
    return class == CLASS_EVENT || class == CLASS_INPUT || class == CLASS_SCRIPT || class == CLASS_POLL ||
           class == CLASS_RETRY || class == CLASS_FAILOVER || class == CLASS_TRANSFER || class == CLASS_CHUNK ||
           class == CLASS_DRAIN || class == CLASS_LATER || class == CLASS_FLUSH || class == CLASS_CLOCK ||
           class == CLASS_REDO || class == CLASS_WINDOW;
}
