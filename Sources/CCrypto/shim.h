// OpenSSL's libcrypto, which libmosquitto and libcurl are linked to anyway: keyed hashes and comparison in constant time.
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
