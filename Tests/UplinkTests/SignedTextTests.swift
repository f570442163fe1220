// Signed texts: only who knows the secret makes one, and nothing in it can be altered.

import Testing

@testable import Uplink

@Suite struct SignedTextTests {
    private let secret = "0123456789abcdef0123456789abcdef"
    private let body = #"{"command":"read","meter":"Gas \"1\""}"#

    @Test("what was signed opens, to the byte")
    func opens() throws {
        let signed = SignedText.sign(body, with: secret)
        #expect(try SignedText.open(Array(signed.utf8), with: secret) == Array(body.utf8))
    }

    @Test("the signature is what every other tool makes of the same")
    func known() {
        // printf 'what do ya want for nothing?' | openssl dgst -sha256 -hmac Jefe; RFC 4231, test case 2.
        let signed = SignedText.sign("what do ya want for nothing?", with: "Jefe")
        #expect(signed.contains("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"))
    }

    @Test("another secret, another text or another signature does not open")
    func forged() {
        let signed = SignedText.sign(body, with: secret)
        let others = [
            SignedText.sign(body, with: secret + "0"), signed.replacing("read", with: "reed"),
            signed.replacing(/signature":"[^"]*/, with: "signature\":\""),
        ]
        for other in others {
            #expect(throws: SignedText.Fault.forged, "\(other)") {
                try SignedText.open(Array(other.utf8), with: secret)
            }
        }
    }

    @Test("what is no signed text says so", arguments: ["", "{}", "[]", "\u{0}", #"{"body":{},"signature":"00"}"#])
    func unsigned(text: String) {
        #expect(throws: SignedText.Fault.unsigned) { try SignedText.open(Array(text.utf8), with: secret) }
    }
}
