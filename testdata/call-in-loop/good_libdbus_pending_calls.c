#include <dbus/dbus.h>

// expect-none
// expect-cost ping_all: 1
/* All calls go out, then their answers are taken: as long as one round trip. */
int ping_all(DBusConnection *bus, const char *const *names, int n, DBusPendingCall **calls)
{
    int alive = 0;
    for (int i = 0; i < n; i++) {
        DBusMessage *call = dbus_message_new_method_call(names[i], "/", "org.freedesktop.DBus.Peer", "Ping");
        dbus_connection_send_with_reply(bus, call, &calls[i], -1);
        dbus_message_unref(call);
    }
    for (int i = 0; i < n; i++) {
        dbus_pending_call_block(calls[i]);
        alive += dbus_pending_call_steal_reply(calls[i]) != 0;
        dbus_pending_call_unref(calls[i]);
    }
    return alive;
}
