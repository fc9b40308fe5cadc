/* Requests that go out before something else is waited for, or as soon as they can. */
// expect-none
#include <stdlib.h>
#include <xcb/xcb.h>

extern xcb_extension_t test_id, screens_id, shape_id, sound_id, video_id, lock_id;
extern xcb_connection_t *display;

void use(const void *a);

static void ask_for_screens(void) { use(xcb_get_extension_data(display, &screens_id)); }

void in_time(xcb_window_t root)
{
    free(xcb_get_geometry_reply(display, xcb_get_geometry(display, root), NULL));
    xcb_prefetch_extension_data(display, &test_id);
    xcb_prefetch_extension_data(display, &screens_id);
    free(xcb_get_geometry_reply(display, xcb_get_geometry(display, root), NULL));
    use(xcb_get_extension_data(display, &test_id));
    ask_for_screens();
}

static void ask_for_sound(void) { use(xcb_get_extension_data(display, &sound_id)); }

/* Nothing has been waited for before. */
void at_once(xcb_window_t root)
{
    xcb_prefetch_extension_data(display, &shape_id);
    use(xcb_get_extension_data(display, &shape_id));
    ask_for_sound();
    (void)root;
}

static void ask_for_lock(void) { use(xcb_get_extension_data(display, &lock_id)); }

/* Only what was waited for on another connection. */
void elsewhere(xcb_connection_t *other, xcb_window_t root)
{
    free(xcb_get_geometry_reply(other, xcb_get_geometry(other, root), NULL));
    xcb_prefetch_extension_data(display, &video_id);
    use(xcb_get_extension_data(display, &video_id));
    ask_for_lock();
}
