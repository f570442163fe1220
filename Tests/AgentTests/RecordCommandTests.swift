// Replay cases from live meters: what is recorded replays as it was read.

import Capture
import Glibc
import Metering
import Recognition
import Synchronization
import TestSupport
import Testing

@testable import Agent

@Suite struct RecordCommandTests {
    private let folder = TemporaryFolder()

    /// A clock that nobody has to wait for: each wait takes what it should, at once.
    private func clock() -> AgentClock {
        let now = Mutex<Int64>(1_788_220_800_000)
        return AgentClock(
            wall: { Timestamp(milliseconds: now.withLock { $0 }) }, sinceBoot: { now.withLock { $0 } },
            isSynchronised: { true }, bootID: "boot", sleep: { time in now.withLock { $0 += time } })
    }

    private func configuration(_ meter: AgentConfiguration.Meter) -> AgentConfiguration {
        var configuration = AgentConfiguration.simulation(in: folder.path)
        configuration.meters.append(meter)
        return configuration
    }

    private func record(
        _ configuration: AgentConfiguration, _ meter: String, _ length: RecordCommand.Length,
        interval: Duration = .seconds(60)
    ) async throws -> (isSame: Bool, lines: [String]) {
        var command = try RecordCommand(
            configuration: configuration, meter: meter, folder: folder.path + "/recorded", length: length,
            interval: interval)
        command.clock = clock()
        var lines: [String] = []
        let isSame = try await command.run { lines.append($0) }
        return (isSame, lines)
    }

    private func rows() throws -> [ExpectedReading] { try ReplayCase(path: folder.path + "/recorded").expected }

    private func simulated(_ face: SimulatedFace) -> AgentConfiguration.Meter {
        AgentConfiguration.Meter(
            card: nil, camera: .simulated(face, seed: 3, acceleration: 1), plan: ReadingPlan(every: .seconds(1)),
            name: "ours")
    }

    @Test(arguments: [SimulatedFace.water, .electricity])
    func aSimulatedMeterBecomesACaseThatReplaysAsItWasRead(face: SimulatedFace) async throws {
        let (isSame, lines) = try await record(configuration(simulated(face)), "ours", .frames(4))
        #expect(isSame, "\(lines)")
        let rows = try rows()
        #expect(rows.count == 4)
        #expect(rows.contains { $0.index != nil }, "\(lines)")
        for (before, after) in zip(rows, rows.dropFirst()) {
            #expect(after.capturedAt.seconds(since: before.capturedAt) == 60)
        }
        var replayed: [String] = []
        let passes = try ReplayCommand(folders: [folder.path + "/recorded"], json: true, least: 1).run {
            replayed.append($0)
        }
        #expect(passes && replayed.dropLast().allSatisfy { $0.contains(#""judgement":"right""#) }, "\(replayed)")
        // What was read is what the meter showed.
        for row in rows {
            #expect(lines.contains { $0.contains(row.file) && $0.contains(row.index?.text ?? "withheld") })
        }
    }

    @Test func aRecordingEndsWhenItsTimeIsOver() async throws {
        _ = try await record(configuration(simulated(.water)), "ours", .time(.seconds(150)))
        #expect(try rows().count == 3)
    }

    @Test func picturesOfAFolderAreTakenToBeTheIntervalApart() async throws {
        let path = try WaterCase.render(in: folder, frames: 3)
        let meter = AgentConfiguration.Meter(
            card: path + "/meter.toml", camera: .folder(path + "/frames"), plan: ReadingPlan(every: .seconds(1)))
        let (isSame, lines) = try await record(
            configuration(meter), "rendered-water", .frames(9), interval: .seconds(300))
        #expect(isSame, "\(lines)")
        let rows = try rows()
        #expect(rows.count == 3)
        #expect(rows[2].capturedAt.milliseconds == 1_788_220_800_000)
        #expect(rows[2].capturedAt.seconds(since: rows[0].capturedAt) == 600)
        #expect(
            try TextFile.readBytes(folder.path + "/recorded/frames/002.jpg", limit: 1 << 20)
                == TextFile.readBytes(path + "/frames/002.jpg", limit: 1 << 20))
        #expect(rows[0].index?.text.hasPrefix("123.4") == true, "\(lines)")
    }

    @Test func whatIsWithheldIsToldAndExpectedToBe() async throws {
        let path = try WaterCase.render(in: folder, frames: 2)
        folder.write("case/frames/002.jpg", "no picture")
        let meter = AgentConfiguration.Meter(
            card: path + "/meter.toml", camera: .folder(path + "/frames"), plan: ReadingPlan(every: .seconds(1)))
        let (isSame, lines) = try await record(configuration(meter), "rendered-water", .frames(2))
        #expect(isSame)
        #expect(try rows()[1].index == nil)
        #expect(lines.contains { $0.hasPrefix("1 of 2 withheld") }, "\(lines)")
    }

    @Test func anUnknownMeterIsToldWithThoseThatThereAre() async throws {
        let failure = await #expect(throws: AgentError.self) {
            try await record(configuration(simulated(.water)), "cellar", .frames(1))
        }
        #expect(failure?.exitCode == 65)
        #expect(failure?.message.contains("simulated-water, simulated-gas, simulated-electricity, ours") == true)
    }

    @Test func aCaseThatIsThereIsNotReplaced() async throws {
        _ = try await record(configuration(simulated(.water)), "ours", .frames(1))
        let failure = await #expect(throws: AgentError.self) {
            try await record(configuration(simulated(.water)), "ours", .frames(1))
        }
        #expect(failure?.message.contains("holds a case already") == true)
    }

    /// A meter whose camera is not there.
    private func withoutItsCamera() throws -> AgentConfiguration {
        let path = try WaterCase.render(in: folder, frames: 1)
        var meter = AgentConfiguration.Meter(
            card: path + "/meter.toml", camera: .video("front", lights: []), plan: ReadingPlan(every: .seconds(1)))
        meter.key = "meter[0]"
        var configuration = configuration(meter)
        configuration.cameras = [CameraSetting(name: "front", place: .path("/dev/meterclip-no-camera"))]
        configuration.cameraPowers = [nil]
        return configuration
    }

    @Test(arguments: [true, false])
    func whereTheAgentRunsItIsToldThatItHasTheDevices(isRunning: Bool) async throws {
        var configuration = try withoutItsCamera()
        configuration.outputs = [
            Output.Setting(name: "flash", line: LineSetting(chip: "/dev/meterclip-no-chip", place: .number(1)))
        ]
        let socket = try #require(configuration.control)
        let server = isRunning ? try ControlServer(path: socket) { _, _, _ in .init(lines: [], next: nil) } : nil
        defer { server?.close() }
        let failure = await #expect(throws: AgentError.self) {
            try await record(configuration, "rendered-water", .frames(1))
        }
        #expect(failure?.message.contains("/dev/meterclip-no-chip") == true, "\(failure?.message ?? "")")
        #expect(failure?.message.contains("The agent is running") == isRunning, "\(failure?.message ?? "")")
        #expect(failure?.exitCode == (isRunning ? 69 : 65))
        // Nothing was begun.
        #expect(access(folder.path + "/recorded", F_OK) != 0)
    }

    @Test func aCameraThatIsNotThereEndsTheRecording() async throws {
        let configuration = try withoutItsCamera()
        let failure = await #expect(throws: AgentError.self) {
            try await record(configuration, "rendered-water", .frames(1))
        }
        #expect(failure?.exitCode == 69)
        #expect(failure?.message.contains("/dev/meterclip-no-camera") == true, "\(failure?.message ?? "")")
        // Nothing is left that would be in the way of the next try.
        #expect(access(folder.path + "/recorded", F_OK) != 0)
    }
}
