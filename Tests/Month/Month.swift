// Runs the whole agent, console and journal and evidence and a file sink included, over simulated meters and days that pass quickly:
// what it costs in memory, descriptors and writes to flash must not grow with the days.
//
//     Month FOLDER [--days N] [--meters N] [--every MINUTES] [--speed TIMES]
//
// Prints a line of each day, then what grew; ends with 1 if a limit is missed. Of the first days, in which caches fill, nothing is held.

import Agent
import Capture
import Glibc
import Logging
import Metering
import Synchronization

@main
struct Month {
    /// What is looked at once a simulated day.
    struct Sample {
        var day: Double
        var cost: ProcessCost
        var readings: Int
    }

    static func main() async throws {
        var words = Array(CommandLine.arguments.dropFirst())
        let days = take("--days", &words, 30)
        let meters = take("--meters", &words, 10)
        let every = take("--every", &words, 15)
        let speed = take("--speed", &words, 1_500)
        guard words.count == 1, min(days, meters, every, speed) > 0, let start = ProcessCost.now() else {
            print("usage: Month FOLDER [--days N] [--meters N] [--every MINUTES] [--speed TIMES]")
            exit(64)
        }
        let counted = Mutex(0)
        var configuration = AgentConfiguration.demonstration(in: words[0])
        let usual = configuration.meters[0]
        configuration.meters = (0..<meters).map { number in
            var meter = usual
            let face = SimulatedFace.allCases[number % SimulatedFace.allCases.count]
            meter.camera = .simulated(face, seed: UInt64(number + 1), acceleration: 1)
            meter.plan = ReadingPlan(every: .seconds(every * 60))
            meter.name = "\(face.rawValue)-\(number)"
            meter.warnings.isOn = true
            return meter
        }
        let clock = FastClock(speed: Int64(speed))
        var command = RunCommand(
            configuration: configuration, duration: .milliseconds(Int64(days) * 86_400_000 / Int64(speed)))
        command.clock = clock.agentClock
        let watching = Task { try await watch(clock) { counted.withLock { $0 } } }
        var logger = Logger(label: "month") { _ in StreamLogHandler.standardError(label: "month") }
        logger.logLevel = .warning
        try await command.run(logger: logger) { _ in counted.withLock { $0 += 1 } }
        watching.cancel()
        let samples = try await watching.value
        exit(judge(samples, from: start) ? 0 : 1)
    }

    /// Looks once a simulated day, until it is cancelled.
    private static func watch(_ clock: FastClock, _ readings: @Sendable () -> Int) async throws -> [Sample] {
        var samples: [Sample] = []
        print("day   readings   resident KB   of it own KB   descriptors   written KB   processor s")
        while !Task.isCancelled {
            let next = Int64(samples.count + 1) * 86_400_000
            do { try await clock.sleep(until: next) } catch { break }
            guard let cost = ProcessCost.now() else { break }
            let day = Double(clock.elapsed) / 86_400_000
            samples.append(Sample(day: day, cost: cost, readings: readings()))
            print(
                padded(samples.count, 3), padded(readings(), 10), padded(cost.resident, 13), padded(cost.own, 14),
                padded(cost.descriptors, 13), padded(Int(cost.written / 1_024), 12), padded(Int(cost.processor), 13))
            fflush(nil)
        }
        return samples
    }

    private static func judge(_ samples: [Sample], from start: ProcessCost) -> Bool {
        let settled = samples.dropFirst(samples.count / 6)
        guard let first = settled.first, let last = samples.last, settled.count > 2 else {
            print("too few days to say anything")
            return false
        }
        let resident = slope(settled.map { ($0.day, Double($0.cost.resident)) })
        let own = slope(settled.map { ($0.day, Double($0.cost.own)) })
        let readings = Double(max(1, last.readings - first.readings))
        let written = Double(last.cost.written - first.cost.written) / 1_024 / readings
        let descriptors = Set(settled.map(\.cost.descriptors)).sorted()
        let checks: [(String, Double, Double)] = [
            ("resident memory grows by KB a day", resident, 50),
            ("the most resident memory, MB", Double(samples.map(\.cost.resident).max() ?? 0) / 1_024, 256),
            ("most descriptors beyond fewest", Double((descriptors.last ?? 0) - (descriptors.first ?? 0)), 0),
            ("KB written to flash per reading, evidence included", written, 20),
        ]
        print("memory of its own grows by \(rounded(own)) KB a day; \(rounded(written)) KB written per reading")
        return checks.filter { name, value, limit in
            print("\(value <= limit ? "ok    " : "MISSED") \(name): \(rounded(value)), at most \(rounded(limit))")
            return value > limit
        }.isEmpty
    }

    /// By how much it rises a day, by least squares.
    private static func slope(_ points: [(x: Double, y: Double)]) -> Double {
        let (x, y) = (points.map(\.x).reduce(0, +), points.map(\.y).reduce(0, +))
        let n = Double(points.count)
        let (xx, xy) = (points.map { $0.x * $0.x }.reduce(0, +), points.map { $0.x * $0.y }.reduce(0, +))
        return (n * xy - x * y) / max(n * xx - x * x, 1e-9)
    }

    private static func take(_ name: String, _ words: inout [String], _ usual: Int) -> Int {
        guard let place = words.firstIndex(of: name) else { return usual }
        let value = place + 1 < words.count ? Int(words[place + 1]) : nil
        words.removeSubrange(place..<min(place + 2, words.count))
        return value ?? 0
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let text = "\(value)"
        return String(repeating: " ", count: max(0, width - text.utf8.count)) + text
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
