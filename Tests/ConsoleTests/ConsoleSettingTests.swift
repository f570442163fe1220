// What may be opened to whom.

import Testing

@testable import Console

@Suite struct ConsoleSettingTests {
    @Test(arguments: [
        ("127.0.0.1", true), ("127.8.9.10", true), ("::1", true), ("0.0.0.0", false), ("::", false),
        ("192.168.1.2", false),
        ("127.0.0.1.example", false), ("127.1", false), ("::ffff:127.0.0.1", false), ("127.0.0.256", false),
        ("", false),
    ]) func onlyLoopbackIsThisMachineAlone(address: String, isLocal: Bool) {
        #expect(ConsoleSetting.isLocal(address) == isLocal)
    }

    @Test func asItIsItListensForThisMachineAlone() {
        #expect(ConsoleSetting().isLocal && ConsoleSetting().missing == nil)
    }

    @Test func whatOthersReachNeedsTLSAndAPassword() {
        func missing(_ certificate: String?, _ key: String?, _ accounts: String?) -> String? {
            ConsoleSetting(address: "0.0.0.0", certificate: certificate, key: key, accounts: accounts).missing
        }
        #expect(missing(nil, nil, nil) == "certificateFile, keyFile and passwordFile")
        #expect(missing("c", nil, "a") == "certificateFile and keyFile")
        #expect(missing("c", "k", nil) == "passwordFile")
        #expect(missing("c", "k", "a") == nil)
    }
}
