// A card that a technician is looking at: the picture it was found in, its dials, of which some may have been moved by hand, and what the
// product reads with it. One that does not give what was typed can be looked at, and never be used.

import Capture
import Metering
import Recognition

/// A proposed card.
struct CardProposal: Sendable {
    /// A fresh picture read with it.
    struct Check: Sendable {
        let held: HeldPicture
        let reading: Reading
        /// Whether it bears the card out.
        var isGood: Bool { reading.index != nil && !reading.reasons.contains(.dialDisagrees) }
    }

    let held: HeldPicture
    let typed: TypedReading
    /// The card; where it can be used it begins with what was typed.
    let card: MeterCard
    /// Where the dials were found.
    let found: [Quad]
    /// What keeps it from being used.
    let question: CalibrationQuestion?
    /// What is read with it.
    let index: String?
    /// Each dial with what it shows.
    let marks: [(area: Quad, mark: FrameOverlay.Mark, position: String?)]
    /// The card made ready to read fresh pictures; nil where it cannot be used.
    let face: MeterFace?
    /// The pictures of the last try.
    var checks: [Check] = []

    /// Reads the picture with a card whose dials were found where `found` says.
    init(_ card: MeterCard, typed: TypedReading, held: HeldPicture, found: [Quad]) {
        do throws(AgentError) {
            let mistakes = card.mistakes(width: held.picture.width, height: held.picture.height)
            if let mistake = mistakes.first { throw .question(.outside, [mistake.problem], mistake.problem) }
            let trial = try CardTrial(card, typed: typed, jpeg: held.jpeg, picture: held.picture, at: held.at)
            self.init(trial, typed, held, found)
        } catch {
            self.init(card, typed, held, found, question: error.asQuestion)
        }
    }

    private init(_ trial: CardTrial, _ typed: TypedReading, _ held: HeldPicture, _ found: [Quad]) {
        (self.typed, self.held, self.found) = (typed, held, found)
        (card, face, question) = (trial.card, trial.face, nil)
        index = (trial.readings[0].index ?? trial.card.registers[0].start?.index)?.text
        marks = Self.marks(trial.readings, trial.reader, held)
    }

    /// A card that cannot be used, and what is read with it all the same.
    private init(
        _ card: MeterCard, _ typed: TypedReading, _ held: HeldPicture, _ found: [Quad], question: CalibrationQuestion
    ) {
        (self.card, self.typed, self.held, self.found, self.question) = (card, typed, held, found, question)
        face = nil
        var card = card
        card.registers[0].start = nil
        guard let face = try? MeterFace(card: card, reference: held.picture, name: "the proposal") else {
            index = nil
            marks = card.registers[0].dials.map { ($0.area, .bad, nil) }
            return
        }
        var reader = MeterReader(face: face, standsAlone: true)
        let readings = reader.read(held.jpeg, at: held.at, time: .given)
        index = readings[0].index?.text
        marks = Self.marks(readings, reader, held)
    }

    /// The same picture with its dials elsewhere.
    func moved(to areas: [Quad]) -> CardProposal {
        var card = card
        for (number, area) in areas.enumerated() { card.registers[0].dials[number].area = area.rounded }
        return CardProposal(card, typed: typed, held: held, found: found)
    }

    /// The dials that are not where they were found, from 1.
    var movedDials: [Int] {
        zip(card.registers[0].dials, found).enumerated().filter { $1.0.area != $1.1 }.map { $0.offset + 1 }
    }

    private static func marks(
        _ readings: [Reading], _ reader: MeterReader, _ held: HeldPicture
    ) -> [(area: Quad, mark: FrameOverlay.Mark, position: String?)] {
        let marks = ReadingOverlay.marks(
            readings, reader.face, at: .identity, frameWidth: held.picture.width, frameHeight: held.picture.height)
        guard marks.isEmpty else { return marks }
        return reader.face.dials.map { ($0.area, .bad, nil) }
    }
}

extension AgentError {
    /// As a question: what is none says what it says.
    var asQuestion: CalibrationQuestion {
        if case .question(let question) = self { return question }
        return CalibrationQuestion(topic: .failed, text: message)
    }
}
