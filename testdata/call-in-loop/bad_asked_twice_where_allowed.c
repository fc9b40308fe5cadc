#include <curl/curl.h>

/* What comes after the answer was good is a second request on each turn; a test for two results at once before it does
 * not make it one that only runs after a failure. */
enum result { OK, MISSING, REFUSED };

static int get(CURL *curl, const char *url)
{
    curl_easy_setopt(curl, CURLOPT_URL, url);
    return (int)curl_easy_perform(curl);
}

// expect-cost get_both: 2
int get_both(CURL *curl, const char *url, const char *other)
{
    int ret = get(curl, url);
    if (ret != OK && ret != REFUSED)
        return ret;
    if (ret != OK)
        return ret;
    return get(curl, other);
}

// expect-cost get_all: 2*n (exact)
void get_all(CURL *curl, const char **urls, const char **others, int n)
{
    for (int i = 0; i < n; i++)
        // expect@+1: call-in-loop {{2 \* n round trips}}
        get_both(curl, urls[i], others[i]);
}
