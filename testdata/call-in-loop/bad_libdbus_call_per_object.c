#include <dbus/dbus.h>

/* What is asked for was put into the message before; the thread waits at each. */
// expect-cost ping_all: n (exact)
int ping_all(DBusConnection *bus, const char *const *names, int n)
{
    int alive = 0;
    for (int i = 0; i < n; i++) {
        DBusMessage *call = dbus_message_new_method_call(names[i], "/", "org.freedesktop.DBus.Peer", "Ping");
        // expect@+1: call-in-loop {{dbus_connection_send_with_reply_and_block\(\) waits for dbus on each of n turns}}
        DBusMessage *reply = dbus_connection_send_with_reply_and_block(bus, call, -1, 0);
        alive += reply != 0;
        if (reply != 0)
            dbus_message_unref(reply);
        dbus_message_unref(call);
    }
    return alive;
}
