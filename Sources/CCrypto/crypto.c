#include "CCrypto.h"

#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <string.h>

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

static bool extend(X509 *certificate, int extension, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
    X509_EXTENSION *made = X509V3_EXT_conf_nid(NULL, &context, extension, value);
    bool is_added = made && X509_add_ext(certificate, made, -1) == 1;
    X509_EXTENSION_free(made);
    return is_added;
}

static bool fill(X509 *certificate, EVP_PKEY *key, const char *name, const char *alternatives, int days) {
    unsigned char serial[16];
    if (RAND_bytes(serial, sizeof serial) != 1) return false;
    // Neither nought nor below it.
    serial[0] = (serial[0] & 0x7F) | 0x40;
    BIGNUM *number = BN_bin2bn(serial, sizeof serial, NULL);
    bool is_numbered = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    X509_NAME *subject = X509_get_subject_name(certificate);
    return is_numbered && X509_set_version(certificate, X509_VERSION_3) == 1 &&
           X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0) == 1 &&
           X509_set_issuer_name(certificate, subject) == 1 && X509_gmtime_adj(X509_getm_notBefore(certificate), -3600) &&
           X509_time_adj_ex(X509_getm_notAfter(certificate), days, 0, NULL) && X509_set_pubkey(certificate, key) == 1 &&
           extend(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
           extend(certificate, NID_key_usage, "critical,digitalSignature") && extend(certificate, NID_ext_key_usage, "serverAuth") &&
           extend(certificate, NID_subject_alt_name, alternatives) && extend(certificate, NID_subject_key_identifier, "hash") &&
           X509_sign(certificate, key, EVP_sha256()) > 0;
}

static bool take(BIO *from, char *text, size_t room) {
    char *bytes = NULL;
    long count = BIO_get_mem_data(from, &bytes);
    if (count <= 0 || (size_t)count >= room) return false;
    memcpy(text, bytes, (size_t)count);
    text[count] = 0;
    return true;
}

bool ccrypto_self_signed(const char *name, const char *alternatives, int days, char *certificate, char *key, size_t room) {
    EVP_PKEY *own = EVP_EC_gen("P-256");
    X509 *made = X509_new();
    BIO *key_text = BIO_new(BIO_s_mem()), *certificate_text = BIO_new(BIO_s_mem());
    bool is_made = own && made && key_text && certificate_text && fill(made, own, name, alternatives, days) &&
                   PEM_write_bio_X509(certificate_text, made) == 1 &&
                   PEM_write_bio_PKCS8PrivateKey(key_text, own, NULL, NULL, 0, NULL, NULL) == 1 &&
                   take(certificate_text, certificate, room) && take(key_text, key, room);
    BIO_free(certificate_text);
    BIO_free(key_text);
    X509_free(made);
    EVP_PKEY_free(own);
    ERR_clear_error();
    return is_made;
}

bool ccrypto_fingerprint(const char *certificate, uint8_t *code) {
    BIO *file = BIO_new_file(certificate, "r");
    X509 *parsed = file ? PEM_read_bio_X509(file, NULL, no_password, NULL) : NULL;
    unsigned int count = 0;
    bool is_done = parsed && X509_digest(parsed, EVP_sha256(), code, &count) == 1 && count == CCRYPTO_SHA256_BYTES;
    X509_free(parsed);
    BIO_free(file);
    ERR_clear_error();
    return is_done;
}
