import Testing

@testable import Uplink

@Suite struct HTTPEndpointTests {
    @Test(
        "addresses are named without what is usual or secret",
        arguments: [
            ("https://host.example/in?key=1", "https://host.example/in"), ("https://host:8443", "https://host:8443"),
            ("HTTPS://Host.example:443/", "https://Host.example"), ("http://localhost:80/a", "http://localhost/a"),
            ("http://127.1.2.3:9/", "http://127.1.2.3:9"), ("http://[::1]:8086", "http://[::1]:8086"),
        ])
    func names(text: String, name: String) throws {
        #expect(try HTTPEndpoint(text).name == name)
    }

    @Test(
        "what is no address, or not a safe one, is refused with the reason",
        arguments: [
            ("host.example/in", "no scheme; write \"https://\""), ("", "no scheme"),
            ("localhost:8086", "no scheme; write \"http://\""),
            ("me:secret@host/in", "\"…@host/in\": it has no scheme"), ("ftp://host/", "scheme \"ftp\" is unknown"),
            ("mqtt://host/", "scheme \"mqtt\" is unknown"), ("https:///in", "no host"),
            ("https://host:99999/", "not understood"), ("https://me:secret@host/", "user or password"),
            ("https://me@host/", "user or password"), ("https://host/#here", "fragment"), ("https://ho st/", "space"),
            ("https://host/\r\nX: 1", "space"), ("https://h\u{F6}st/", "not ASCII"), ("http://host/in", "unencrypted"),
            ("http://127.0.0.1.example/", "unencrypted"), ("http://10.0.0.1/", "unencrypted"),
            ("http://localhost.example/", "unencrypted"),
        ])
    func refused(text: String, reason: String) {
        let error = #expect(throws: UplinkError.self) { try HTTPEndpoint(text) }
        #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
        #expect(error?.description.contains("me:secret") != true)
    }

    @Test("without encryption another machine is reached only on demand")
    func plain() throws {
        let endpoint = try HTTPEndpoint("http://influx.lan:8086", allowingPlain: true)
        #expect(!endpoint.isEncrypted && !endpoint.isLoopback)
    }

    @Test("a path and a query are put behind, escaped")
    func appended() throws {
        let query = [("db", "my db&x=\u{E9}"), ("precision", "ns")]
        // libcurl writes these digits small.
        let escaped = "db=my%20db%26x%3d%c3%a9&precision=ns"
        for base in ["https://h:1", "https://h:1/"] {
            #expect(try HTTPEndpoint(base).appending(path: "/write", query: query) == "https://h:1/write?" + escaped)
        }
        #expect(
            try HTTPEndpoint("https://h/a/b/").appending(path: "/write", query: query) == "https://h/a/b/write?"
                + escaped)
    }
}
