#include <curl/curl.h>

// expect-none
/* All are added, and one loop drives them all. */
// expect-cost fetch_all: 1
void fetch_all(CURLM *multi, CURL **handles, int n)
{
    int running = 1;
    for (int i = 0; i < n; i++)
        curl_multi_add_handle(multi, handles[i]);
    do {
        curl_multi_perform(multi, &running);
        if (running)
            curl_multi_poll(multi, 0, 0, 1000, 0);
    } while (running);
}
