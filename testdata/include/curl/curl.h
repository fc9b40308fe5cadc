/* Declarations with the names and types of libcurl, as far as the tests call them. Written for the tests. */
#ifndef TESTDATA_CURL_H
#define TESTDATA_CURL_H

#ifdef __cplusplus
extern "C" {
#endif

typedef void CURL;
typedef struct Curl_multi CURLM;
typedef enum { CURLE_OK, CURLE_COULDNT_CONNECT = 7 } CURLcode;
typedef enum { CURLM_CALL_MULTI_PERFORM = -1, CURLM_OK } CURLMcode;
typedef enum { CURLOPT_WRITEDATA = 10001, CURLOPT_URL = 10002, CURLOPT_WRITEFUNCTION = 20011, CURLOPT_TIMEOUT = 13 } CURLoption;
typedef enum { CURLINFO_RESPONSE_CODE = 0x200002 } CURLINFO;
typedef long CURL_off;

struct curl_waitfd {
    int fd;
    short events;
    short revents;
};

CURL *curl_easy_init(void);
CURLcode curl_easy_setopt(CURL *curl, CURLoption option, ...);
CURLcode curl_easy_perform(CURL *curl);
CURLcode curl_easy_getinfo(CURL *curl, CURLINFO info, ...);
void curl_easy_reset(CURL *curl);
void curl_easy_cleanup(CURL *curl);
const char *curl_easy_strerror(CURLcode code);

CURLM *curl_multi_init(void);
CURLMcode curl_multi_add_handle(CURLM *multi, CURL *curl);
CURLMcode curl_multi_perform(CURLM *multi, int *running);
CURLMcode curl_multi_poll(CURLM *multi, struct curl_waitfd extra_fds[], unsigned int extra_nfds, int timeout_ms,
                          int *ret);
CURLMcode curl_multi_remove_handle(CURLM *multi, CURL *curl);
CURLMcode curl_multi_cleanup(CURLM *multi);

#ifdef __cplusplus
}
#endif

#endif
