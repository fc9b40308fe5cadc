/* Declarations with the names and types of libsystemd's D-Bus client, as far as the tests call them. Written for the
 * tests. */
#ifndef TESTDATA_SD_BUS_H
#define TESTDATA_SD_BUS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sd_bus sd_bus;
typedef struct sd_bus_message sd_bus_message;
typedef struct sd_bus_slot sd_bus_slot;
typedef struct {
    const char *name;
    const char *message;
} sd_bus_error;
typedef int (*sd_bus_message_handler_t)(sd_bus_message *m, void *userdata, sd_bus_error *ret_error);

int sd_bus_default_system(sd_bus **ret);
sd_bus *sd_bus_unref(sd_bus *bus);
int sd_bus_get_property_string(sd_bus *bus, const char *destination, const char *path, const char *interface,
                               const char *member, sd_bus_error *ret_error, char **ret);
int sd_bus_call_method(sd_bus *bus, const char *destination, const char *path, const char *interface,
                       const char *member, sd_bus_error *ret_error, sd_bus_message **reply, const char *types, ...);
int sd_bus_call_method_async(sd_bus *bus, sd_bus_slot **slot, const char *destination, const char *path,
                             const char *interface, const char *member, sd_bus_message_handler_t callback,
                             void *userdata, const char *types, ...);
int sd_bus_process(sd_bus *bus, sd_bus_message **r);
int sd_bus_wait(sd_bus *bus, unsigned long long timeout_usec);
int sd_bus_message_read(sd_bus_message *m, const char *types, ...);
int sd_bus_message_enter_container(sd_bus_message *m, char type, const char *contents);
int sd_bus_message_exit_container(sd_bus_message *m);
int sd_bus_message_skip(sd_bus_message *m, const char *types);
sd_bus_message *sd_bus_message_unref(sd_bus_message *m);

#ifdef __cplusplus
}
#endif

#endif
