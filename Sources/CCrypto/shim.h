// OpenSSL's libcrypto, which libmosquitto and libcurl are linked to anyway: keyed hashes, comparison in constant time, and the look at
// certificates and keys.
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
