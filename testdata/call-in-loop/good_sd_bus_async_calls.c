#include <systemd/sd-bus.h>

int on_state(sd_bus_message *reply, void *pending, sd_bus_error *error);

// expect-none
/* All calls go out; one event loop takes the answers as they come. */
void ask_all(sd_bus *bus, const char *const *paths, int n, int *pending)
{
    for (int i = 0; i < n; i++)
        if (sd_bus_call_method_async(bus, 0, "org.example.Lights", paths[i], "org.example.Light", "GetState", on_state,
                                     pending, "") >= 0)
            ++*pending;
    while (*pending > 0)
        if (sd_bus_process(bus, 0) == 0)
            sd_bus_wait(bus, ~0ull);
}
