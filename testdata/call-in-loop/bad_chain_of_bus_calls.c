/* The reply of one method call starts the next. */
#include <systemd/sd-bus.h>

struct lights {
    sd_bus *bus;
    unsigned left;
    const char **paths;
};

static int told(sd_bus_message *reply, void *data, sd_bus_error *error)
{
    struct lights *lights = data;
    if (lights->left == 0)
        return 0;
    lights->left--;
    return sd_bus_call_method_async(lights->bus, 0, "org.example.Lights", lights->paths[lights->left], // expect: call-in-loop {{^sd_bus_call_method_async\(\) sends to dbus again each time the answer has come: up to lights->left round trips}}
                                    "org.example.Light", "GetState", told, lights, "");
}

int ask_all(struct lights *lights)
{
    return sd_bus_call_method_async(lights->bus, 0, "org.example.Lights", lights->paths[lights->left],
                                    "org.example.Light", "GetState", told, lights, "");
}
