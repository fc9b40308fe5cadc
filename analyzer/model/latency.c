/* Decides the figures of the latency profiles: orders of magnitude that a person can correct per peer. */
#include "model/latency.h"

#include "base/attr.h"
#include "base/error.h"

#include <string.h>

static const struct latency_profile profiles[LATENCY_COUNT] = {
    {"unix", "a Unix socket of the same machine", 0.015, 0},
    {"host", "TCP over the loopback of the same machine", 0.03, 0},
    {"x11", "a local X server", 0.05, 0},
    {"dbus", "a service behind the D-Bus daemon", 0.1, 0},
    {"dc", "another machine of the data centre", 0.5, 1.25e9},
    {"az", "another zone of the region", 1, 1e8},
    {"region", "another region of the continent", 60, 1e8},
    {"wan", "another continent", 150, 1e8},
};

const struct latency_profile *latency_profile(unsigned index) {
    if (index >= LATENCY_COUNT)
        BUG("there is no latency profile %u", index);
    return &profiles[index];
}

const struct latency_profile *latency_find(const char *name) {
    for (unsigned i = 0; i < LATENCY_COUNT; i++)
        if (strcmp(profiles[i].name, name) == 0)
            return &profiles[i];
    return NULL;
}
