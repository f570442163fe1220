// Which of the places found is the needle of which power of ten: the set of dials that together show the digits, are of one size, do
// not cover each other and follow one another on a line or an arc. What else would explain the digits nearly as well is handed on too.

import Recognition

/// The joint choice of needle dials.
struct NeedleAssignment: Sendable {
    /// Partial choices that are carried on.
    private static let beam = 2000
    /// Different choices that are handed on.
    private static let most = 24
    /// A choice whose dials fit together so badly is none.
    private static let penaltyMax: Float = 8
    /// What the colour counts.
    private static let colour: Float = 2
    /// What the circle counts.
    private static let circle: Float = 1.5

    /// A choice of dials, by needle, and how little speaks for it.
    struct Choice: Sendable, Equatable {
        var dials: [NeedleGuess] = []
        var cost: Float = 0
        /// The last turn of the line from dial to dial, in radians.
        fileprivate var turn: Float?

        /// Whether every dial of the other is the same, and turns the same way.
        func isSame(as other: Choice) -> Bool {
            zip(dials, other.dials).allSatisfy { $0.isSame(as: $1) && $0.sense.clockwise == $1.sense.clockwise }
        }

        /// The first dial that the other has elsewhere; nil where they differ only in which way the dials turn.
        func difference(from other: Choice) -> Int? {
            zip(dials, other.dials).enumerated().first { !$1.0.isSame(as: $1.1) }?.offset
        }
    }

    /// Choices that differ in some dial, the best first.
    let choices: [Choice]
    /// Above this cost there may be others.
    private let known: Float

    /// The best choice.
    var best: Choice { choices[0] }
    /// The best of those that differ from it in some dial.
    var second: Choice? { choices.dropFirst().first }

    /// Chooses one of each of `places`, from the needle of the highest power to that of the lowest; nil where no dials fit together.
    init?(_ places: [[NeedleGuess]]) {
        var choices = [Choice()]
        for own in places {
            var longer: [Choice] = []
            for choice in choices {
                for dial in own { if let next = choice.followed(by: dial) { longer.append(next) } }
            }
            choices = Array(longer.sorted { $0.cost < $1.cost }.prefix(NeedleAssignment.beam))
        }
        guard !places.isEmpty, !choices.isEmpty else { return nil }
        self.init(choices, known: .infinity)
    }

    /// The best of `sorted`, of which all are known up to a cost.
    private init(_ sorted: [Choice], known: Float) {
        var (kept, known) = ([Choice](), known)
        for choice in sorted where !kept.contains(where: choice.isSame) {
            guard kept.count < NeedleAssignment.most else {
                known = min(known, choice.cost)
                break
            }
            kept.append(choice)
        }
        (choices, self.known) = (kept, known)
    }

    /// The better of two ways to choose, whose next best may be the other's best.
    func or(_ other: NeedleAssignment) -> NeedleAssignment {
        let all = (choices + other.choices).sorted { $0.cost < $1.cost }
        return NeedleAssignment(all, known: min(known, other.known))
    }

    /// The same, where each choice costs so much more.
    func doubted(by cost: (Choice) -> Float) -> NeedleAssignment {
        let doubted = choices.map { choice in
            var choice = choice
            choice.cost += cost(choice)
            return choice
        }
        return NeedleAssignment(doubted.sorted { $0.cost < $1.cost }, known: known)
    }

    /// By how much the best is better than the next.
    var margin: Float { min(second?.cost ?? .infinity, known) - best.cost }

    /// What one dial costs by itself.
    static func cost(_ dial: NeedleGuess) -> Float { seenCost(dial) + bareCost(dial) }

    /// What its needle costs.
    static func seenCost(_ dial: NeedleGuess) -> Float { dial.cost + colour * dial.paleness }

    /// What the want of a circle costs: it tells dials from what only looks like a needle, but a dial need not have one.
    static func bareCost(_ dial: NeedleGuess) -> Float { circle * dial.bareness }

    /// How badly two dials go together; nil where they cover each other or lie too far apart.
    fileprivate static func penalty(_ a: NeedleGuess, _ b: NeedleGuess, areNeighbours: Bool) -> Float? {
        let apart = (a.centre - b.centre).length / (a.radius * b.radius).squareRoot()
        guard apart >= 1.6 else { return nil }
        let sizes = max(a.radius / b.radius, b.radius / a.radius) - 1
        var penalty = excess(sizes, over: 0.11, each: 0.16)
        if areNeighbours {
            guard apart <= 6 else { return nil }
            penalty += excess(apart, over: 4.2, each: 1) + excess(-apart, over: -2, each: 0.2)
        }
        return penalty <= penaltyMax ? penalty : nil
    }

    /// Half the square of how far a value lies beyond a bound.
    fileprivate static func excess(_ value: Float, over bound: Float, each unit: Float) -> Float {
        let far = max(value - bound, 0) / unit
        return far * far / 2
    }

    fileprivate static func isTolerable(_ penalty: Float) -> Bool { penalty <= penaltyMax }
}

extension NeedleAssignment.Choice {
    /// This choice with the next needle's dial; nil where that cannot be.
    fileprivate func followed(by dial: NeedleGuess) -> Self? {
        var penalty: Float = 0
        for (number, other) in dials.enumerated() {
            let areNeighbours = number == dials.count - 1
            guard let own = NeedleAssignment.penalty(other, dial, areNeighbours: areNeighbours) else { return nil }
            penalty += own
        }
        var next = self
        if dials.count >= 2 {
            let (last, previous) = (dials[dials.count - 1].centre, dials[dials.count - 2].centre)
            let (way, before) = (dial.centre - last, last - previous)
            let turn = before.turn(to: way)
            penalty += NeedleAssignment.excess(abs(turn), over: 1, each: 0.3)
            let ratio = max(way.length / before.length, before.length / way.length) - 1
            penalty += NeedleAssignment.excess(ratio, over: 0.16, each: 0.25)
            if let bend = self.turn { penalty += NeedleAssignment.excess(abs(turn - bend), over: 0.45, each: 0.25) }
            next.turn = turn
        }
        guard NeedleAssignment.isTolerable(penalty) else { return nil }
        next.dials.append(dial)
        next.cost += NeedleAssignment.cost(dial) + penalty
        return next
    }
}
