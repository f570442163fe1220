// From a picture and the reading that a technician typed to the row of dials that shows it. A row is handed on only if it alone shows
// every digit plainly; everything else is a question to the technician, never a guess.

import Metering
import Recognition

/// The search for the dials of one picture.
struct Calibration: Sendable {
    /// Guesses for a row that are looked at closely.
    private static let closely = 6
    /// Of these at the same place, where sizes differ: the network is surer of one than of another.
    private static let closelyAtPlace = 3
    /// Doubtful dials up to which a row is still taken for the one that was meant.
    private static let doubtsMax = 2
    /// Digits by which it is recognised then.
    private static let matchesMin = 3

    /// Below this probability of its digit a dial shows another one.
    private static let hardly: Float = 0.5
    /// Where else a row may come to lie if one of its digits is not asked for: higher and wider windows, or beside.
    private static let others: [(width: Float, height: Float, along: Float, down: Float)] = [
        (1.15, 1.5, 0, 0), (1, 1, 0.5, 0), (1, 1, -0.5, 0),
    ]

    let picture: GrayImage
    /// How red its pixels are; nil where nobody knows.
    let redness: GrayImage?
    let typed: TypedReading
    /// What the dials are; nil if nobody said.
    let kind: DialKind?
    /// Whether somebody said that no digits stand beside those that were typed.
    let standsAlone: Bool

    private var reader: DialReader { Models.reader }

    /// The row that shows the reading. What stands in the way is thrown as a question; `isShownOtherwise` is asked before the search
    /// goes on to less likely ways up.
    func run(
        say: (String) -> Void, isShownOtherwise: () async -> Bool
    ) async throws(AgentError) -> FoundRow {
        let finder = RowFinder(picture, reader: reader)
        let full = SoughtRow(digits: typed.digits, mayBeWheels: kind != .segment)
        var rows = [full]
        if typed.decimals > 0, typed.whole >= TypedReading.knownMin {
            rows.append(SoughtRow(digits: Array(typed.digits[..<typed.whole]), mayBeWheels: kind != .segment))
        }
        var (seen, whole): ([CalibratedRow], CalibratedRow?) = ([], nil)
        await RowHunt(finder: finder, rows: rows).run(say: say) { guesses in
            say("looking closely")
            seen = closeLooks(guesses[0], full, finder)
            if seen.first?.doubts.isEmpty ?? false { return true }
            whole = rows.count > 1 ? closeLooks(guesses[1], rows[1], finder).first { $0.doubts.isEmpty } : nil
            if whole?.sought.isDistinctive ?? false { return true }
            if await isShownOtherwise() { return true }
            return seen.first.map(isMistyped) ?? false
        }
        guard let best = seen.first, best.doubts.isEmpty else {
            let question = seen.first.flatMap(doubtQuestion)
            if let whole {
                let row = try await standing([whole], finder)
                return FoundRow(row: try withNeighbours(row), decimals: 0, question: question)
            }
            throw .question(question ?? nothingFound)
        }
        say("asking each dial without the others' help")
        let row = try await standing(seen.filter { $0.doubts.isEmpty }, finder)
        return FoundRow(row: try withNeighbours(row), decimals: typed.decimals, question: nil)
    }

    /// The one of several rows of which every digit is seen without being asked for. Of the others some dial must plainly show something
    /// else; one that can only not be read is no reason to take another row.
    private func standing(_ rows: [CalibratedRow], _ finder: RowFinder) async throws(AgentError) -> CalibratedRow {
        var (standing, refusal): ([CalibratedRow], AgentError?) = ([], nil)
        for row in rows {
            let seen = await unasked(row, finder)
            if seen.doubts.isEmpty {
                standing.append(row)
                continue
            }
            refusal = refusal ?? .question(doubtQuestion(seen) ?? nothingFound)
            if let refusal, !seen.doubts.contains(where: { isPlain(seen.positions[$0]) }) { throw refusal }
        }
        guard let row = standing.first else { throw refusal ?? .question(nothingFound) }
        guard standing.count == 1 else {
            throw .question(
                .foundTwice,
                "the reading stands in the picture twice, at \(text(row)) and at \(text(standing[1])): "
                    + "give a picture that shows only the register, or wait until it shows another number")
        }
        return row
    }

    /// Whether this is the row that was meant, with a digit that was typed wrong: no other way up needs to be looked at.
    private func isMistyped(_ row: CalibratedRow) -> Bool {
        row.doubts.count == 1 && row.sought.known > Calibration.matchesMin + 1
    }

    /// What each dial shows where the row was fitted without asking for its digit: a row can be bent until a nought shows a seven, and
    /// from there the way back leads uphill.
    private func unasked(_ row: CalibratedRow, _ finder: RowFinder) async -> CalibratedRow {
        let seen = await withTaskGroup(of: (Int, Position?).self) { group in
            for number in row.sought.digits.indices where row.sought.digits[number] != nil {
                group.addTask { (number, unasked(number, of: row, finder)) }
            }
            return await group.reduce(into: row.positions) { seen, answer in seen[answer.0] = answer.1 ?? .unreadable }
        }
        return CalibratedRow(row.guess, row.sought, areas: row.areas, positions: seen)
    }

    /// What a dial shows where the row lies best that is not asked for its digit. Where it lies better from another start, that counts if
    /// it plainly shows another digit.
    private func unasked(_ number: Int, of row: CalibratedRow, _ finder: RowFinder) -> Position? {
        var digits = row.sought.digits
        digits[number] = nil
        let sought = SoughtRow(digits: digits, mayBeWheels: row.sought.mayBeWheels)
        let fitted = finder.fitted(row.guess, to: sought)
        let own = CalibratedRow(fitted, sought, in: picture, reader)?.positions[number]
        let isOther = { (position: Position) in
            row.sought.digits[number].map {
                position.mass(of: $0, rolling: row.sought.mayRoll(number)) < Calibration.hardly
            } ?? false
        }
        var best = (cost: fitted.cost, position: own)
        for other in Calibration.others {
            let fitted = finder.fitted(row.guess.changed(by: other), to: sought)
            guard fitted.cost < best.cost,
                let position = CalibratedRow(fitted, sought, in: picture, reader)?.positions[number],
                isPlain(position), isOther(position)
            else { continue }
            best = (fitted.cost, position)
        }
        return best.position
    }

    private func isPlain(_ position: Position) -> Bool {
        position.none < 0.5 && position.confidence >= CalibratedRow.sureFrom
    }

    /// The best guesses at different places, fitted and looked at, the surest first.
    private func closeLooks(_ guesses: [RowGuess], _ row: SoughtRow, _ finder: RowFinder) -> [CalibratedRow] {
        var seen: [CalibratedRow] = []
        var tried: [RowGuess] = []
        for guess in guesses {
            guard tried.count < Calibration.closely else { break }
            let alike = tried.reduce(0) { $0 + ($1.isSame(as: guess, count: row.digits.count) ? 1 : 0) }
            if alike >= Calibration.closelyAtPlace { continue }
            tried.append(guess)
            let fitted = finder.fitted(guess, to: row)
            guard let own = CalibratedRow(fitted, row, in: picture, reader) else { continue }
            if let same = seen.firstIndex(where: { $0.guess.isSame(as: fitted, count: row.digits.count) }) {
                if Calibration.isBetter(own, seen[same]) { seen[same] = own }
            } else {
                seen.append(own)
            }
        }
        return seen.sorted(by: Calibration.isBetter)
    }

    private static func isBetter(_ a: CalibratedRow, _ b: CalibratedRow) -> Bool {
        (Float(a.doubts.count), a.guess.cost) < (Float(b.doubts.count), b.guess.cost)
    }

    /// The row with the noughts that stand before it; any other digit beside it is a question.
    private func withNeighbours(_ row: CalibratedRow) throws(AgentError) -> CalibratedRow {
        guard !standsAlone else { return row }
        if let digit = row.neighbour(row.sought.digits.count, in: picture, reader) {
            throw .question(
                .digitBehind, [String(digit)],
                "behind the typed digits there seems to be another one, \(digit): "
                    + "type all digits of the register; if there is none, add --alone")
        }
        var row = row
        while row.sought.digits.count < Recognition.Limits.dialsMax,
            let digit = row.neighbour(-1, in: picture, reader)
        {
            guard digit == 0, let longer = row.ledByNought(in: picture, reader) else {
                throw .question(
                    .digitBefore, [String(digit)],
                    "before the typed digits there seems to be another one, \(digit): "
                        + "type all digits of the register, noughts in front included; if there is none, add --alone")
            }
            row = longer
        }
        return row
    }

    var nothingFound: CalibrationQuestion {
        let digits = typed.text(0..<typed.digits.count)
        let text =
            "no row of dials in the picture shows \(digits): check the reading digit by digit; "
            + "the digits must be sharp, about 14 pixels high or more, and all inside the picture"
        return CalibrationQuestion(topic: .notFound, details: [digits], text: text)
    }

    /// What to ask about a row that is nearly the one; nil where it is not near enough.
    func doubtQuestion(_ row: CalibratedRow) -> CalibrationQuestion? {
        let doubts = row.doubts
        guard doubts.count <= Calibration.doubtsMax, row.sought.known - doubts.count >= Calibration.matchesMin else {
            return nil
        }
        var figures: [String] = []
        let details = doubts.map { number in
            let typed = row.sought.digits[number].map(String.init) ?? "?"
            let position = row.positions[number]
            guard isPlain(position) else {
                figures += [String(number + 1), typed, "?"]
                return "digit \(number + 1) of \(row.sought.digits.count), typed \(typed), cannot be read"
            }
            figures += [String(number + 1), typed, position.text]
            return "digit \(number + 1) of \(row.sought.digits.count) is typed \(typed) and shows \(position.text)"
        }
        let question =
            "the register is found at \(text(row)), but \(details.joined(separator: "; ")): "
            + "type the reading as the picture shows it, with ? for a digit that cannot be read, or take another picture"
        return CalibrationQuestion(topic: .doubtful, details: figures, text: question)
    }

    private func text(_ row: CalibratedRow) -> String {
        let first = row.areas[0].centre
        return "(\(Int(first.x)), \(Int(first.y)))"
    }
}

extension Position {
    /// The position with one decimal.
    var text: String {
        let tenths = Int((value * 10).rounded()) % 100
        return "\(tenths / 10).\(tenths % 10)"
    }
}
