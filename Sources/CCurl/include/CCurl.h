// What Swift cannot call of libcurl: its variadic functions, once for each type that is passed. Everything else comes with the
// library's own header.

#ifndef METERCLIP_CCURL_H
#define METERCLIP_CCURL_H

#include <curl/curl.h>

// Name and password with each request; a macro that casts.
static const long CCURL_BASIC = CURLAUTH_BASIC;

// Bytes that arrive; fewer taken than given ends the transfer.
typedef size_t (*ccurl_sink)(char *bytes, size_t one, size_t count, void *context);

CURLcode ccurl_set_number(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_text(CURL *easy, CURLoption option, const char *value);
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_sink(CURL *easy, ccurl_sink sink, void *context);
// Only http and https, and no protocol is changed to.
CURLcode ccurl_set_protocols(CURL *easy);
// Bytes to send with POST; they are copied.
CURLcode ccurl_set_body(CURL *easy, const void *bytes, size_t count);
// Room for CURL_ERROR_SIZE characters about what went wrong; it must live as long as the handle.
CURLcode ccurl_set_words(CURL *easy, char *words);

CURLcode ccurl_get_number(CURL *easy, CURLINFO info, long *value);
CURLcode ccurl_get_text(CURL *easy, CURLINFO info, const char **value);
// Seconds that the answer asks to wait; 0 if it does not.
CURLcode ccurl_get_wait(CURL *easy, long *seconds);

#endif
