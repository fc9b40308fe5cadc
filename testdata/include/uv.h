/* Declarations with the names and types of libuv, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_UV_H
#define TESTDATA_UV_H
typedef struct uv_loop uv_loop_t;
typedef enum { UV_RUN_DEFAULT, UV_RUN_ONCE, UV_RUN_NOWAIT } uv_run_mode;
int uv_run(uv_loop_t *loop, uv_run_mode mode);
typedef struct uv_handle {
    void *data;
} uv_handle_t;
typedef struct uv_timer {
    void *data;
    uv_loop_t *loop;
} uv_timer_t;
typedef int uv_once_t;
void uv_once(uv_once_t *guard, void (*callback)(void));
void uv_walk(uv_loop_t *loop, void (*walk)(uv_handle_t *handle, void *data), void *data);
int uv_timer_start(uv_timer_t *timer, void (*callback)(uv_timer_t *timer), unsigned long timeout, unsigned long repeat);
#endif
