// What is needed of OpenSSL's libcrypto, which libmosquitto and libcurl are linked to anyway. Its own headers stay out of sight: they
// bring the system's types along, and Swift would take them for the owner of those.
#ifndef CCRYPTO_H
#define CCRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CCRYPTO_SHA256_BYTES 32

// HMAC-SHA-256 (RFC 2104, FIPS 198-1) of `count` bytes; false only for want of memory.
bool ccrypto_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count, uint8_t *code);

// Compares in a time that does not depend on what differs.
bool ccrypto_is_equal(const uint8_t *a, const uint8_t *b, size_t count);

// scrypt (RFC 7914) with a salt, N = 2^`cost`, `block_size` and `parallel`; false if the parameters are impossible or would take more than
// `memory` bytes.
bool ccrypto_scrypt(const uint8_t *password, size_t password_count, const uint8_t *salt, size_t salt_count, unsigned cost,
                    uint64_t block_size, uint64_t parallel, uint64_t memory, uint8_t *key, size_t key_count);

// Whether both PEM files can be read and the key certainly belongs to another certificate. Nobody is asked for a password.
bool ccrypto_is_mismatched(const char *certificate, const char *key);

// Makes a P-256 key and a certificate signed with it for a server, valid from an hour ago for `days`. `alternatives` are its names, as
// "DNS:gateway,IP:10.0.0.7"; `name` is the one shown to people. Both go into buffers of `room` bytes as PEM, with a nought at the end;
// false if they do not fit, a name is none, or for want of memory.
bool ccrypto_self_signed(const char *name, const char *alternatives, int days, char *certificate, char *key, size_t room);

// SHA-256 of the first certificate of a PEM file, which is its fingerprint; false if there is none.
bool ccrypto_fingerprint(const char *certificate, uint8_t *code);

#endif
