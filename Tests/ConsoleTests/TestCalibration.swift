// A desk for cards that is not there: the calibration of one meter, moved from phase to phase by hand, and what was asked of it.

import Metering
import Synchronization

@testable import Console

/// What a console under test is told of calibrations.
final class TestCalibration: Sendable {
    static let picture: [UInt8] = [0xFF, 0xD8, 9, 0xFF, 0xD9]

    private struct State {
        var view = TestCalibration.view(.typing)
        var asked: [String] = []
        var refusal: CalibrationSource.Refusal?
    }

    private let state = Mutex(State())

    /// What was asked.
    var asked: [String] { state.withLock { $0.asked } }

    /// Shows this from now on.
    func show(_ view: CalibrationView) { state.withLock { $0.view = view } }

    /// Refuses everything from now on.
    func refuse(_ refusal: CalibrationSource.Refusal) { state.withLock { $0.refusal = refusal } }

    static let card = CalibrationView.Card(
        number: 3, change: .calibrated, by: "console, theo", at: "2026-11-23T06:00:00.000Z", old: "4 wheels",
        new: "5 wheels", isInForce: true)

    static func view(
        _ phase: CalibrationView.Phase, question: CalibrationView.Question? = nil, reading: String = ""
    ) -> CalibrationView {
        let dial = CalibrationView.Dial(
            kind: "wheel",
            mark: .init(corners: [(10, 20), (30, 20), (30, 60), (10, 60)], position: "4.0", certainty: .sure),
            typed: "4", isMoved: false)
        let proposal = CalibrationView.Proposal(
            number: 7, width: 640, height: 480, dials: [dial], index: "00004", question: nil,
            checks: [.init(index: nil, reasons: [.glare], isGood: false)])
        let isShown = phase == .proposed || phase == .conflict
        return CalibrationView(
            meter: "cellar", isBlank: true, refusal: nil, phase: phase, seconds: 2,
            fields: .init(reading: reading, medium: "gas"), question: question, proposal: isShown ? proposal : nil,
            card: phase == .conflict || phase == .done ? card : nil)
    }

    private func note(_ meter: String, _ text: String) -> CalibrationSource.Refusal? {
        guard meter == "cellar" else {
            return .init(.init(topic: "no-meter", text: "no such meter"), isMissing: true)
        }
        return state.withLock { state in
            state.asked.append(text)
            return state.refusal
        }
    }

    var source: CalibrationSource {
        CalibrationSource(
            state: { meter, _ in meter == "cellar" ? self.state.withLock { $0.view } : nil },
            live: { meter in
                if let refusal = self.note(meter, "live") { return .failure(refusal) }
                return .success(
                    LiveView(
                        number: 5, light: 40, lightIs: .good, sharpness: 20, sharpnessIs: .blurred, width: 640,
                        height: 480))
            },
            picture: { meter, which, _ in meter == "cellar" && which != .check(9) ? Self.picture : nil },
            propose: { meter, fields, by in
                self.note(
                    meter,
                    "propose \(fields.reading) \(fields.medium) \(fields.kind) \(fields.hourlyMax) \(fields.alone) by \(by)"
                )
            },
            move: { meter, dials, by in self.note(meter, "move \(dials.count) to \(dials[0][2]) by \(by)") },
            confirm: { meter, number, over, by in
                self.note(meter, "confirm \(number ?? -1) over \(over ?? -1) by \(by)")
            },
            discard: { meter, by in self.note(meter, "discard by \(by)") },
            cards: { $0 == "cellar" ? [Self.card, Self.earlier] : nil },
            restore: { meter, card, by in self.note(meter, "restore \(card) by \(by)") })
    }

    static var earlier: CalibrationView.Card {
        var card = card
        (card.number, card.by, card.isInForce) = (2, "<b>anna", false)
        return card
    }
}
