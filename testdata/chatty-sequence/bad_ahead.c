/* Answers that the client keeps and that could be asked for ahead: what is waited for between them does not part them. */
#include <stdbool.h>
#include <stdlib.h>
#include <xcb/xcb.h>

extern xcb_extension_t test_id, screens_id, heads_id, shape_id, sound_id;
extern xcb_connection_t *display;

void redirect(xcb_connection_t *c);
void use(const void *a);
int number_of(const char *text);

static bool have_test;
static uint32_t limit;

/* How many turns its loop makes is not known; that it asks for the extension first is. */
static bool scan_screens(xcb_window_t root, const xcb_window_t *screens, int n)
{
    if (xcb_get_extension_data(display, &screens_id)->present) {
        for (int i = 0; i < n; i++)
            free(xcb_get_geometry_reply(display, xcb_get_geometry(display, screens[i]), NULL)); // expect: call-in-loop
        return n > 1;
    }
    return root != 0;
}

static void scan(const xcb_window_t *screens, int n)
{
    if (!scan_screens(screens[0], screens, n) && number_of("heads"))
        use(xcb_get_extension_data(display, &heads_id));
}

/* One of them in a helper of a helper; the one answer that has to be waited for brings both along. */
int start(const xcb_window_t *screens, int n)
{
    const xcb_query_extension_reply_t *r = xcb_get_extension_data(display, &test_id); // expect: chatty-sequence {{xcb_get_extension_data\(\) is the first of 3 round trips to x11, where 1 would do: 2 of the answers could be asked for ahead}}
                                                                                      // expect-verdict: pipeline
                                                                                      // expect-after: 1
    have_test = r->present;
    redirect(display);
    xcb_aux_sync(display);
    scan(screens, n);
    return n;
}

static void ask_for_shape(void) { use(xcb_get_extension_data(display, &shape_id)); }

/* On each way, by whatever name. */
static void ask_for_sound(int kind)
{
    switch (kind) {
    case 1:
        use(xcb_get_extension_data(display, &sound_id));
        break;
    case 2:
        number_of("sound");
        /* fall through */
    default:
        do {
            use(xcb_get_extension_data(display, &sound_id));
            if (number_of("again") == kind)
                break;
        } while (number_of("more") > 0);
        break;
    }
    limit = xcb_get_maximum_request_length(display);
}

/* Two functions that send ahead; the same extension twice is one. */
void prepare(int kind)
{
    ask_for_shape(); // expect: chatty-sequence {{ask_for_shape\(\) is the first of 3 round trips to x11, where 1 would do: 3 of the answers}}
    xcb_aux_sync(display);
    ask_for_sound(kind);
    xcb_aux_sync(display);
    ask_for_shape();
    use(xcb_get_extension_data(display, &sound_id));
}

/* What prepare() is told of is not told again. */
void prepare_more(int kind)
{
    prepare(kind);
    xcb_aux_sync(display);
    ask_for_shape();
}

/* That another program of the same folder asks ahead is of no use here. */
void another_program(void)
{
    xcb_prefetch_extension_data(display, &test_id);
    xcb_prefetch_extension_data(display, &screens_id);
    xcb_prefetch_extension_data(display, &shape_id);
}
