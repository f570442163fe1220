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
        if kind == .needle { return try await needlesAlone(say: say) }
        var instead: Result<CalibratedRegister, AgentError>?
        let found: FoundRow
        do throws(AgentError) {
            found = try await run(say: say) {
                if instead == nil { instead = await needlesInstead(say: say) }
                if case .success = instead { return true }
                return false
            }
        } catch {
            // A row that does not show all digits may be no row at all.
            guard case .question(let question) = error, [.notFound, .doubtful].contains(question.topic) else {
                throw error
            }
            if instead == nil { instead = await needlesInstead(say: say) }
            switch instead {
            case .success(let register): return register
            case .failure(.question(let other)) where other.topic == .needlesAmbiguous: throw .question(other)
            default: throw error
            }
        }
        guard found.decimals < typed.decimals else { return CalibratedRegister(row: found.row, needles: []) }
        // No display has needles.
        if kind == .segment || kind == nil && isSurelyDisplay(found.row) {
            throw .question(found.question ?? otherRowQuestion)
        }
        let field = NeedleField(around: found.row.guess, count: found.row.sought.digits.count)
        let first = typed.whole + found.decimals
        do throws(AgentError) {
            let needles = try await hunt(field, first: first, knowsUp: true).run(say: say)
            return CalibratedRegister(row: found.row, needles: needles)
        } catch {
            throw found.question.map { .question($0) } ?? error
        }
    }

    /// The needles that show the reading where a row seems to be none; nil where somebody said that it is one.
    private func needlesInstead(say: (String) -> Void) async -> Result<CalibratedRegister, AgentError>? {
        guard kind == nil else { return nil }
        do throws(AgentError) {
            // Nobody said that these are needles, so each must have its printed circle.
            return .success(try await needlesAlone(needRings: true, say: say))
        } catch {
            return .failure(error)
        }
    }

    private func needlesAlone(needRings: Bool = false, say: (String) -> Void) async throws(AgentError)
        -> CalibratedRegister
    {
        var hunt = hunt(NeedleField(width: picture.width, height: picture.height), first: 0, knowsUp: false)
        hunt.needRings = needRings
        return CalibratedRegister(row: nil, needles: try await hunt.run(say: say))
    }

    private var otherRowQuestion: CalibrationQuestion {
        let (whole, behind) = (typed.text(0..<typed.whole), typed.text(typed.whole..<typed.digits.count))
        let text =
            "the digits before the point, \(whole), are found; those behind it, \(behind), do not stand in the same row: "
            + "check them"
        return CalibrationQuestion(topic: .otherRow, details: [whole, behind], text: text)
    }

    private func hunt(_ field: NeedleField, first: Int, knowsUp: Bool) -> NeedleHunt {
        let finder = NeedleFinder(picture, redness: redness, field: field, reader: Models.reader.needles)
        return NeedleHunt(picture: picture, finder: finder, typed: typed, first: first, knowsUp: knowsUp)
    }
}
