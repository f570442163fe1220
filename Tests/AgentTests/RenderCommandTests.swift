// `meterclip render`: what it takes and what it refuses.

import Metering
import Recognition
import TestSupport
import Testing

@testable import Agent

@Suite struct RenderCommandTests {
    private let folder = TemporaryFolder()

    private func command(
        face: String = "water", start: String = "123.4567", step: Double = 0.01, interval: String = "5m",
        frames: Int = 1, severity: Double = 0
    ) throws -> RenderCommand {
        try RenderCommand(
            face: face, seed: 1, start: start, step: step, interval: interval, frames: frames, severity: severity,
            quality: nil, folder: folder.path + "/case")
    }

    private func refusal(_ make: () throws -> RenderCommand) -> String {
        do {
            _ = try make()
            return "taken"
        } catch {
            return (error as? AgentError)?.message ?? "\(error)"
        }
    }

    @Test func wordsThatMeanNothingAreRefusedWithTheRightOnes() {
        #expect(refusal { try command(face: "steam") } == "--face steam: use water, gas, electricity, heat, dials")
        #expect(refusal { try command(start: "12,5") }.hasPrefix("--start 12,5: write a decimal"))
        #expect(refusal { try command(interval: "5") }.hasPrefix("--interval 5: write a duration"))
        #expect(refusal { try command(interval: "10ms") }.hasPrefix("--interval: write a duration"))
    }

    @Test(arguments: [("999999999999999999", "water"), ("123456789012345678", "electricity"), ("100000", "water")])
    func aStartBeyondTheRegisterIsRefused(start: String, face: String) {
        let message = refusal { try command(face: face, start: start) }
        #expect(message.hasPrefix("--start \(start): this meter counts to below 1000"), "\(message)")
    }

    @Test func theHighestStartIsTaken() throws {
        #expect(throws: Never.self) { try command(start: "99999.999999999") }
    }

    @Test(arguments: ["999999999d", "400d"])
    func framesOverMoreThanACenturyAreRefused(interval: String) {
        #expect(refusal { try command(interval: interval, frames: 150) }.contains("more than a hundred years"))
    }

    @Test func numbersOutOfRangeAreRefused() {
        #expect(refusal { try command(frames: 0) }.hasPrefix("--frames"))
        #expect(refusal { try command(frames: 10_001) }.hasPrefix("--frames"))
        #expect(refusal { try command(severity: .nan) }.hasPrefix("--severity"))
        #expect(refusal { try command(step: .nan) }.hasPrefix("--step"))
        #expect(refusal { try command(step: -1) }.hasPrefix("--step"))
        #expect(
            refusal { try command(step: 999_999, interval: "1s") }.hasPrefix("--step: more than 1000000000 in an hour"))
    }

    @Test(arguments: [(0.0, "5m"), (0.000_000_1, "300d"), (69_000, "1s")])
    func theCardOfACaseCanBeReadAgain(step: Double, interval: String) throws {
        try command(step: step, interval: interval).run { _ in }
        #expect(throws: Never.self) { try ReplayCase(path: folder.path + "/case") }
    }
}
