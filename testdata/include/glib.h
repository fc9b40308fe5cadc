/* Declarations with the names and types of GLib, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_GLIB_H
#define TESTDATA_GLIB_H
typedef int gboolean;
typedef int gint;
typedef unsigned int guint;
typedef unsigned long gsize;
typedef void *gpointer;
typedef const void *gconstpointer;
typedef struct main_context GMainContext;
typedef struct async_queue GAsyncQueue;
typedef struct hash_table GHashTable;
typedef struct tree GTree;
typedef struct thread GThread;
typedef struct list {
    gpointer data;
    struct list *next;
} GList;
typedef struct ptr_array {
    gpointer *pdata;
    guint len;
} GPtrArray;
typedef struct once {
    int status;
    gpointer retval;
} GOnce;
typedef void (*GFunc)(gpointer data, gpointer user_data);
typedef void (*GHFunc)(gpointer key, gpointer value, gpointer user_data);
typedef gboolean (*GHRFunc)(gpointer key, gpointer value, gpointer user_data);
typedef gint (*GCompareFunc)(gconstpointer a, gconstpointer b);
typedef gint (*GCompareDataFunc)(gconstpointer a, gconstpointer b, gpointer user_data);
typedef void (*GDestroyNotify)(gpointer data);
typedef gboolean (*GSourceFunc)(gpointer user_data);
typedef gpointer (*GThreadFunc)(gpointer user_data);
gboolean g_main_context_iteration(GMainContext *context, gboolean may_block);
gpointer g_async_queue_pop(GAsyncQueue *queue);
void g_list_foreach(GList *list, GFunc func, gpointer user_data);
void g_list_free_full(GList *list, GDestroyNotify free_func);
GList *g_list_find_custom(GList *list, gconstpointer data, GCompareFunc func);
GList *g_list_sort(GList *list, GCompareFunc compare_func);
void g_ptr_array_foreach(GPtrArray *array, GFunc func, gpointer user_data);
void g_hash_table_foreach(GHashTable *hash_table, GHFunc func, gpointer user_data);
gpointer g_hash_table_find(GHashTable *hash_table, GHRFunc predicate, gpointer user_data);
gpointer g_tree_search(GTree *tree, GCompareFunc search_func, gconstpointer user_data);
void g_qsort_with_data(gconstpointer pbase, gint total_elems, gsize size, GCompareDataFunc compare_func,
                       gpointer user_data);
gpointer g_once_impl(GOnce *once, GThreadFunc func, gpointer arg);
guint g_timeout_add(guint interval, GSourceFunc function, gpointer data);
GThread *g_thread_new(const char *name, GThreadFunc func, gpointer data);
#endif
