// Work that makes more work: nobody can say how much from the source.
// count: crawl
// formula: items(waiting.empty)
// run: n=1
// run: n=2
// run: n=25
// where: items(waiting.empty) = n
// tight
#include "counted.h"
#include "curl/curl.h"

#include <deque>
#include <string>

void crawl(CURL *curl, int first, int n) {
    std::deque<int> waiting;
    waiting.push_back(first);
    while (!waiting.empty()) {
        int page = waiting.front();
        waiting.pop_front();
        curl_easy_setopt(curl, CURLOPT_URL, std::to_string(page).c_str());
        if (curl_easy_perform(curl) != CURLE_OK)
            continue;
        for (int child = 2 * page; child <= 2 * page + 1; child++)
            if (child <= n)
                waiting.push_back(child);
    }
}

void counted_run() {
    CURL *curl = curl_easy_init();
    COUNT(crawl(curl, 1, counted_size("n")));
    curl_easy_cleanup(curl);
}
