/* All transfers are added, then driven until none is left: one round trip. */
// count: fetch_together
// formula: 1
// run: n=0
// run: n=1
// run: n=30
// tight
#include "counted.h"
#include "curl/curl.h"

#include <stddef.h>

void fetch_together(CURLM *multi, CURL **transfers, int n) {
    int running = 0;
    for (int i = 0; i < n; i++)
        curl_multi_add_handle(multi, transfers[i]);
    do {
        curl_multi_perform(multi, &running);
        if (running)
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
    } while (running);
    for (int i = 0; i < n; i++)
        curl_multi_remove_handle(multi, transfers[i]);
}

void counted_run(void) {
    CURL *transfers[30];
    int n = counted_size("n");
    const char **urls = counted_names(n);
    for (int i = 0; i < n; i++) {
        transfers[i] = curl_easy_init();
        curl_easy_setopt(transfers[i], CURLOPT_URL, urls[i]);
    }
    CURLM *multi = curl_multi_init();
    COUNT(fetch_together(multi, transfers, n));
    curl_multi_cleanup(multi);
    for (int i = 0; i < n; i++)
        curl_easy_cleanup(transfers[i]);
}
