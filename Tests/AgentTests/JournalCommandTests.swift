import Journal
import TestSupport
import Testing

@testable import Agent

@Suite struct JournalCommandTests {
    private let folder = TemporaryFolder()
    private var path: String { folder.file("journal.db") }

    private func make() async throws {
        let journal = try Journal.open(path: path, device: "gw")
        try await journal.register(sinks: ["mqtt"])
        for (kind, payload) in [("reading", "{\"index\":\"1.2\"}"), ("withheld", "{\"why\":\"a \\\"b\\\", c\"}")] {
            let time = EntryTime(
                bootID: "boot", monotonicMilliseconds: 5, wallMilliseconds: 1_700_000_000_000, clock: .synchronised)
            try await journal.append(NewEntry(kind: kind, meter: "gas", time: time, payload: Array(payload.utf8)))
        }
        try await journal.settle("mqtt", through: 1)
        try await journal.close()
    }

    private func lines(_ run: ((String) -> Void) throws -> Void) rethrows -> [String] {
        var lines: [String] = []
        try run { lines.append($0) }
        return lines
    }

    @Test("a whole journal is told in one JSON line")
    func checks() async throws {
        try await make()
        var isWhole = false
        let lines = try lines { isWhole = try JournalCheckCommand(path: path, json: true).run(write: $0) }
        #expect(isWhole && lines.count == 1)
        #expect(lines[0].contains("\"kinds\":{\"reading\":1,\"withheld\":1}"))
        #expect(lines[0].contains("\"settled\":1,\"pending\":1,\"set_aside\":0"))
        #expect(lines[0].hasSuffix("\"problems\":[],\"ok\":true}"))
    }

    @Test("entries are written as JSON lines and as values with commas")
    func exports() async throws {
        try await make()
        let json = try lines {
            try JournalExportCommand(path: path, format: .jsonl, kind: nil, meter: nil, after: 1).run(write: $0)
        }
        #expect(
            json == [
                """
                {"seq":2,"kind":"withheld","meter":"gas","wall_ms":1700000000000,"clock":"synced","boot_id":"boot",\
                "monotonic_ms":5,"intact":true,"payload":{"why":"a \\"b\\", c"}}
                """
            ])
        let csv = try lines {
            try JournalExportCommand(path: path, format: .csv, kind: "reading", meter: "gas", after: 0).run(write: $0)
        }
        #expect(csv.last == "1,reading,gas,1700000000000,synced,boot,5,true,\"{\"\"index\"\":\"\"1.2\"\"}\"")
        #expect(csv.count == 2)
    }

    @Test("a damaged journal is not whole, is not exported, and is saved into another")
    func salvages() async throws {
        try await make()
        var bytes = try #require(readFile(path))
        bytes[0] = 0
        folder.write(bytes, to: "journal.db")
        var isWhole = true
        _ = try lines { isWhole = try JournalCheckCommand(path: path, json: false).run(write: $0) }
        #expect(!isWhole)
        #expect(throws: AgentError.self) {
            try JournalExportCommand(path: path, format: .csv, kind: nil, meter: nil, after: 0).run { _ in }
        }
        let target = folder.file("new.db")
        let told = try lines {
            try JournalSalvageCommand(path: path, target: target, device: "gw").run(write: $0)
        }
        #expect(told == ["\(target): 2 entries and the places of 1 sinks saved"])
        #expect(readFile(path) == bytes)
    }

    @Test("what is missing or no journal is told with its exit code")
    func refuses() {
        let missing = folder.file("missing")
        #expect(throws: AgentError.noInput("journal \(missing): No such file or directory")) {
            _ = try JournalCheckCommand(path: missing, json: true).run { _ in }
        }
        let text = folder.write("text", "no journal")
        #expect(throws: AgentError.badData("journal \(text): not a Meterclip journal: it is no database")) {
            _ = try JournalCheckCommand(path: text, json: true).run { _ in }
        }
    }
}
