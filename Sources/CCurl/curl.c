#include "CCurl.h"

#include <curl/curl.h>

const int CCURLE_COULDNT_CONNECT = CURLE_COULDNT_CONNECT;
const int CCURLE_COULDNT_RESOLVE_HOST = CURLE_COULDNT_RESOLVE_HOST;
const int CCURLE_COULDNT_RESOLVE_PROXY = CURLE_COULDNT_RESOLVE_PROXY;
const int CCURLE_OK = CURLE_OK;
const int CCURLE_PEER_FAILED_VERIFICATION = CURLE_PEER_FAILED_VERIFICATION;
const int CCURLE_SSL_CACERT_BADFILE = CURLE_SSL_CACERT_BADFILE;
const int CCURLE_SSL_CERTPROBLEM = CURLE_SSL_CERTPROBLEM;
const int CCURLE_SSL_CONNECT_ERROR = CURLE_SSL_CONNECT_ERROR;
const int CCURLE_SSL_ISSUER_ERROR = CURLE_SSL_ISSUER_ERROR;
const int CCURLE_WRITE_ERROR = CURLE_WRITE_ERROR;
const int CCURLOPT_CAINFO = CURLOPT_CAINFO;
const int CCURLOPT_CAPATH = CURLOPT_CAPATH;
const int CCURLOPT_CONNECTTIMEOUT_MS = CURLOPT_CONNECTTIMEOUT_MS;
const int CCURLOPT_FOLLOWLOCATION = CURLOPT_FOLLOWLOCATION;
const int CCURLOPT_HTTPAUTH = CURLOPT_HTTPAUTH;
const int CCURLOPT_HTTPHEADER = CURLOPT_HTTPHEADER;
const int CCURLOPT_HTTP_VERSION = CURLOPT_HTTP_VERSION;
const int CCURLOPT_KEYPASSWD = CURLOPT_KEYPASSWD;
const int CCURLOPT_NOSIGNAL = CURLOPT_NOSIGNAL;
const int CCURLOPT_PASSWORD = CURLOPT_PASSWORD;
const int CCURLOPT_POST = CURLOPT_POST;
const int CCURLOPT_PROXY = CURLOPT_PROXY;
const int CCURLOPT_SSLCERT = CURLOPT_SSLCERT;
const int CCURLOPT_SSLKEY = CURLOPT_SSLKEY;
const int CCURLOPT_SSLVERSION = CURLOPT_SSLVERSION;
const int CCURLOPT_SSL_VERIFYHOST = CURLOPT_SSL_VERIFYHOST;
const int CCURLOPT_SSL_VERIFYPEER = CURLOPT_SSL_VERIFYPEER;
const int CCURLOPT_TIMEOUT_MS = CURLOPT_TIMEOUT_MS;
const int CCURLOPT_URL = CURLOPT_URL;
const int CCURLOPT_USERAGENT = CURLOPT_USERAGENT;
const int CCURLOPT_USERNAME = CURLOPT_USERNAME;
const int CCURL_ERROR_SIZE = CURL_ERROR_SIZE;
const int CCURL_HTTP_VERSION_1_1 = CURL_HTTP_VERSION_1_1;
const int CCURL_SSLVERSION_TLSv1_2 = CURL_SSLVERSION_TLSv1_2;
const int CCURLINFO_CONTENT_TYPE = CURLINFO_CONTENT_TYPE;
const int CCURLINFO_REDIRECT_URL = CURLINFO_REDIRECT_URL;
const int CCURLINFO_RESPONSE_CODE = CURLINFO_RESPONSE_CODE;
const int CCURLUPART_FRAGMENT = CURLUPART_FRAGMENT;
const int CCURLUPART_HOST = CURLUPART_HOST;
const int CCURLUPART_PASSWORD = CURLUPART_PASSWORD;
const int CCURLUPART_PATH = CURLUPART_PATH;
const int CCURLUPART_PORT = CURLUPART_PORT;
const int CCURLUPART_QUERY = CURLUPART_QUERY;
const int CCURLUPART_SCHEME = CURLUPART_SCHEME;
const int CCURLUPART_URL = CURLUPART_URL;
const int CCURLUPART_USER = CURLUPART_USER;
const int CCURLU_DEFAULT_PORT = CURLU_DEFAULT_PORT;
const int CCURLU_NON_SUPPORT_SCHEME = CURLU_NON_SUPPORT_SCHEME;
const long CCURLAUTH_BASIC = CURLAUTH_BASIC;

bool ccurl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }
const char *ccurl_words(int code) { return curl_easy_strerror((CURLcode)code); }

void *ccurl_easy(void) { return curl_easy_init(); }
void ccurl_easy_free(void *easy) { curl_easy_cleanup(easy); }

int ccurl_set_number(void *easy, int option, long value) { return curl_easy_setopt(easy, (CURLoption)option, value); }

int ccurl_set_text(void *easy, int option, const char *value) {
    return curl_easy_setopt(easy, (CURLoption)option, value);
}

int ccurl_set_list(void *easy, int option, void *list) {
    return curl_easy_setopt(easy, (CURLoption)option, (struct curl_slist *)list);
}

int ccurl_set_sink(void *easy, ccurl_sink sink, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, sink);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

int ccurl_set_protocols(void *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

int ccurl_set_body(void *easy, const void *bytes, size_t count) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, count > 0 ? bytes : "");
}

int ccurl_set_words(void *easy, char *words) { return curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, words); }

int ccurl_get_number(void *easy, int info, long *value) { return curl_easy_getinfo(easy, (CURLINFO)info, value); }

int ccurl_get_socket(void *easy) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &socket);
    return socket == CURL_SOCKET_BAD ? -1 : (int)socket;
}

long long ccurl_carried(void *easy) {
    curl_off_t up = 0, down = 0;
    long request = 0, header = 0;
    curl_easy_getinfo(easy, CURLINFO_SIZE_UPLOAD_T, &up);
    curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &down);
    curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &request);
    curl_easy_getinfo(easy, CURLINFO_HEADER_SIZE, &header);
    return (long long)up + down + request + header;
}

int ccurl_is_new(void *easy) {
    long connections = 0;
    curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &connections);
    return connections > 0;
}

int ccurl_get_text(void *easy, int info, const char **value) {
    return curl_easy_getinfo(easy, (CURLINFO)info, (char **)value);
}

int ccurl_get_wait(void *easy, long *seconds) {
    curl_off_t wait = 0;
    CURLcode code = curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &wait);
    *seconds = (long)wait;
    return code;
}

void *ccurl_list_add(void *list, const char *text) { return curl_slist_append(list, text); }
void ccurl_list_free(void *list) { curl_slist_free_all(list); }

void *ccurl_multi(void) { return curl_multi_init(); }
void ccurl_multi_free(void *multi) { curl_multi_cleanup(multi); }
void ccurl_wake(void *multi) { curl_multi_wakeup(multi); }
bool ccurl_add(void *multi, void *easy) { return curl_multi_add_handle(multi, easy) == CURLM_OK; }
void ccurl_remove(void *multi, void *easy) { curl_multi_remove_handle(multi, easy); }

const char *ccurl_perform(void *multi, int *running) {
    CURLMcode code = curl_multi_perform(multi, running);
    return code == CURLM_OK ? NULL : curl_multi_strerror(code);
}

void ccurl_wait(void *multi, int milliseconds) { curl_multi_poll(multi, NULL, 0, milliseconds, NULL); }

bool ccurl_result(void *multi, int *code) {
    int left = 0;
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left)) != NULL;) {
        if (message->msg != CURLMSG_DONE) continue;
        *code = message->data.result;
        return true;
    }
    return false;
}

void *ccurl_address(void) { return curl_url(); }
void ccurl_address_free(void *address) { curl_url_cleanup(address); }

bool ccurl_address_set(void *address, int part, const char *text, int flags) {
    return address != NULL && curl_url_set(address, (CURLUPart)part, text, (unsigned)flags) == CURLUE_OK;
}

char *ccurl_address_get(void *address, int part, int flags) {
    char *text = NULL;
    if (address == NULL || curl_url_get(address, (CURLUPart)part, &text, (unsigned)flags) != CURLUE_OK) return NULL;
    return text;
}

void ccurl_free(char *text) { curl_free(text); }
