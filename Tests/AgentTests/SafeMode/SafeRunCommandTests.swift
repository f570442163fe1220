// The daemon as firmware: a configuration that cannot be used stops no reading that went well before, everybody is told of it, and one that
// was mended is taken up.

import Glibc
import Journal
import Logging
import Metering
import Synchronization
import TestSupport
import Testing

@testable import Agent

#if Console
    import Console
#endif

@Suite(.serialized, .timeLimit(.minutes(5))) struct SafeRunCommandTests {
    private let folder = TemporaryFolder()

    private var path: String { folder.path + "/meterclip.toml" }
    private var state: String { folder.path + "/state" }
    private var control: String { folder.path + "/control.sock" }

    init() { mkdir(state, 0o700) }

    private func text(_ meter: String = "face = \"water\"", journal: String = "journal.db", more: String = "") -> String
    {
        """
        device = "gw"
        journal = "\(journal)"
        control = "control.sock"
        \(more)
        [[meter]]
        camera = { kind = "simulated", \(meter) }
        interval = "200ms"
        [[sink]]
        kind = "file"
        path = "outbox.jsonl"
        """
    }

    private let broken = "device = \"gw\"\njournal = \"journal.db\"\nmetre = 7\n"

    /// An agent while it runs.
    private final class Agent: Sendable {
        let lines = Mutex<[String]>([])
        let log = HeardLog()
        let url = Mutex<String?>(nil)
        let status: AgentStatus
        init(_ status: AgentStatus) { self.status = status }

        func wait(_ isSo: () throws -> Bool) async throws {
            while try !isSo() { try await Task.sleep(for: .milliseconds(5)) }
        }

        /// Until so many more readings have come.
        func wait(readings: Int) async throws {
            let before = lines.withLock { $0.count }
            try await wait { lines.withLock { $0.count } >= before + readings }
        }
    }

    private func run(standing: Duration = .milliseconds(100), _ body: (Agent) async throws -> Void) async throws {
        var command = SafeRunCommand(path: path, state: state, duration: nil)
        (command.standing, command.mendLook) = (standing, .milliseconds(20))
        command.stand.control = control
        #if Console
            command.stand.console = ConsoleSetting(port: 0)
        #endif
        let agent = Agent(command.status)
        command.onConsole = { url in agent.url.withLock { $0 = url } }
        let task = Task { [command] in
            try await command.run(logger: agent.log.logger) { line in agent.lines.withLock { $0.append(line) } }
        }
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(agent)) } catch { outcome = .failure(error) }
        task.cancel()
        _ = await task.result
        try outcome.get()
    }

    private func write(_ text: String) { _ = folder.write("meterclip.toml", text) }

    private func asked() async throws -> String {
        let control = control
        return try await aside {
            var line = ""
            try ControlClient.ask(#"{"ask":"status"}"#, at: control) { line = $0 }
            return line
        }
    }

    private func get(_ agent: Agent, _ path: String, _ fields: String = "") async throws -> String {
        let url = agent.url.withLock { $0 ?? "" }
        let port = try #require(UInt16(url.dropLast().split(separator: ":").last ?? ""))
        return try await aside {
            let client = try LoopbackClient(port)
            client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\(fields)\r\n")
            return String(decoding: client.rest(), as: UTF8.self)
        }
    }

    private var kept: String { state + "/last-good.toml" }

    private func inode(_ path: String) -> UInt64 {
        var state = stat()
        return stat(path, &state) == 0 ? UInt64(state.st_ino) : 0
    }

    @Test func aConfigurationThatWentWellIsKeptForNobodyElseToReadAndWrittenOnce() async throws {
        write(text())
        try await run { agent in
            try await agent.wait { (try? TextFile.read(kept)) == text() }
            #expect(agent.status.safeMode == nil)
        }
        var status = stat()
        #expect(stat(kept, &status) == 0 && status.st_mode & 0o777 == 0o600)
        let first = inode(kept)
        try await run { agent in
            try await agent.wait(readings: 3)
            try await Task.sleep(for: .milliseconds(150))
        }
        #expect(inode(kept) == first, "it was written again")
    }

    @Test func oneThatDidNotStandIsNotKept() async throws {
        write(text())
        try await run(standing: .seconds(3_600)) { agent in try await agent.wait(readings: 2) }
        #expect(access(kept, F_OK) != 0)
    }

    @Test func readingGoesOnWithTheLastGoodOneAndEverybodyIsTold() async throws {
        try LastGood(folder: state, original: path).keep(text(more: "[console]\nport = \(try freePort())"))
        let broken = "metre = 7\n" + text().replacing("interval", with: "intervall")
        write(broken)
        try await run { agent in
            try await agent.wait(readings: 2)
            let day = AgentClock.system.wall().text.prefix(10)
            let start = "safe mode: \(path):1: unknown key \"metre\": known here: balance, camera, "
            let end = " (and 1 more mistake); goes on with the configuration of \(day)"
            let line = agent.status.line()
            #expect(line.hasPrefix(start) && line.contains(end + "; reading 1 meter; last reading "), "\(line)")
            #expect(agent.log.lines.contains { $0.text.hasPrefix("error " + start) && $0.text.hasSuffix(end) })
            let answer = try await asked()
            #expect(answer.contains("\"safe_mode\":{\"problem\":"), "\(answer)")
            let rows = try StatusTable.rows(answer, from: "s").joined(separator: "\n")
            #expect(rows.contains("safe mode:") && rows.contains("-> correct it"))
            #expect(try StatusTable.line(answer, from: "s").hasPrefix(start))
            #if Console
                try await agent.wait { agent.url.withLock { $0 } != nil }
                let health = try await get(agent, "/api/v1/health")
                #expect(
                    health.contains("\"state\":\"problem\"") && health.contains("unknown key \\\"metre\\\""),
                    "\(health)")
                for (language, words) in [("en", "Safe mode: the configuration"), ("zh", "安全模式：配置无法使用")] {
                    let page = try await get(agent, "/", "Accept: text/html\r\nAccept-Language: \(language)\r\n")
                    #expect(page.contains(words) && page.contains("unknown key"), "\(page)")
                }
                let figures = try await get(agent, "/metrics")
                #expect(figures.contains("meterclip_safe_mode 1.0"))
            #endif
            write(text())
            try await agent.wait { agent.status.safeMode == nil }
            try await agent.wait(readings: 2)
            #expect(try await !asked().contains("safe_mode"))
        }
    }

    @Test(arguments: ["missing", "broken", "no meter", "not text"])
    func withoutALastGoodOneItStandsAndSaysSoUntilItIsMended(how: String) async throws {
        switch how {
        case "broken": write(broken)
        case "no meter": write("device = \"gw\"\njournal = \"journal.db\"\n[[sink]]\nkind = \"file\"\npath = \"o\"\n")
        case "not text": try TextFile.writeBytes([0xFF, 0xFE, 0x00], to: path)
        default: break
        }
        try await run { agent in
            try await agent.wait { agent.status.safeMode != nil && access(control, F_OK) == 0 }
            let answer = try await asked()
            #expect(answer.contains("no meter is read") && answer.contains(path), "\(answer)")
            #expect(agent.lines.withLock { $0.isEmpty })
            #if Console
                try await agent.wait { agent.url.withLock { $0 } != nil }
                let page = try await get(agent, "/", "Accept: text/html\r\nAccept-Language: zh\r\n")
                #expect(page.contains("目前不读取任何仪表"), "\(page)")
                #expect(try await get(agent, "/api/v1/health").contains(path))
                #expect(try await get(agent, "/metrics").contains("meterclip_safe_mode 1.0"))
            #endif
            write(text())
            try await agent.wait(readings: 2)
            #expect(agent.status.safeMode == nil)
        }
    }

    @Test func aJournalThatCannotBeOpenedIsSaidInOneLineAndTheManagerIsToldThatItStands() async throws {
        write(text(journal: "/proc/meterclip/journal.db"))
        let heard = try HeardManager(folder.file("notify"))
        var command = SafeRunCommand(path: path, state: "/proc/none", duration: nil)
        command.stand.control = control
        #if Console
            command.stand.console = ConsoleSetting(port: 0)
        #endif
        command.manager = try heard.manager()
        let task = Task { [command] in try await command.run(logger: HeardLog().logger) { _ in } }
        var lines: [String] = []
        while !lines.contains("READY=1") || !lines.contains(where: { $0.hasPrefix("STATUS=safe mode: ") }) {
            try await Task.sleep(for: .milliseconds(5))
            lines += heard.heard()
        }
        let told = try #require(lines.last { $0.hasPrefix("STATUS=safe mode: ") })
        #expect(told.contains("/proc/meterclip") && told.hasSuffix("no meter is read"), "\(told)")
        task.cancel()
        _ = await task.result
    }

    @Test func aFolderThatCannotBeWrittenStopsNoReading() async throws {
        write(text())
        var command = SafeRunCommand(path: path, state: "/proc/none", duration: .seconds(2))
        command.standing = .milliseconds(50)
        let log = HeardLog()
        let count = Mutex(0)
        try await command.run(logger: log.logger) { _ in count.withLock { $0 += 1 } }
        #expect(count.withLock { $0 } > 0)
        #expect(log.lines.contains { $0.text.contains("not kept as the last good one: /proc/none") }, "\(log.lines)")
    }

    @Test func whatIsFoundWrongOnlyWhenTheServicesBeginIsNoReasonToReadNothing() async throws {
        try LastGood(folder: state, original: path).keep(text())
        // Another one has the port already.
        let taken = try freePort()
        let other = try MetricsServer(AgentConfiguration.MetricsSetting(port: taken)) { _ in
            MetricsServer.Page(type: "text/plain", text: "")
        }
        defer { other.close() }
        write(text(more: "[metrics]\nport = \(taken)"))
        try await run(standing: .seconds(3_600)) { agent in
            try await agent.wait(readings: 2)
            #expect(agent.status.line().contains("figures cannot be told"), "\(agent.status.line())")
        }
    }
}
