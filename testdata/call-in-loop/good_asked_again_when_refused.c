#include <curl/curl.h>

// expect-none
/* What was refused is asked again with a password: the second request only goes out after the first has failed, though
 * a test for two results at once stands before it. */
enum result { OK, MISSING, REFUSED };

void ask_for_password(void);

static int get(CURL *curl, const char *url)
{
    curl_easy_setopt(curl, CURLOPT_URL, url);
    return (int)curl_easy_perform(curl);
}

// expect-cost get_with_password: 1
int get_with_password(CURL *curl, const char *url)
{
    int ret = get(curl, url);
    if (ret != OK && ret != REFUSED)
        return ret;
    if (ret != REFUSED)
        return ret;
    ask_for_password();
    return get(curl, url);
}

// expect-cost get_until_allowed: 1
int get_until_allowed(CURL *curl, const char *url, int large)
{
    int ret;
retry:
    ret = get(curl, url);
    if (!(ret == OK || ret == REFUSED))
        return -1;
    if (ret == REFUSED && !large) {
        ask_for_password();
        goto retry;
    }
    return 0;
}
