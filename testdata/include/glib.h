/* Declarations with the names and types of GLib, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_GLIB_H
#define TESTDATA_GLIB_H
typedef struct main_context GMainContext;
typedef struct async_queue GAsyncQueue;
int g_main_context_iteration(GMainContext *context, int may_block);
void *g_async_queue_pop(GAsyncQueue *queue);
typedef struct list GList;
typedef void (*GFunc)(void *data, void *user_data);
struct list {
    void *data;
    GList *next;
    GList *prev;
};
void g_list_foreach(GList *list, GFunc func, void *user_data);
#endif
