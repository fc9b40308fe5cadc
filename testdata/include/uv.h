/* Declarations with the names and types of libuv, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_UV_H
#define TESTDATA_UV_H
typedef struct uv_loop uv_loop_t;
typedef enum { UV_RUN_DEFAULT, UV_RUN_ONCE, UV_RUN_NOWAIT } uv_run_mode;
int uv_run(uv_loop_t *loop, uv_run_mode mode);
#endif
