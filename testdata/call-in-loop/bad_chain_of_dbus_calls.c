/* The reply of one method call starts the next. */
#include <gio/gio.h>
#include <stddef.h>

struct lights {
    GDBusConnection *bus;
    unsigned next;
    unsigned count;
    const char **paths;
};

static void told(GObject *source, GAsyncResult *result, void *data);

static void ask_next(struct lights *lights)
{
    if (lights->next >= lights->count)
        return;
    g_dbus_connection_call(lights->bus, "org.example.Lights", lights->paths[lights->next], "org.example.Light", // expect: call-in-loop {{^g_dbus_connection_call\(\) sends to dbus again each time the answer has come: up to lights->count round trips}}
                           "GetState", NULL, NULL, 0, -1, NULL, told, lights);
}

static void told(GObject *source, GAsyncResult *result, void *data)
{
    struct lights *lights = data;
    GError *error = NULL;
    if (!g_dbus_connection_call_finish(lights->bus, result, &error))
        return;
    lights->next++;
    ask_next(lights);
}

void ask_all(struct lights *lights)
{
    lights->next = 0;
    ask_next(lights);
}
