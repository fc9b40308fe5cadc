/* Tried up to five times: without a failure the first time does it. */
// count: fetch_each
// formula: n
// tight
// run: n=0
// run: n=1
// run: n=12
#include "counted.h"
#include "curl/curl.h"

#include <stdbool.h>

static bool fetch(CURL *curl, const char *url) {
    curl_easy_setopt(curl, CURLOPT_URL, url);
    for (int attempt = 0; attempt < 5; attempt++) {
        CURLcode code = curl_easy_perform(curl);
        if (code == CURLE_OK)
            return true;
    }
    return false;
}

int fetch_each(CURL *curl, const char *const *urls, int n) {
    int fetched = 0;
    for (int i = 0; i < n; i++)
        fetched += fetch(curl, urls[i]);
    return fetched;
}

void counted_run(void) {
    int n = counted_size("n");
    CURL *curl = curl_easy_init();
    COUNT(fetch_each(curl, counted_names(n), n));
    curl_easy_cleanup(curl);
}
