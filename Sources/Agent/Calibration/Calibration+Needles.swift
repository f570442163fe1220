// The needles of a reading: those behind a row of wheels, which says which way is up and how large they may be, or needles alone.

import Recognition

extension Calibration {
    /// A row that was found, and what to ask about it if nothing shows the digits behind it.
    struct FoundRow: Sendable {
        let row: CalibratedRow
        /// Digits behind the point that it shows.
        let decimals: Int
        let question: CalibrationQuestion?
    }

    /// All dials that show the reading. What stands in the way is thrown as a question.
    func register(say: (String) -> Void) async throws(AgentError) -> CalibratedRegister {
        if kind == .needle {
            let field = NeedleField(width: picture.width, height: picture.height)
            return CalibratedRegister(row: nil, needles: try await hunt(field, first: 0, knowsUp: false).run(say: say))
        }
        let found = try await run(say: say)
        guard found.decimals < typed.decimals else { return CalibratedRegister(row: found.row, needles: []) }
        guard seeksNeedles else { throw .question(found.question ?? needlesQuestion) }
        let field = NeedleField(around: found.row.guess, count: found.row.sought.digits.count)
        let first = typed.whole + found.decimals
        do throws(AgentError) {
            let needles = try await hunt(field, first: first, knowsUp: true).run(say: say)
            return CalibratedRegister(row: found.row, needles: needles)
        } catch {
            throw found.question.map { .question($0) } ?? error
        }
    }

    private var needlesQuestion: CalibrationQuestion {
        let (whole, behind) = (typed.text(0..<typed.whole), typed.text(typed.whole..<typed.digits.count))
        let text =
            "the digits before the point, \(whole), are found; those behind it, \(behind), do not stand in the same row: check them. "
            + "If needles show them, add --needles, and look in the overlay whether each circle lies on its dial: "
            + "one that lies a little beside it misreads"
        return CalibrationQuestion(topic: .needlesOrWrong, details: [whole, behind], text: text)
    }

    private func hunt(_ field: NeedleField, first: Int, knowsUp: Bool) -> NeedleHunt {
        let finder = NeedleFinder(picture, redness: redness, field: field, reader: Models.reader.needles)
        return NeedleHunt(picture: picture, finder: finder, typed: typed, first: first, knowsUp: knowsUp)
    }
}
