// What is more than a broker's name, and how it is to be written.

import Testing

@testable import Agent

@Suite struct BrokerAddressTests {
    @Test(arguments: [
        ("mqtt://b.example", "write host = \"b.example\""),
        ("b.example:1884", "write host = \"b.example\", port = 1884"),
        ("mqtts://b.example:8884/", "write host = \"b.example\", port = 8884, tls = true"),
        ("SSL://b", "write host = \"b\", tls = true"), ("b/mqtt", "write host = \"b\""),
        ("[::1]:1883", "write host = \"::1\", port = 1883"), ("[fe80::1]", "write host = \"fe80::1\""),
        ("mqtt://[::1]:1883", "write host = \"::1\", port = 1883"), (" b", "write host = \"b\""),
        ("ws://b:9001/mqtt", "web sockets are not spoken; write host = \"b\" and the port of MQTT itself"),
        ("me@b", "write host = \"b\", user and passwordFile"), ("b:", "write host = \"b\""),
    ])
    func whatIsMoreIsToldWithHowItIsWritten(host: String, advice: String) {
        #expect(BrokerAddress(host)?.advice == advice)
    }

    @Test(arguments: ["b", "b.example", "10.0.0.3", "::1", "fe80::1%eth0", "b-1_x.local"])
    func aNameIsNoMore(host: String) {
        #expect(BrokerAddress(host) == nil)
    }

    @Test func aPasswordIsNotToldAgain() throws {
        for host in ["mqtt://me:secret@b:1883", "me:secret@b"] {
            let address = try #require(BrokerAddress(host))
            #expect(!(address.text + address.advice).contains("secret") && address.text.contains("…@b"))
        }
    }
}
