// A needle dial that was found, looked at closely: what it shows, held against what was typed.

import Metering
import Recognition

/// A found needle dial and what it shows.
struct CalibratedNeedle: Sendable {
    /// A needle is sure from this confidence on.
    private static let sureFrom: Float = 0.5
    /// A needle may stand so far beside what the digits say: that much is what mountings and eyes differ by.
    private static let reach: Float = 0.4

    let guess: NeedleGuess
    let sought: SoughtNeedle
    /// Its digit among those typed, from the left.
    let number: Int
    let position: Position

    /// A dial that was looked at.
    init(_ guess: NeedleGuess, _ sought: SoughtNeedle, number: Int, position: Position) {
        (self.guess, self.sought, self.number, self.position) = (guess, sought, number, position)
    }

    /// Looks closely at the dial at `guess`.
    init(_ guess: NeedleGuess, _ sought: SoughtNeedle, number: Int, in picture: GrayImage, _ reader: DialReader) {
        let dial = FaceDial(kind: .needle, area: guess.area, clockwise: guess.sense.clockwise)
        self.init(guess, sought, number: number, position: reader.read(dial, in: picture))
    }

    /// Whether it surely stands where the typed digits say.
    var isSure: Bool { position.confidence >= CalibratedNeedle.sureFrom && standsRight }

    /// Whether it stands there as far as can be seen.
    var standsRight: Bool { sought.distance(to: position.value) <= CalibratedNeedle.reach }

    /// How far beyond the middle of where it should stand it is, in positions.
    var beyond: Float {
        let beyond = position.value - (sought.from + sought.to) / 2
        return beyond - (beyond / 10).rounded() * 10
    }

    /// How sure it is that it shows what was typed.
    var certainty: Float {
        var mass: Float = 0
        for step in 0..<Position.steps where sought.distance(to: Float(step) / 10) <= CalibratedNeedle.reach {
            mass += position.probabilities[step]
        }
        return min(mass, 1)
    }

    /// The dial as a card has it.
    func card(place: Int) -> DialCard {
        DialCard(
            mechanism: DialMechanism(kind: .needle, place: place), area: guess.area,
            clockwise: guess.sense.clockwise)
    }
}
