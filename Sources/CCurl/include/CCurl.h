// What the uplink needs of libcurl: its variadic functions, once for each type that is passed, and its numbers. libcurl's own header
// stays outside: with it came the system's, of which the compiler would then believe that they belong to this module.

#ifndef METERCLIP_CCURL_H
#define METERCLIP_CCURL_H

#include <stdbool.h>
#include <stddef.h>

// libcurl's numbers: what went wrong.
extern const int CCURLE_COULDNT_CONNECT, CCURLE_COULDNT_RESOLVE_HOST, CCURLE_COULDNT_RESOLVE_PROXY, CCURLE_OK,
    CCURLE_PEER_FAILED_VERIFICATION, CCURLE_SSL_CACERT_BADFILE, CCURLE_SSL_CERTPROBLEM, CCURLE_SSL_CONNECT_ERROR,
    CCURLE_SSL_ISSUER_ERROR, CCURLE_WRITE_ERROR;
// libcurl's numbers: options.
extern const int CCURLOPT_CAINFO, CCURLOPT_CAPATH, CCURLOPT_CONNECTTIMEOUT_MS, CCURLOPT_FOLLOWLOCATION, CCURLOPT_HTTPAUTH,
    CCURLOPT_HTTPHEADER, CCURLOPT_HTTP_VERSION, CCURLOPT_KEYPASSWD, CCURLOPT_NOSIGNAL, CCURLOPT_PASSWORD, CCURLOPT_POST,
    CCURLOPT_PROXY, CCURLOPT_SSLCERT, CCURLOPT_SSLKEY, CCURLOPT_SSLVERSION, CCURLOPT_SSL_VERIFYHOST, CCURLOPT_SSL_VERIFYPEER,
    CCURLOPT_TIMEOUT_MS, CCURLOPT_URL, CCURLOPT_USERAGENT, CCURLOPT_USERNAME;
// libcurl's numbers: values of options.
extern const int CCURL_ERROR_SIZE, CCURL_HTTP_VERSION_1_1, CCURL_SSLVERSION_TLSv1_2;
// libcurl's numbers: what is known of a transfer.
extern const int CCURLINFO_CONTENT_TYPE, CCURLINFO_REDIRECT_URL, CCURLINFO_RESPONSE_CODE;
// libcurl's numbers: parts of an address, and how they are taken.
extern const int CCURLUPART_FRAGMENT, CCURLUPART_HOST, CCURLUPART_PASSWORD, CCURLUPART_PATH, CCURLUPART_PORT, CCURLUPART_QUERY,
    CCURLUPART_SCHEME, CCURLUPART_URL, CCURLUPART_USER, CCURLU_DEFAULT_PORT, CCURLU_NON_SUPPORT_SCHEME;
// Name and password with each request.
extern const long CCURLAUTH_BASIC;

// Bytes that arrive; fewer taken than given ends the transfer.
typedef size_t (*ccurl_sink)(char *bytes, size_t one, size_t count, void *context);

// Once per process, before anything else.
bool ccurl_start(void);
// What a code of a transfer means.
const char *ccurl_words(int code);

// A transfer; the functions that set something return a code, CCURLE_OK for good.
void *ccurl_easy(void);
void ccurl_easy_free(void *easy);
int ccurl_set_number(void *easy, int option, long value);
int ccurl_set_text(void *easy, int option, const char *value);
int ccurl_set_list(void *easy, int option, void *list);
int ccurl_set_sink(void *easy, ccurl_sink sink, void *context);
// Only http and https, and no protocol is changed to.
int ccurl_set_protocols(void *easy);
// Bytes to send with POST; they are copied.
int ccurl_set_body(void *easy, const void *bytes, size_t count);
// Room for CCURL_ERROR_SIZE characters about what went wrong; it must live as long as the transfer.
int ccurl_set_words(void *easy, char *words);
int ccurl_get_number(void *easy, int info, long *value);
int ccurl_get_text(void *easy, int info, const char **value);
// The transfer's connection, if it is still there, else -1.
int ccurl_get_socket(void *easy);
// Bytes of the transfer's request and answer, without what protects and carries them.
long long ccurl_carried(void *easy);
// Whether the transfer made a connection of its own.
int ccurl_is_new(void *easy);
// Seconds that the answer asks to wait; 0 if it does not.
int ccurl_get_wait(void *easy, long *seconds);

// A list of texts, with one more.
void *ccurl_list_add(void *list, const char *text);
void ccurl_list_free(void *list);

// What drives transfers, and keeps their connections.
void *ccurl_multi(void);
void ccurl_multi_free(void *multi);
// Ends a wait; from any thread.
void ccurl_wake(void *multi);
bool ccurl_add(void *multi, void *easy);
void ccurl_remove(void *multi, void *easy);
// Works as far as it comes without waiting; NULL, or what went wrong.
const char *ccurl_perform(void *multi, int *running);
void ccurl_wait(void *multi, int milliseconds);
// The code of a transfer that has ended; false if none has.
bool ccurl_result(void *multi, int *code);

// An address and its parts.
void *ccurl_address(void);
void ccurl_address_free(void *address);
bool ccurl_address_set(void *address, int part, const char *text, int flags);
// Nil if there is no such part; to be freed.
char *ccurl_address_get(void *address, int part, int flags);
void ccurl_free(char *text);

#endif
