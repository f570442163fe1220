// Pseudonyms are what every other tool makes of the same name and secret, and say nothing of either.

import Testing

@testable import Uplink

@Suite struct PseudonymsTests {
    private let secret = "0123456789abcdef0123456789abcdef"

    @Test("a pseudonym is the beginning of the name's keyed hash, every time")
    func known() throws {
        // printf cellar | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        #expect(try Pseudonyms(secret: secret).pseudonym(of: "cellar") == "0bd2b36576149f8a")
        #expect(try Pseudonyms(secret: secret).pseudonym(of: "cellar") == "0bd2b36576149f8a")
    }

    @Test("another name or another secret makes another pseudonym, and all can stand in topics")
    func others() throws {
        var seen: Set<String> = []
        for name in ["", "cellar", "cellar2", "Cellar", "Frau Müller", "a/b"] {
            for secret in [secret, secret + "0", String(secret.dropLast())] {
                let pseudonym = try Pseudonyms(secret: secret).pseudonym(of: name)
                #expect(pseudonym.count == 16 && TopicTemplate.isLevel(pseudonym))
                seen.insert(pseudonym)
            }
        }
        #expect(seen.count == 18)
    }
}
