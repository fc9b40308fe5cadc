/* Declarations with the names and types of GLib's D-Bus client, as far as the tests call them. Written for the
 * tests. */
#ifndef TESTDATA_GDBUSPROXY_H
#define TESTDATA_GDBUSPROXY_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _GDBusConnection GDBusConnection;
typedef struct _GDBusProxy GDBusProxy;
typedef struct _GDBusInterfaceInfo GDBusInterfaceInfo;
typedef struct _GDBusObjectManager GDBusObjectManager;
typedef struct _GCancellable GCancellable;
typedef struct _GVariant GVariant;
typedef struct _GList {
    void *data;
    struct _GList *next;
} GList;
typedef struct _GError {
    int code;
} GError;

GDBusProxy *g_dbus_proxy_new_sync(GDBusConnection *connection, int flags, GDBusInterfaceInfo *info, const char *name,
                                  const char *object_path, const char *interface_name, GCancellable *cancellable,
                                  GError **error);
GVariant *g_dbus_proxy_get_cached_property(GDBusProxy *proxy, const char *property_name);
GVariant *g_dbus_proxy_call_sync(GDBusProxy *proxy, const char *method_name, GVariant *parameters, int flags,
                                 int timeout_msec, GCancellable *cancellable, GError **error);
typedef struct _GObject GObject;
typedef struct _GAsyncResult GAsyncResult;
typedef void (*GAsyncReadyCallback)(GObject *source_object, GAsyncResult *res, void *data);
void g_dbus_connection_call(GDBusConnection *connection, const char *bus_name, const char *object_path,
                            const char *interface_name, const char *method_name, GVariant *parameters,
                            const void *reply_type, int flags, int timeout_msec, GCancellable *cancellable,
                            GAsyncReadyCallback callback, void *user_data);
GVariant *g_dbus_connection_call_finish(GDBusConnection *connection, GAsyncResult *res, GError **error);
GDBusObjectManager *g_dbus_object_manager_client_new_sync(GDBusConnection *connection, int flags, const char *name,
                                                          const char *object_path, void *get_proxy_type_func,
                                                          void *get_proxy_type_user_data,
                                                          void (*get_proxy_type_destroy_notify)(void *),
                                                          GCancellable *cancellable, GError **error);
GList *g_dbus_object_manager_get_objects(GDBusObjectManager *manager);
void *g_dbus_object_get_interface(void *object, const char *interface_name);

#ifdef __cplusplus
}
#endif

#endif
