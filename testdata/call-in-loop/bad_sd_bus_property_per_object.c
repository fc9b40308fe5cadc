#include <systemd/sd-bus.h>

/* One property of one object at a time. */
// expect-cost states: n (exact)
void states(sd_bus *bus, const char *const *paths, int n, char **states)
{
    for (int i = 0; i < n; i++)
        // expect@+1: call-in-loop {{sd_bus_get_property_string\(\) waits for dbus on each of n turns: n round trips}}
        sd_bus_get_property_string(bus, "org.example.Lights", paths[i], "org.example.Light", "State", 0, &states[i]);
}
