// An agent that is not there: two meters, one of which is withheld, and what was asked of it.

import Metering
import Recognition
import Synchronization

@testable import Console

/// What a console under test shows.
final class TestSource: Sendable {
    static let picture: [UInt8] = [0xFF, 0xD8, 1, 2, 3, 0xFF, 0xD9]

    /// Where cards are made.
    let calibration = TestCalibration()

    private let orders = Mutex<[String]>([])
    private let listeners = Mutex<[AsyncStream<Void>.Continuation]>([])

    private let names = Mutex<[String]>([])

    /// The meters of which pictures were asked for.
    var pictured: [String] { names.withLock { $0 } }

    /// The orders that were given.
    var taken: [String] { orders.withLock { $0 } }

    private let isBroken = Mutex(false)

    /// From now on nothing can be told of the past.
    func breakHistory() { isBroken.withLock { $0 = true } }

    /// Something has changed.
    func ring() { for listener in listeners.withLock({ $0 }) { listener.yield() } }

    var source: ConsoleSource {
        ConsoleSource(
            device: "gateway-7", version: "1.2.3", now: { Timestamp(milliseconds: 1_700_000_060_000) },
            meters: { Self.meters },
            sinks: { [SinkView(name: "out", state: "connected", isFailing: false, waiting: 3)] },
            findings: {
                [FindingView(area: "disk", subject: "/var", state: .warning, text: "little room", advice: "make room")]
            },
            picture: { meter in
                self.names.withLock { $0.append(meter) }
                return meter == "cellar" ? Self.picture : nil
            },
            metrics: { ("text/plain; version=0.0.4", $0 ? "open\n" : "plain\n") },
            read: { meter, by in
                guard meter == "cellar" else { return "there is no meter \"\(meter)\"" }
                self.orders.withLock { $0.append("\(meter) by \(by)") }
                return nil
            },
            changes: {
                let (stream, listener) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
                self.listeners.withLock { $0.append(listener) }
                return stream
            },
            calibration: calibration.source, history: isBroken.withLock { $0 } ? TestHistory.broken : TestHistory.source
        )
    }

    static let meters: [MeterView] = [
        MeterView(
            name: "cellar", medium: .water, unit: "m³", schedule: "every 15m",
            registers: [
                .init(
                    name: "main",
                    published: .init(index: Index("00662.9051")!, at: Timestamp(milliseconds: 1_700_000_000_000)),
                    last: reading(nil, .rejectedWithProbability, [.glare, .ambiguous]))
            ],
            picture: .init(
                number: 4, width: 640, height: 480,
                marks: [.init(corners: [(1, 2), (11, 2), (11, 22), (1, 22)], position: "9.87", certainty: .unsure)])),
        MeterView(
            name: "<b>&\"hall\"", medium: .electricity, unit: "kWh", schedule: "at 06:00",
            registers: [.init(name: "main", published: nil, last: nil)], picture: nil),
    ]

    static func reading(_ index: String?, _ quality: Quality, _ reasons: [Reason]) -> Reading {
        Reading(
            meter: "cellar", register: "main", index: index.flatMap { Index($0) }, unit: "m³",
            capturedAt: Timestamp(milliseconds: 1_700_000_050_000), timeQuality: .synchronised, confidence: 0.4,
            quality: quality, reasons: reasons, dials: [])
    }
}
