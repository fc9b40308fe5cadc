/* What was asked for holds until some time: whoever comes by before asks nobody. One post on each turn, and once a token. */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct auth {
    const char *url;
    char *token;
    time_t valid_until;
};

struct client {
    CURL *curl;
    struct auth *auth;
    const char *email;
};

static char *token, *token_email;
static time_t token_valid_until;
static int is_cloud;
static int was_tested;
static int has_proxy = -1; /* not known */

static int fetch(const char *url) {
    CURL *curl = curl_easy_init();
    curl_easy_setopt(curl, CURLOPT_URL, url);
    int status = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return status == CURLE_OK ? 0 : -1;
}

/* The clock of the program. */
static time_t read_clock(void) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) {
        abort();
        return 0;
    }
    return now.tv_sec;
}

static int new_token(struct auth *auth) {
    time_t now = read_clock();
    if (fetch(auth->url) != 0)
        return -1;
    auth->token = strdup("t");
    if (!auth->token) {
        auth->valid_until = 0;
        return -1;
    }
    auth->valid_until = now + 3600;
    return 0;
}

static int renew(struct auth *auth) {
    const time_t slack = 30;
    if (auth->valid_until > (read_clock() + slack))
        return 0;
    return new_token(auth);
}

/* Kept for one address, in the process. */
static int token_of(const char *email, char *buffer, size_t size) {
    time_t now = time(NULL);
    if (email == NULL)
        email = "default";
    if (token_email != NULL && strcmp(email, token_email) == 0 && token_valid_until > now) {
        strncpy(buffer, token, size);
        return 0;
    }
    if (fetch("http://metadata/token") != 0)
        return -1;
    token = strdup("t");
    token_email = strdup(email);
    token_valid_until = now + 3600;
    strncpy(buffer, token, size);
    return 0;
}

static int test_cloud(void) {
    if (was_tested)
        return is_cloud;
    is_cloud = fetch("http://metadata/") == 0;
    was_tested = 1;
    return is_cloud;
}

static int test_proxy(void) {
    if (has_proxy != -1)
        return has_proxy == 1;
    if (fetch("http://proxy/") != 0 || token == NULL) {
        has_proxy = 0;
        return 0;
    }
    has_proxy = 1;
    return 1;
}

static int post(struct client *c, const char *text) {
    curl_easy_setopt(c->curl, CURLOPT_WRITEDATA, text);
    return curl_easy_perform(c->curl) == CURLE_OK ? 0 : -1;
}

// expect-cost post_with_date: n + 1
int post_with_date(struct client *c, const char **text, int n) {
    for (int i = 0; i < n; i++)
        if (renew(c->auth) != 0 || post(c, text[i]) != 0) // expect: call-in-loop {{^post\(\) waits .* n \+ 1 round trips}}
            return -1;
    return 0;
}

// expect-cost post_with_key: n + 1
int post_with_key(struct client *c, const char **text, int n) {
    char buffer[100];
    for (int i = 0; i < n; i++)
        if (token_of(c->email, buffer, sizeof buffer) != 0 ||
            post(c, text[i]) != 0) // expect: call-in-loop {{^post\(\) waits .* n \+ 1 round trips}}
            return -1;
    return 0;
}

// expect-cost post_with_default: n + 1
int post_with_default(struct client *c, const char **text, int n) {
    char buffer[100];
    for (int i = 0; i < n; i++)
        if (token_of(NULL, buffer, sizeof buffer) != 0 ||
            post(c, text[i]) != 0) // expect: call-in-loop {{^post\(\) waits .* n \+ 1 round trips}}
            return -1;
    return 0;
}

// expect-cost post_where_tested: n + 1
int post_where_tested(struct client *c, const char **text, int n) {
    for (int i = 0; i < n; i++)
        if (test_cloud() && post(c, text[i]) != 0) // expect: call-in-loop {{^post\(\) waits .* n \+ 1 round trips}}
            return -1;
    return 0;
}

// expect-cost post_by_proxy: n + 1
int post_by_proxy(struct client *c, const char **text, int n) {
    for (int i = 0; i < n; i++)
        if (test_proxy() && post(c, text[i]) != 0) // expect: call-in-loop {{^post\(\) waits .* n \+ 1 round trips}}
            return -1;
    return 0;
}

// expect-cost keep_alive: n + 1
void keep_alive(struct client *c, const char **text, int n) {
    static time_t last;
    for (int i = 0; i < n; i++) {
        time_t now = time(NULL);
        if (now - last > 60) {
            fetch("http://peer/alive");
            last = now;
        }
        post(c, text[i]); // expect: call-in-loop {{^post\(\) waits .* n \+ 1 round trips}}
    }
}
