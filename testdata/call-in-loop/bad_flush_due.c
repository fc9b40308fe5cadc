/* What says that a flush is due may hold on any turn. */
#include <hiredis/hiredis.h>

static void commit(redisContext *redis)
{
    freeReplyObject(redisCommand(redis, "EXEC"));
}

/* Nothing rare sets it. */
void by_item(redisContext *redis, const int *kinds, int n)
{
    for (int i = 0; i < n; i++) {
        int due = 0;
        if (kinds[i] > 2)
            due = 1;
        else if (i % 100 == 0)
            due = 1;
        if (due)
            commit(redis); // expect: call-in-loop {{up to n round trips}}
    }
}

/* Nothing clears it: from the hundredth turn on it stays. */
void from_then_on(redisContext *redis, int n)
{
    int due = 0;
    for (int i = 0; i < n; i++) {
        if (i % 100 == 99)
            due = 1;
        if (due)
            commit(redis); // expect: call-in-loop {{up to n round trips}}
    }
}

/* Every turn but a few sets it. */
void but_for_a_few(redisContext *redis, int n)
{
    for (int i = 0; i < n; i++) {
        int due = 0;
        if (i % 100 == 0)
            due = 0;
        else
            due = 1;
        if (due)
            commit(redis); // expect: call-in-loop {{up to n round trips}}
    }
}

/* It is set again behind the test, for the turn that comes. */
void for_the_next(redisContext *redis, const int *kinds, int n)
{
    int due = 0;
    for (int i = 0; i < n; i++) {
        if (due)
            commit(redis); // expect: call-in-loop {{up to n round trips}}
        due = kinds[i] > 2;
    }
}
