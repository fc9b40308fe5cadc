/* libcurl that asks nobody. A transfer is known by its URL; one that was added to a multi handle is on its way until
 * the next round trip is over. */
#include "curl/curl.h"

#include "peer.h"

#include <stdlib.h>
#include <string.h>

#define TRANSFERS 1024

static struct peer http = {.name = "http"};

struct easy {
    char *url;
};

struct Curl_multi {
    long sent[TRANSFERS];
    CURL *added[TRANSFERS];
    int count;
};

CURL *curl_easy_init(void) { return peer_allocate(sizeof(struct easy)); }

CURLcode curl_easy_setopt(CURL *curl, CURLoption option, ...) {
    struct easy *easy = curl;
    if (option == CURLOPT_URL) {
        va_list arguments;
        va_start(arguments, option);
        free(easy->url);
        easy->url = peer_copy(va_arg(arguments, const char *));
        va_end(arguments);
    }
    return CURLE_OK;
}

CURLcode curl_easy_perform(CURL *curl) {
    struct easy *easy = curl;
    if (!easy->url)
        peer_misused("a transfer without a URL");
    peer_ask(&http);
    return peer_answer(easy->url).has_failed ? CURLE_COULDNT_CONNECT : CURLE_OK;
}

CURLcode curl_easy_getinfo(CURL *curl, CURLINFO info, ...) {
    struct easy *easy = curl;
    va_list arguments;
    va_start(arguments, info);
    *va_arg(arguments, long *) = easy->url && peer_answer(easy->url).items > 0 ? 200 : 404;
    va_end(arguments);
    return CURLE_OK;
}

void curl_easy_reset(CURL *curl) {
    struct easy *easy = curl;
    free(easy->url);
    easy->url = NULL;
}

void curl_easy_cleanup(CURL *curl) {
    struct easy *easy = curl;
    free(easy->url);
    free(easy);
}

const char *curl_easy_strerror(CURLcode code) { return code == CURLE_OK ? "" : "it failed"; }

/* --- many at once ------------------------------------------------------------------------------------------------- */

CURLM *curl_multi_init(void) { return peer_allocate(sizeof(struct Curl_multi)); }

CURLMcode curl_multi_add_handle(CURLM *multi, CURL *curl) {
    if (multi->count == TRANSFERS)
        peer_misused("too many transfers");
    multi->sent[multi->count] = peer_send(&http);
    multi->added[multi->count++] = curl;
    return CURLM_OK;
}

CURLMcode curl_multi_perform(CURLM *multi, int *running) {
    *running = 0;
    for (int i = 0; i < multi->count; i++)
        *running += multi->sent[i] == http.trips;
    return CURLM_OK;
}

CURLMcode curl_multi_poll(CURLM *multi, struct curl_waitfd extra_fds[], unsigned int extra_nfds, int timeout_ms,
                          int *ret) {
    int running;
    (void)extra_fds, (void)extra_nfds, (void)timeout_ms;
    curl_multi_perform(multi, &running);
    if (running > 0)
        peer_wait(&http, http.trips);
    if (ret)
        *ret = running;
    return CURLM_OK;
}

CURLMcode curl_multi_remove_handle(CURLM *multi, CURL *curl) {
    for (int i = 0; i < multi->count; i++)
        if (multi->added[i] == curl) {
            multi->count--;
            multi->added[i] = multi->added[multi->count];
            multi->sent[i] = multi->sent[multi->count];
            return CURLM_OK;
        }
    return CURLM_OK;
}

CURLMcode curl_multi_cleanup(CURLM *multi) {
    free(multi);
    return CURLM_OK;
}
