/* Goes with bad_prototypes.c: another program. */
struct call_info {
    unsigned long arguments[4];
};

static struct state {
    int paused;
} state;

unsigned long set_paused(struct call_info *call)
{
    state.paused = call->arguments[0] != 0;
    return 1;
}
