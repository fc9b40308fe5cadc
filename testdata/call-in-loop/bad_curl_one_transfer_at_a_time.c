#include <curl/curl.h>

/* Each transfer is driven to its end before the next is added. */
// expect-cost fetch_each: n (exact)
void fetch_each(CURLM *multi, CURL **handles, int n)
{
    for (int i = 0; i < n; i++) {
        int running = 1;
        curl_multi_add_handle(multi, handles[i]);
        while (running) {
            // expect@+1: call-in-loop {{curl_multi_perform\(\) waits for http on each of n turns: n round trips}}
            curl_multi_perform(multi, &running);
            curl_multi_poll(multi, 0, 0, 1000, 0);
        }
        curl_multi_remove_handle(multi, handles[i]);
    }
}
