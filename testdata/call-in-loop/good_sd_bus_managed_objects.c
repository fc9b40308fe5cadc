#include <systemd/sd-bus.h>
#include <systemd/sd-login.h>

// expect-none
// expect-cost count_lights: 1 (exact)
/* One call that tells all; reading the answer is local. */
int count_lights(sd_bus *bus)
{
    sd_bus_message *reply;
    const char *path;
    int count = 0;
    if (sd_bus_call_method(bus, "org.example.Lights", "/", "org.freedesktop.DBus.ObjectManager", "GetManagedObjects", 0,
                           &reply, "") < 0)
        return -1;
    sd_bus_message_enter_container(reply, 'a', "{oa{sa{sv}}}");
    while (sd_bus_message_enter_container(reply, 'e', "oa{sa{sv}}") > 0) {
        sd_bus_message_read(reply, "o", &path);
        sd_bus_message_skip(reply, "a{sa{sv}}");
        sd_bus_message_exit_container(reply);
        count++;
    }
    sd_bus_message_unref(reply);
    return count;
}

// expect-cost sessions_of: 0 (exact)
/* What looks like the login manager's service is files. */
int sessions_of(unsigned int uid)
{
    char **sessions;
    int count = 0;
    int n = sd_get_sessions(&sessions);
    for (int i = 0; i < n; i++) {
        unsigned int owner;
        if (sd_session_get_uid(sessions[i], &owner) >= 0)
            count += owner == uid;
    }
    return count;
}
