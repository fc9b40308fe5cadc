/* Declarations with the names and types of the reference client of D-Bus, as far as the tests call them. Written for the
 * tests. */
#ifndef TESTDATA_DBUS_H
#define TESTDATA_DBUS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct DBusConnection DBusConnection;
typedef struct DBusMessage DBusMessage;
typedef struct DBusPendingCall DBusPendingCall;
typedef struct DBusError {
    const char *name;
    const char *message;
} DBusError;
typedef unsigned int dbus_bool_t;

DBusMessage *dbus_message_new_method_call(const char *bus_name, const char *path, const char *iface,
                                          const char *method);
void dbus_message_unref(DBusMessage *message);
DBusMessage *dbus_connection_send_with_reply_and_block(DBusConnection *connection, DBusMessage *message,
                                                       int timeout_milliseconds, DBusError *error);
dbus_bool_t dbus_connection_send_with_reply(DBusConnection *connection, DBusMessage *message,
                                            DBusPendingCall **pending_return, int timeout_milliseconds);
void dbus_pending_call_block(DBusPendingCall *pending);
DBusMessage *dbus_pending_call_steal_reply(DBusPendingCall *pending);
void dbus_pending_call_unref(DBusPendingCall *pending);

#ifdef __cplusplus
}
#endif

#endif
