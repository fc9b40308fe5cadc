/* A date that nobody sets anew, one of each item, and an answer that is kept for one key where each turn has its own. */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct item {
    const char *url;
    time_t due;
    int rank;
};

static char *kept_email;
static time_t kept_until;
static int last_rank;

static int fetch(const char *url) {
    CURL *curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, url);
    int status = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return status == CURLE_OK ? 0 : -1;
}

static int fetch_due(const char *url, const struct item *timer) {
    if (timer->due > time(NULL))
        return 0;
    return fetch(url);
}

// expect-cost never_set: n
void never_set(const char **url, const struct item *timer, int n) {
    for (int i = 0; i < n; i++)
        fetch_due(url[i], timer); // expect: call-in-loop {{^fetch_due\(\) waits .* up to n round trips}}
}

static int refresh(struct item *item) {
    if (item->due > time(NULL))
        return 0;
    item->due = time(NULL) + 60;
    return fetch(item->url);
}

// expect-cost each_its_own: n
void each_its_own(struct item *items, int n) {
    for (int i = 0; i < n; i++)
        refresh(&items[i]); // expect: call-in-loop {{^refresh\(\) waits .* up to n round trips}}
}

static int token_of(const char *email) {
    time_t now = time(NULL);
    if (kept_email && strcmp(email, kept_email) == 0 && kept_until > now)
        return 0;
    if (fetch("http://metadata/token") != 0)
        return -1;
    kept_email = strdup(email);
    kept_until = now + 3600;
    return 0;
}

// expect-cost each_its_key: n
void each_its_key(const char **email, int n) {
    for (int i = 0; i < n; i++)
        token_of(email[i]); // expect: call-in-loop {{^token_of\(\) waits .* up to n round trips}}
}

/* The key that is asked for is not remembered. */
static int token_for(const char *email) {
    time_t now = time(NULL);
    if (kept_email && strcmp(email, kept_email) == 0 && kept_until > now)
        return 0;
    kept_until = now + 3600;
    return fetch("http://metadata/token");
}

// expect-cost forgets_key: n
void forgets_key(const char *email, int n) {
    for (int i = 0; i < n; i++)
        token_for(email); // expect: call-in-loop {{^token_for\(\) waits .* up to n round trips}}
}

/* No time: the next one is higher. */
static int fetch_higher(const char *url, int rank) {
    if (last_rank > rank)
        return 0;
    last_rank = rank + 1;
    return fetch(url);
}

// expect-cost by_rank: n
void by_rank(const struct item *items, int n) {
    for (int i = 0; i < n; i++)
        fetch_higher(items[i].url, items[i].rank); // expect: call-in-loop {{^fetch_higher\(\) waits .* up to n round trips}}
}

/* Not known again after each. */
static int forget_proxy(void) {
    static int proxy = -1;
    if (proxy != -1)
        return proxy;
    proxy = fetch("http://proxy/");
    proxy = -1;
    return 0;
}

// expect-cost forgets_proxy: n
void forgets_proxy(int n) {
    for (int i = 0; i < n; i++)
        forget_proxy(); // expect: call-in-loop {{^forget_proxy\(\) waits .* up to n round trips}}
}
