// How passwords are kept.

import CCrypto
import Testing

@testable import Console

@Suite struct PasswordHashTests {
    @Test func scryptIsTheOneOfItsStandard() {
        // RFC 7914, section 12, third vector.
        var key = [UInt8](repeating: 0, count: 64)
        let (password, salt) = (Array("pleaseletmein".utf8), Array("SodiumChloride".utf8))
        #expect(ccrypto_scrypt(password, password.count, salt, salt.count, 14, 8, 1, 64 << 20, &key, key.count))
        #expect(Secret.hex(key).hasPrefix("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"))
        #expect(!ccrypto_scrypt(password, password.count, salt, salt.count, 14, 8, 1, 1 << 20, &key, key.count))
    }

    @Test func onlyThePasswordIsRight() {
        let hash = PasswordHash(of: "correct horse")
        #expect(hash.isRight("correct horse"))
        for wrong in ["", "correct horsf", "correct horse ", "Correct horse"] { #expect(!hash.isRight(wrong)) }
        #expect(PasswordHash(of: "correct horse") != hash)
    }

    @Test func whatIsWrittenIsReadAgain() {
        let hash = PasswordHash(of: "correct horse")
        #expect(PasswordHash(hash.text) == hash)
        for text in [
            "", "scrypt$14$8$5$00$00", hash.text + "0", hash.text + "$", "scrypt$30$8$5" + hash.text.dropFirst(13),
            "scrypt$14$32$5" + hash.text.dropFirst(13), "bcrypt" + hash.text.dropFirst(6),
        ] { #expect(PasswordHash(text) == nil, "\(text)") }
    }
}
