#include <gio/gio.h>

// expect-none
// expect-cost count_on: 4 (exact)
/* The object manager brings all objects with their properties; the loop reads its cache. */
int count_on(GDBusConnection *bus)
{
    int on = 0;
    GDBusObjectManager *lights = g_dbus_object_manager_client_new_sync(bus, 0, "org.example.Lights", "/", 0, 0, 0, 0, 0);
    for (GList *l = g_dbus_object_manager_get_objects(lights); l != 0; l = l->next) {
        GDBusProxy *light = g_dbus_object_get_interface(l->data, "org.example.Light");
        on += g_dbus_proxy_get_cached_property(light, "On") != 0;
    }
    return on;
}
