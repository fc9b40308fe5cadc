#include <gio/gio.h>

/* Each proxy asks three times before it is there. */
// expect-cost count_on: 3*n (exact)
int count_on(GDBusConnection *bus, const char *const *paths, int n)
{
    int on = 0;
    for (int i = 0; i < n; i++) {
        // expect@+1: call-in-loop {{g_dbus_proxy_new_sync\(\) waits for dbus on each of n turns: 3 \* n round trips}}
        GDBusProxy *light = g_dbus_proxy_new_sync(bus, 0, 0, "org.example.Lights", paths[i], "org.example.Light", 0, 0);
        on += light != 0 && g_dbus_proxy_get_cached_property(light, "On") != 0;
    }
    return on;
}
