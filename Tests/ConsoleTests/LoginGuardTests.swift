// Who guesses waits.

import Testing

@testable import Console

@Suite struct LoginGuardTests {
    @Test func theWaitBeginsWithTheFifthAndDoubles() {
        let logins = LoginGuard()
        for _ in 1...4 { logins.fail("10.0.0.1", now: 1_000) }
        #expect(logins.wait("10.0.0.1", now: 1_000) == 0)
        for (now, wait) in [(1_000, 30_000), (40_000, 60_000), (200_000, 120_000)] as [(Int64, Int64)] {
            #expect(logins.fail("10.0.0.1", now: now) == (now == 1_000))
            #expect(logins.wait("10.0.0.1", now: now) == wait)
            #expect(logins.wait("10.0.0.1", now: now + wait) == 0)
        }
        for _ in 1...50 { logins.fail("10.0.0.1", now: 200_000) }
        #expect(logins.wait("10.0.0.1", now: 200_000) == Limits.loginWaitMax)
        #expect(logins.wait("10.0.0.2", now: 200_000) == 0)
    }

    @Test func theRightPasswordAndAnHourForgetIt() {
        let logins = LoginGuard()
        for _ in 1...5 { logins.fail("10.0.0.1", now: 0) }
        logins.succeed("10.0.0.1")
        #expect(logins.wait("10.0.0.1", now: 0) == 0)
        for _ in 1...4 { logins.fail("10.0.0.1", now: 0) }
        logins.fail("10.0.0.1", now: Limits.loginMemory)
        #expect(logins.wait("10.0.0.1", now: Limits.loginMemory) == 0)
    }

    @Test func manyAddressesDoNotFillTheMemoryNorClearTheNewest() {
        let logins = LoginGuard()
        for number in 0..<3_000 {
            for _ in 1...5 { logins.fail("10.0.\(number / 256).\(number % 256)", now: Int64(number)) }
        }
        #expect(logins.wait("10.0.0.0", now: 3_000) == 0)
        #expect(logins.wait("10.0.11.183", now: 3_000) > 0)
    }

    @Test(arguments: [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"), ("2001:db8:1:2::6", "2001:db8:1:2"), ("2001:db8::6", "2001:db8:0:0"),
        ("::1", "0:0:0:0"), ("fe80::1%eth0", "fe80:0:0:0"), ("192.0.2.7", "192.0.2.7"), ("unknown", "unknown"),
    ]) func aNetworkOfVersionSixIsOneAddress(address: String, key: String) { #expect(LoginGuard.key(address) == key) }
}
