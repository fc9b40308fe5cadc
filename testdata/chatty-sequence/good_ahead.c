/* Answers that the client keeps, and that are no three round trips where one would do. */
// expect-none
#include <stdbool.h>
#include <stdlib.h>
#include <xcb/xcb.h>

extern xcb_extension_t test_id, screens_id, heads_id, shape_id, sound_id, video_id, lock_id, ids[4];
extern xcb_connection_t *display;

void use(const void *a);
int number_of(const char *text);

/* Asked for ahead, all of them, by whoever calls, or by what that calls. */
static void check_two(void)
{
    use(xcb_get_extension_data(display, &screens_id));
    use(xcb_get_extension_data(display, &heads_id));
}

static void check_four(void)
{
    use(xcb_get_extension_data(display, &test_id));
    use(xcb_get_extension_data(display, &screens_id));
    use(xcb_get_extension_data(display, &heads_id));
    xcb_get_maximum_request_length(display);
}

static void ask_for_limit(void) { xcb_prefetch_maximum_request_length(display); }

void start(void)
{
    xcb_prefetch_extension_data(display, &test_id);
    xcb_prefetch_extension_data(display, &screens_id);
    xcb_prefetch_extension_data(display, &heads_id);
    ask_for_limit();
    xcb_aux_sync(display);
    use(xcb_get_extension_data(display, &test_id));
    check_two();
    check_four();
}

/* The client has the answer the second time. */
static void ask_for_shape(void) { use(xcb_get_extension_data(display, &shape_id)); }

void the_same(void)
{
    ask_for_shape();
    xcb_aux_sync(display);
    use(xcb_get_extension_data(display, &shape_id));
    xcb_aux_sync(display);
    ask_for_shape();
}

/* Once in the life of the program. */
static bool have_sound(void)
{
    static bool is_known, is_there;
    if (!is_known) {
        is_there = xcb_get_extension_data(display, &sound_id)->present;
        is_known = true;
    }
    return is_there;
}

void kept(void)
{
    use(xcb_get_extension_data(display, &shape_id));
    xcb_aux_sync(display);
    if (have_sound())
        use(NULL);
}

/* Hardly ever: the way out comes first, one arm does not ask, the loop may not turn. */
static int look_for_sound(int kind)
{
    if (kind == 0)
        return 0;
    return xcb_get_extension_data(display, &sound_id)->present;
}

static void look_for_video(int kind)
{
    switch (kind) {
    case 1:
        use(xcb_get_extension_data(display, &video_id));
        break;
    case 2:
        use(xcb_get_extension_data(display, &video_id));
        break;
    }
}

static void look_for_lock(int n)
{
    for (int i = 0; i < n; i++) {
        use(xcb_get_extension_data(display, &lock_id));
        break;
    }
}

static void look_again(int n)
{
    do {
        if (number_of("skip") == n)
            break;
        use(xcb_get_extension_data(display, &ids[0]));
    } while (number_of("more") > 0);
}

static void jump(int n)
{
    if (n == 1)
        goto out;
    use(xcb_get_extension_data(display, &ids[1]));
out:
    use(NULL);
}

void sometimes(int kind)
{
    use(xcb_get_extension_data(display, &shape_id));
    xcb_aux_sync(display);
    look_for_sound(kind);
    xcb_aux_sync(display);
    look_for_video(kind);
    look_for_lock(kind);
    xcb_aux_sync(display);
    look_again(kind);
    xcb_aux_sync(display);
    jump(kind);
}

/* Options. */
void options(int a, int b)
{
    if (a)
        use(xcb_get_extension_data(display, &shape_id));
    xcb_aux_sync(display);
    if (b)
        use(xcb_get_extension_data(display, &sound_id));
}

/* Nobody knows beforehand for what. */
void chosen(xcb_extension_t *one, int i)
{
    use(xcb_get_extension_data(display, one));
    xcb_aux_sync(display);
    use(xcb_get_extension_data(display, &ids[i]));
}

/* Each on a connection of its own; the variable is the same. */
void apart(xcb_connection_t *a, xcb_connection_t *b)
{
    use(xcb_get_extension_data(a, &shape_id));
    xcb_aux_sync(b);
    use(xcb_get_extension_data(b, &sound_id));
}

xcb_connection_t *open_display(int n);

void anew(void)
{
    xcb_connection_t *c = open_display(1);
    use(xcb_get_extension_data(c, &shape_id));
    xcb_aux_sync(c);
    c = open_display(2);
    use(xcb_get_extension_data(c, &sound_id));
}

/* Whatever comes from outside is waited for in between. */
void later(void)
{
    use(xcb_get_extension_data(display, &shape_id));
    free(xcb_wait_for_event(display));
    xcb_aux_sync(display);
    use(xcb_get_extension_data(display, &sound_id));
}

/* The second only where the first says so. */
void decided(void)
{
    xcb_aux_sync(display);
    if (xcb_get_extension_data(display, &shape_id)->present == 2)
        use(xcb_get_extension_data(display, &sound_id));
}

/* Two, and a third that needs the answer. */
void needed(void)
{
    const xcb_query_extension_reply_t *r = xcb_get_extension_data(display, &shape_id);
    free(xcb_get_geometry_reply(display, xcb_get_geometry(display, r->present), NULL));
    use(xcb_get_extension_data(display, &sound_id));
}
