// What the console answers, over a real connection: who may see and do what, and what browsers are told to be careful with.

import Glibc
import TestSupport
import Testing

@testable import Console

@Suite(.timeLimit(.minutes(5))) struct ConsoleDeskTests {
    private let folder = TemporaryFolder()
    private static let password = "correct-horse"

    /// A console that knows a viewer and a technician, and the token of each.
    private func guarded() throws -> (setting: ConsoleSetting, viewer: String, technician: String) {
        let path = folder.file("accounts")
        try AccountFile.set(name: "vera", role: .viewer, password: Self.password, in: path)
        try AccountFile.set(name: "theo", role: .technician, password: Self.password, in: path)
        let viewer = try AccountFile.setToken(name: "grafana", role: .viewer, in: path)
        let technician = try AccountFile.setToken(name: "script", role: .technician, in: path)
        return (ConsoleSetting(port: 0, accounts: path), viewer, technician)
    }

    @Test func everyAnswerTellsBrowsersToBeCareful() async throws {
        try await TestConsole.run { console async throws in
            for path in ["/", "/health", "/nothing", "/api/v1/meters", "/api/v1/nothing", "/console.js", "/metrics"] {
                let answer = try await console.ask("GET \(path)")
                let policy = try #require(answer.field("Content-Security-Policy"), "\(path)")
                #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe"))
                for (name, value) in [
                    ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
                    ("Referrer-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
                ] { #expect(answer.field(name) == value, "\(path): \(name)") }
                #expect(answer.field("Cache-Control") != nil && answer.field("Server") == nil)
            }
        }
    }

    @Test func withoutAccountsEverybodyOnTheMachineLooksAndNobodyChangesAnything() async throws {
        try await TestConsole.run { console async throws in
            #expect(try await console.ask("GET /").status == 200)
            #expect(try await console.ask("GET /api/v1/meters").status == 200)
            #expect(try await console.ask("GET /meters/cellar/picture").body == TestSource.picture)
            #expect(try await console.ask("GET /login").field("Location") == "/")
            for path in ["/meters/cellar/read", "/api/v1/meters/cellar/read"] {
                #expect(try await console.ask("POST \(path)", body: "").status == 403)
            }
            #expect(try await console.ask("POST /login", body: "user=a&password=b").status == 403)
            #expect(console.source.taken == [])
        }
    }

    @Test func aPageWhoseNameWasMadeToLeadHereGetsNothing() async throws {
        try await TestConsole.run { console async throws in
            for host in [
                "evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8088", "10.0.0.1", "[::2]", "",
            ] {
                #expect(try await console.ask("GET /api/v1/meters", host: host).status == 421, "\(host)")
            }
            for host in ["localhost", "LOCALHOST:8088", "127.0.0.1:8088", "[::1]:8088"] {
                #expect(try await console.ask("GET /api/v1/meters", host: host).status == 200, "\(host)")
            }
        }
    }

    @Test func whoIsNotInSeesNothing() async throws {
        let (setting, _, _) = try guarded()
        try await TestConsole.run(setting) { console async throws in
            for path in ["/", "/meters/cellar/picture"] {
                let answer = try await console.ask("GET \(path)")
                #expect(answer.status == 303 && answer.field("Location") == "/login", "\(path)")
            }
            for path in [
                "/api/v1/meters", "/api/v1/health", "/api/v1/events", "/api/v1/meters/cellar/picture", "/metrics",
            ] {
                let answer = try await console.ask("GET \(path)")
                #expect(answer.status == 401 && answer.field("WWW-Authenticate") == "Bearer", "\(path)")
            }
            // How it is, and no more, for who watches from outside.
            let pulse = try await console.ask("GET /health")
            #expect(pulse.text == "{\"state\":\"warning\",\"version\":\"1.2.3\"}\n")
            #expect(try await console.ask("GET /health", ["Accept: text/html"]).status == 303)
        }
    }

    @Test func aTechnicianLogsInHasAMeterReadAndLogsOut() async throws {
        let (setting, _, _) = try guarded()
        try await TestConsole.run(setting) { console async throws in
            let (cookie, code) = try await console.logIn("theo", Self.password)
            let order = try await console.ask(
                "POST /meters/cellar/read", ["Cookie: \(cookie)"], body: "code=\(code)")
            #expect(order.status == 303 && order.field("Location") == "/")
            #expect(console.source.taken == ["cellar by console, theo"])
            let unknown = try await console.ask(
                "POST /meters/attic/read", ["Cookie: \(cookie)"], body: "code=\(code)")
            #expect(unknown.status == 409 && unknown.text.contains("there is no meter &quot;attic&quot;"))
            #expect(try await console.ask("POST /logout", ["Cookie: \(cookie)"], body: "code=\(code)").status == 303)
            #expect(try await console.ask("GET /", ["Cookie: \(cookie)"]).status == 303)
        }
    }

    @Test func theCookieIsOnlyForThisSiteAndNoScriptSeesIt() async throws {
        let (setting, _, _) = try guarded()
        try await TestConsole.run(setting) { console async throws in
            let line = try #require(try await console.ask("GET /login").field("Set-Cookie"))
            #expect(try await console.ask("GET /health").field("Set-Cookie") == nil)
            #expect(try await console.ask("GET /console.css").field("Set-Cookie") == nil)
            #expect(line.hasPrefix("meterclip=") && line.hasSuffix("; Path=/; HttpOnly; SameSite=Strict"))
        }
    }

    @Test func noOtherSiteCanSendAForm() async throws {
        let (setting, _, _) = try guarded()
        try await TestConsole.run(setting) { console async throws in
            let (cookie, code) = try await console.logIn("theo", Self.password)
            let (other, strange) = try await console.logIn("theo", Self.password)
            #expect(cookie != other)
            for (fields, body) in [
                ([], ""), ([], "code="), ([], "code=\(strange)"), (["Sec-Fetch-Site: cross-site"], "code=\(code)"),
                (["Sec-Fetch-Site: same-site"], "code=\(code)"), (["X-Form-Code: \(strange)"], "code=\(code)"),
            ] {
                for path in ["/meters/cellar/read", "/api/v1/meters/cellar/read", "/logout"] {
                    let answer = try await console.ask("POST \(path)", ["Cookie: \(cookie)"] + fields, body: body)
                    #expect(answer.status == 403, "\(path) \(fields) \(body)")
                }
            }
            #expect(try await console.ask("POST /login", body: "user=theo&password=\(Self.password)").status == 403)
            #expect(console.source.taken == [])
            let own = ["Cookie: \(cookie)", "Sec-Fetch-Site: same-origin", "X-Form-Code: \(code)"]
            #expect(try await console.ask("POST /api/v1/meters/cellar/read", own, body: "").status == 202)
        }
    }

    @Test func aViewerLooksAndDoesNotChange() async throws {
        let (setting, viewer, _) = try guarded()
        try await TestConsole.run(setting) { console async throws in
            let page = try await console.ask("GET /login")
            let login = try await console.ask(
                "POST /login", ["Cookie: \(page.cookie ?? "")"],
                body: "user=vera&password=\(Self.password)&code=\(page.code ?? "")")
            let cookie = try #require(login.cookie)
            let front = try await console.ask("GET /", ["Cookie: \(cookie)"])
            #expect(front.status == 200 && !front.text.contains("/read\""))
            let refused = try await console.ask(
                "POST /meters/cellar/read", ["Cookie: \(cookie)"], body: "code=\(front.code ?? "")")
            #expect(refused.status == 403)
            let bearer = ["Authorization: Bearer \(viewer)"]
            #expect(try await console.ask("GET /api/v1/meters", bearer).status == 200)
            #expect(try await console.ask("POST /api/v1/meters/cellar/read", bearer, body: "").status == 403)
            #expect(console.source.taken == [])
        }
    }

    @Test func aProgramComesInByItsTokenAndByNothingLikeIt() async throws {
        let (setting, _, technician) = try guarded()
        try await TestConsole.run(setting) { console async throws in
            let order = try await console.ask(
                "POST /api/v1/meters/cellar/read", ["Authorization: Bearer \(technician)"], body: "")
            #expect(order.status == 202 && order.text == "{\"state\":\"done\"}\n")
            #expect(console.source.taken == ["cellar by console, script"])
            for wrong in ["Bearer", "Bearer x", "Basic \(technician)", technician] {
                #expect(try await console.ask("GET /api/v1/meters", ["Authorization: \(wrong)"]).status == 401)
            }
            // However many were wrong, the right one is taken, and people from there may log in.
            for _ in 0..<20 {
                #expect(try await console.ask("GET /api/v1/meters", ["Authorization: Bearer y"]).status == 401)
            }
            #expect(try await console.ask("GET /metrics", ["Authorization: Bearer \(technician)"]).text == "plain\n")
            _ = try await console.logIn("theo", Self.password)
        }
    }

    @Test func whoeverIsTakenOutOfTheFileIsOut() async throws {
        let (setting, viewer, _) = try guarded()
        try await TestConsole.run(setting) { [folder] console async throws in
            let (cookie, _) = try await console.logIn("theo", Self.password)
            folder.write("accounts", "")
            #expect(try await console.ask("GET /", ["Cookie: \(cookie)"]).status == 303)
            #expect(try await console.ask("GET /metrics", ["Authorization: Bearer \(viewer)"]).status == 401)
        }
    }

    @Test func aThousandWrongLoginsAreRefusedWhileOthersAreServed() async throws {
        let (setting, viewer, _) = try guarded()
        try await TestConsole.run(setting) { console async throws in
            let (cookie, _) = try await console.logIn("theo", Self.password)
            let page = try await console.ask("GET /login")
            let visit = try #require(page.cookie)
            let code = try #require(page.code)
            var statuses: [Int: Int] = [:]
            for number in 0..<1_000 {
                let user = number % 2 == 0 ? "theo" : "nobody\(number)"
                let answer = try await console.ask(
                    "POST /login", ["Cookie: \(visit)"], body: "user=\(user)&password=wrong\(number)&code=\(code)")
                statuses[answer.status, default: 0] += 1
                if number % 100 == 0 {
                    #expect(try await console.ask("GET /", ["Cookie: \(cookie)"]).status == 200)
                }
            }
            #expect(statuses == [401: 5, 429: 995])
            // The right one has to wait as well, from this address; who is in stays in.
            let right = "user=theo&password=\(Self.password)&code=\(code)"
            let late = try await console.ask("POST /login", ["Cookie: \(visit)"], body: right)
            #expect(late.status == 429 && late.field("Retry-After") == "30")
            #expect(try await console.ask("GET /metrics", ["Authorization: Bearer \(viewer)"]).status == 200)
            console.ahead.pass(30_000)
            #expect(try await console.ask("POST /login", ["Cookie: \(visit)"], body: right).status == 303)
        }
    }

    @Test func aPathLeadsToNoFile() async throws {
        try await TestConsole.run { console async throws in
            for path in [
                "/../../../../etc/passwd", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd",
                "/meters/..%2f..%2f..%2fetc%2fpasswd/picture", "/meters/%2fetc%2fpasswd/picture", "//etc/passwd",
                "/console.css/../../etc/passwd", "/console.css%00.png", "/%c0%ae%c0%ae/etc/passwd", "/.git/config",
                "/api/v1/meters/../../../etc/passwd", "\\..\\..\\etc\\passwd", "file:///etc/passwd",
                "/..;/etc/passwd", "/meters/%00/picture", "/%", "/%zz", "/meters/../picture", "/meters/%2e%2E/picture",
                "/meters/./picture", "/meters/%2e/picture", "/meters/a%00b/picture",
            ] {
                let answer = try await console.ask("GET \(path)")
                #expect([400, 404].contains(answer.status), "\(path): \(answer.status)")
                #expect(!answer.text.contains("root:"))
            }
            // Nobody behind the console is ever asked for such a name.
            #expect(!console.source.pictured.contains { $0 == "." || $0 == ".." || $0.contains("\0") })
            _ = try await console.ask("GET /meters/x..y/picture")
            #expect(console.source.pictured.last == "x..y")
        }
    }

    @Test func aWayThatIsThereSaysHowItIsAsked() async throws {
        try await TestConsole.run { console async throws in
            #expect(try await console.ask("DELETE /api/v1/meters").field("Allow") == "GET")
            #expect(try await console.ask("PUT /login", body: "").field("Allow") == "GET, POST")
            let head = try await console.ask("HEAD /")
            let whole = try await console.ask("GET /")
            #expect(head.status == 200 && head.body.isEmpty)
            #expect(head.field("Content-Length") == "\(whole.body.count)")
        }
    }
}
