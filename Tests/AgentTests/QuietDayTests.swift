// A day on which nothing happens says nothing: the whole daemon, with a clock that runs many times as fast.

import Capture
import Logging
import Metering
import Synchronization
import TestSupport
import Testing

@testable import Agent

@Suite struct QuietDayTests {
    private static let pace: Int64 = 2_400
    private let folder = TemporaryFolder()

    /// The board's clock, faster.
    private func clock() -> AgentClock {
        let system = AgentClock.system
        let (wall, uptime) = (system.wall().milliseconds, system.sinceBoot())
        return AgentClock(
            wall: { Timestamp(milliseconds: wall + (system.sinceBoot() - uptime) * Self.pace) },
            sinceBoot: { uptime + (system.sinceBoot() - uptime) * Self.pace }, isSynchronised: { true },
            bootID: system.bootID,
            sleep: { try await Task.sleep(for: .microseconds(Double($0) * 1_000 / Double(Self.pace))) })
    }

    @Test(.timeLimit(.minutes(10)))
    func twentyFourHoursLogNothingAboveInfo() async throws {
        var configuration = AgentConfiguration.simulation(in: folder.path)
        configuration.meters = Array(configuration.meters.prefix(2))
        for number in configuration.meters.indices {
            configuration.meters[number].plan = ReadingPlan(every: .seconds(900))
            guard case .simulated(let face, let seed, _) = configuration.meters[number].camera else { continue }
            configuration.meters[number].camera = .simulated(face, seed: seed, acceleration: 1)
        }
        let log = HeardLog()
        var command = RunCommand(configuration: configuration, duration: nil)
        command.clock = clock()
        let began = command.clock.wall()
        let lines = Mutex<[String]>([])
        let (day, over) = AsyncStream.makeStream(of: Void.self)
        let logger = log.logger
        let run = Task { [command] in
            try await command.run(logger: logger) { line in
                let count = lines.withLock { lines in
                    lines.append(line)
                    return lines.count
                }
                // Two meters, 96 quarters of an hour, and what was read at the start.
                let at = Timestamp(line.prefix { $0 != " " })
                if count >= 2 * 97, let at, at.seconds(since: began) >= 86_400 { over.finish() }
            }
        }
        for await _ in day {}
        run.cancel()
        _ = await run.result
        let heard = log.lines
        #expect(heard.filter { $0.level > .info }.map(\.text) == [])
        #expect(heard.count < 50, "a quiet day does not talk at info either: \(heard.map(\.text).prefix(60))")
        let withheld = lines.withLock { lines in lines.filter { $0.contains("withheld") } }
        print("\(lines.withLock(\.count)) readings, \(withheld.count) withheld, \(heard.count) lines logged")
        #expect(withheld.count <= 4, "\(withheld)")
    }
}
