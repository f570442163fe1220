// What the doctor says of a board without devices, and of a configuration with mistakes. Real devices are in the guest of
// Scripts/hil.

import Capture
import Metering
import TestSupport
import Testing

@testable import Agent

@Suite struct DoctorCommandTests {
    private let folder = TemporaryFolder()

    private func lines(_ text: String, json: Bool = false) async -> (isWell: Bool, lines: [String]) {
        var lines: [String] = []
        let path = folder.write("meterclip.toml", text)
        let isWell = await DoctorCommand(configuration: path, json: json).run { lines.append($0) }
        return (isWell, lines)
    }

    @Test func everyMistakeIsAProblemWithItsPlaceAndAdvice() async {
        let (isWell, lines) = await lines(
            "device = \"gw\"\njournal = \"j.db\"\n[[meter]]\ncron = \"61 * * * *\"\n", json: true)
        #expect(!isWell)
        let text = lines.joined(separator: "\n")
        #expect(text.contains("meterclip.toml:4") && text.contains("write 0 to 59"), "\(text)")
        #expect(lines.allSatisfy { $0.hasPrefix("{\"area\":\"") && $0.contains("\"state\":\"") })
        #expect(
            lines.contains { $0.contains("\"area\":\"clock\"") }
                && lines.contains { $0.contains("\"area\":\"camera\"") })
    }

    @Test func aBrokerThatIsNotThereIsToldOf() async {
        let (isWell, lines) = await lines(
            """
            device = "gw"
            journal = "j.db"
            [[meter]]
            camera = { kind = "simulated", face = "water" }
            [[sink]]
            kind = "mqtt"
            host = "127.0.0.1"
            port = 9
            """)
        #expect(!isWell)
        let text = lines.joined(separator: "\n")
        #expect(text.contains("PROBLEM broker") && text.contains("127.0.0.1:9"), "\(text)")
        #expect(text.contains("-> check its name, its port, the network, and whether it runs; readings are"), "\(text)")
        #expect(text.contains("ok      disk") && text.contains("MB are free"), "\(text)")
        #expect(lines.allSatisfy { $0.count <= 100 }, "\(lines.filter { $0.count > 100 })")
        #expect(lines.last?.contains("problem") == true)
    }

    @Test func serversThatAreNotThereAreToldOf() async {
        let (isWell, lines) = await lines(
            """
            device = "gw"
            journal = "j.db"
            [[meter]]
            camera = { kind = "simulated", face = "water" }
            [[sink]]
            kind = "https"
            url = "http://127.0.0.1:9/in"
            [[sink]]
            kind = "influxdb"
            version = 1
            url = "http://127.0.0.1:9"
            database = "d"
            """)
        #expect(!isWell)
        #expect(lines.filter { $0.contains("PROBLEM server") }.count == 2)
        let text = lines.joined(separator: "\n")
        #expect(text.contains("https: http://127.0.0.1:9/in: cannot be reached"), "\(text)")
        #expect(text.contains("influxdb: http://127.0.0.1:9: cannot be reached"), "\(text)")
        #expect(text.contains("-> check its name, its port, the network, and whether it runs; readings are"), "\(text)")
    }

    @Test func aFolderThatIsNotThereIsToldOf() {
        #expect(BoardChecks.disk(of: folder.path + "/not/there/j.db").state == .problem)
        #expect(BoardChecks.disk(of: folder.path + "/j.db").state != .problem)
        let made = BoardChecks.disk(of: folder.path + "/not/there/j.db", makesFolder: true)
        #expect(made.state != .problem && made.subject == folder.path + "/not/there")
        #expect(made.text.hasSuffix("the folder will be made"))
    }

    @Test func aClockThatNobodyHasSetIsAProblem() {
        func state(_ milliseconds: Int64, _ isSynchronised: Bool) -> DoctorFinding.State {
            BoardChecks.clock(
                AgentClock(
                    wall: { Timestamp(milliseconds: milliseconds) }, sinceBoot: { 0 },
                    isSynchronised: { isSynchronised }, bootID: "b")
            ).state
        }
        #expect(state(3600_000, false) == .problem)
        #expect(state(1_795_000_000_000, false) == .warning)
        #expect(state(1_795_000_000_000, true) == .good)
    }

    @Test func anAgentInSafeModeIsAProblemWithEveryMistakeAndWhatItWritesIsTold() async throws {
        let status = AgentStatus()
        let path = folder.file("control.sock")
        let server = try ControlServer(path: path) { _, _, _ in
            var object = JSONObject()
            object.set("device", "gw")
            status.set(&object)
            return ControlServer.Part(lines: [object.text])
        }
        defer { server.close() }
        let checks = AgentChecks(socket: path)
        var findings = try await aside { checks.findings() }
        #expect(findings.map(\.area) == ["agent", "disk"] && findings.allSatisfy { $0.state == .good }, "\(findings)")
        #expect(findings[1].text.contains("since the agent's start"))
        status.safeMode = SafeMode(problem: "m.toml:3: a: b\nm.toml:4: c: d", former: nil)
        findings = try await aside { checks.findings() }
        #expect(findings[0].state == .problem && !findings[0].advice.isEmpty)
        #expect(findings[0].text == "safe mode: m.toml:3: a: b (and 1 more mistake); no meter is read")
        #expect(findings[0].details == ["m.toml:3: a: b", "m.toml:4: c: d"])
        #expect(AgentChecks(socket: folder.file("none")).findings().isEmpty)
    }

    @Test func aCamerasTroubleComesWithAdvice() {
        let forbidden = DeviceChecks.camera(at: "/dev/video0", .failure(.forbidden))
        #expect(forbidden.state == .problem && forbidden.advice.contains("group"))
        let busy = DeviceChecks.camera(at: "/dev/video0", .failure(.busy))
        #expect(busy.state == .problem && busy.advice.contains("the agent itself"))
    }
}
