#include "CCrypto.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

bool ccrypto_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count, uint8_t *code) {
    unsigned int length = 0;
    return HMAC(EVP_sha256(), key, (int)key_count, bytes, count, code, &length) && length == CCRYPTO_SHA256_BYTES;
}

bool ccrypto_is_equal(const uint8_t *a, const uint8_t *b, size_t count) { return CRYPTO_memcmp(a, b, count) == 0; }

bool ccrypto_scrypt(const uint8_t *password, size_t password_count, const uint8_t *salt, size_t salt_count, unsigned cost,
                    uint64_t block_size, uint64_t parallel, uint64_t memory, uint8_t *key, size_t key_count) {
    if (cost < 1 || cost > 63) return false;
    bool is_done = EVP_PBE_scrypt((const char *)password, password_count, salt, salt_count, (uint64_t)1 << cost, block_size,
                                  parallel, memory, key, key_count) == 1;
    ERR_clear_error();
    return is_done;
}

static int no_password(char *buffer, int size, int writing, void *context) { return 0; }

bool ccrypto_is_mismatched(const char *certificate, const char *key) {
    bool is_mismatched = false;
    BIO *certificate_file = BIO_new_file(certificate, "r"), *key_file = BIO_new_file(key, "r");
    X509 *parsed = certificate_file ? PEM_read_bio_X509(certificate_file, NULL, no_password, NULL) : NULL;
    EVP_PKEY *own = key_file ? PEM_read_bio_PrivateKey(key_file, NULL, no_password, NULL) : NULL;
    ERR_clear_error();
    if (parsed && own && X509_check_private_key(parsed, own) != 1) {
        int reason = ERR_GET_REASON(ERR_peek_last_error());
        is_mismatched = reason == X509_R_KEY_VALUES_MISMATCH || reason == X509_R_KEY_TYPE_MISMATCH;
    }
    EVP_PKEY_free(own);
    X509_free(parsed);
    BIO_free(key_file);
    BIO_free(certificate_file);
    // Errors are kept for the thread; the next to look must not take these for its own.
    ERR_clear_error();
    return is_mismatched;
}
