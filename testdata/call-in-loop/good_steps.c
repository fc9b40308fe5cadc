#include <curl/curl.h>

// expect-none
/* curl_multi_perform() never blocks. A loop over data that calls it on each turn only keeps the transfers going. */
struct object {
    CURL *curl;
    struct object *next;
};

static int active, max_active = 5;

static void step(CURLM *multi)
{
    int running;
    CURLMcode code;
    do {
        code = curl_multi_perform(multi, &running);
    } while (code == CURLM_CALL_MULTI_PERFORM);
    if (running < active)
        active = running;
}

// expect-cost queue_all: 0
void queue_all(CURLM *multi, struct object *list)
{
    int running;
    for (; list; list = list->next) {
        curl_multi_add_handle(multi, list->curl);
        curl_multi_perform(multi, &running);
    }
}

// expect-cost queue_by_helper: 0
void queue_by_helper(CURLM *multi, struct object *list)
{
    for (; list; list = list->next) {
        curl_multi_add_handle(multi, list->curl);
        step(multi);
    }
}

/* Spins until there is room for one more: the wait is that for the requests of others. */
// expect-cost wait_for_room: 0
void wait_for_room(CURLM *multi)
{
    int running;
    while (active >= max_active) {
        curl_multi_perform(multi, &running);
        if (running < active)
            active = running;
    }
    active++;
}

/* What was queued is waited for once, by the one loop that drives it. */
// expect-cost fetch_all: 1
void fetch_all(CURLM *multi, struct object *list)
{
    int running;
    for (; list; list = list->next) {
        curl_multi_add_handle(multi, list->curl);
        step(multi);
    }
    do {
        curl_multi_perform(multi, &running);
        curl_multi_poll(multi, 0, 0, 1000, 0);
    } while (running);
}

/* What a helper on the way waits for is its own answer, not what is under way here. */
static void lock(CURLM *multi, CURL *curl)
{
    int running;
    curl_multi_add_handle(multi, curl);
    do {
        curl_multi_perform(multi, &running);
        curl_multi_poll(multi, 0, 0, 1000, 0);
    } while (running);
}

// expect-cost lock_and_queue: 1
int lock_and_queue(CURLM *multi, CURL *curl, struct object *list)
{
    static int is_locked;
    int count = 0;
    for (; list; list = list->next) {
        if (!is_locked) {
            lock(multi, curl);
            is_locked = 1;
        }
        curl_multi_add_handle(multi, list->curl);
        step(multi);
        count++;
    }
    return count;
}

/* What the result tells is that the helper's own request has failed. */
static int refresh(CURLM *multi, struct object *lock)
{
    curl_multi_add_handle(multi, lock->curl);
    step(multi);
    return lock_and_queue(multi, lock->curl, lock->next);
}

// expect-cost refresh_first: 1
int refresh_first(CURLM *multi, struct object *lock)
{
    while (lock) {
        if (!refresh(multi, lock))
            return -1;
        lock = lock->next;
    }
    return 0;
}
