// Whether a row that was found is one of wheels or a display: what was said, what carries a wheel and moves no display, and how a
// display draws its digits.

import Recognition

extension Calibration {
    /// From these odds on, as a logarithm, digits are taken for those of a display, or of wheels.
    private static let (surelyDisplay, surelyWheels): (Float, Float) = (3, -0.5)

    /// What the dials of the row are.
    func kind(of found: CalibratedRegister) throws(AgentError) -> DialKind {
        if let kind { return kind }
        // No display has needles.
        guard let row = found.row, found.needles.isEmpty else { return .wheel }
        let odds = displayOdds(row)
        if odds < Calibration.surelyWheels { return .wheel }
        let isDisplay = odds > Calibration.surelyDisplay
        if isDisplay != row.isOnTheWay {
            guard isDisplay else { return .wheel }
            // What may be on its way with wheels is another digit here.
            let display = row.asDisplay
            if !display.doubts.isEmpty { throw .question(doubtQuestion(display) ?? nothingFound) }
            return .segment
        }
        throw .question(
            .kindUnknown,
            "the digits are found; are they wheels that turn, or a display? Say it with --kind wheel or --kind segment")
    }

    /// Whether the digits of a row are drawn as only a display draws them.
    func isSurelyDisplay(_ row: CalibratedRow) -> Bool { displayOdds(row) > Calibration.surelyDisplay }

    private func displayOdds(_ row: CalibratedRow) -> Float {
        DisplayClue(picture).odds(row.guess, digits: row.resting)
    }
}
