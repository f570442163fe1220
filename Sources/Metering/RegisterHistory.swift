// What a register has shown so far, and when readings that contradict it overrule it. An index that was accepted by mistake must
// not hold back the right ones for ever; a dial that is misread in the same way again and again must not overrule a long
// history. Both are told apart by which accepted readings the challenger contradicts.

import Recognition

/// The accepted readings of one register, and those that challenge them.
public struct RegisterHistory: Sendable, Equatable {
    /// An index that the register showed, and when.
    public typealias Known = RegisterCard.Start

    /// What comes of a reading that does not follow the last accepted one.
    public enum Outcome: Sendable, Equatable {
        /// More readings must say the same.
        case waiting
        /// There was no history, and now there is.
        case begun
        /// The history was wrong; these accepted readings are withdrawn, oldest first.
        case corrected(withdrawn: [Known])
    }

    /// Accepted readings, oldest first, the older ones thinned out.
    public private(set) var accepted: [Known] = []
    /// Readings that follow each other and not the accepted ones, oldest first.
    public private(set) var challenge: [Known] = []

    /// No history.
    public init() {}

    /// The last accepted reading.
    public var last: Known? { accepted.last }

    /// Takes up what was known elsewhere: by the technician, or from readings before a restart. What is older than the last
    /// accepted reading is not taken.
    public mutating func resume(from known: Known) {
        if let last, last.at > known.at { return }
        append(known)
    }

    /// Takes up a reading that follows the last one.
    public mutating func accept(_ known: Known) {
        challenge.removeAll()
        append(known)
    }

    /// Takes up a reading that does not follow the last accepted one. If `follows`, it was held against the last one of the
    /// challenge, and follows that.
    public mutating func challenge(with known: Known, follows: Bool, of register: RegisterCard) -> Outcome {
        if !follows { challenge.removeAll() }
        challenge.append(known)
        if accepted.isEmpty {
            guard challenge.count >= Limits.firstReadings else { return .waiting }
            accepted = challenge
            challenge.removeAll()
            return .begun
        }
        let contradicted = accepted.reversed().prefix { !register.canRun(from: $0, to: known) }
        let withdrawn = Array(contradicted.reversed())
        guard let needed = readingsNeeded(against: withdrawn, known, register) else {
            // However often this is seen, it does not count; the newest is kept to hold the next one against.
            challenge = [known]
            return .waiting
        }
        guard challenge.count >= needed else { return .waiting }
        accepted.removeLast(withdrawn.count)
        for reading in challenge { append(reading) }
        challenge.removeAll()
        return .corrected(withdrawn: withdrawn)
    }

    /// How many readings must agree to overrule these newest ones; nil if none are enough.
    private func readingsNeeded(against contradicted: [Known], _ known: Known, _ register: RegisterCard) -> Int? {
        if accepted.count <= register.healAfter || isLeap(into: contradicted, known, register) {
            return register.healAfter
        }
        // Against a long, smooth history one dial alone says nothing: that is how a dial looks that is misread.
        guard let last, !register.canRun(from: last, to: known, exceptOneDial: true) else { return nil }
        return register.healAfter * Limits.healFactor
    }

    /// True when the contradicted readings began with a leap that most of the contradiction comes from, and what was accepted
    /// before it bears the challenger out: then the leap was the mistake.
    private func isLeap(into contradicted: [Known], _ known: Known, _ register: RegisterCard) -> Bool {
        guard contradicted.count < accepted.count, let first = contradicted.first, let last else { return false }
        let before = accepted[accepted.count - contradicted.count - 1]
        func units(_ reading: Known) -> Int64 { reading.index.scaled(to: register.decimals) }
        let fall = units(last) - units(known)
        return fall > 0 && 2 * (units(first) - units(before)) >= fall
    }

    private mutating func append(_ known: Known) {
        accepted.append(known)
        guard accepted.count > Limits.acceptedKept else { return }
        // The newer half stays whole; of the older one every second goes, so that it reaches further back.
        let half = accepted.count / 2
        accepted = accepted.enumerated().filter { $0.offset >= half || $0.offset.isMultiple(of: 2) }.map(\.element)
    }
}

extension RegisterCard {
    /// How far the register counts before it begins again at nought.
    public var capacity: Index {
        let places = min(17, max(0, (dials.first?.mechanism.place ?? 0) + 1 + decimals))
        return Index(units: Index(units: 1, decimals: 0).scaled(to: places), decimals: decimals)
    }

    /// True when the register can have run from one reading to a later one; if `exceptOneDial`, when it can have run to one that
    /// differs from the later one in a single dial.
    func canRun(from earlier: Start, to later: Start, exceptOneDial: Bool = false) -> Bool {
        let window = anchor(last: earlier, now: later.at)
        let capacity = capacity.units
        // An index with fewer places may stand almost one unit further.
        let unit = Index(units: 1, decimals: earlier.index.decimals).scaled(to: decimals)
        let most = min(window.increaseMax?.units ?? capacity, capacity / 2) + max(unit, 1)
        let from = earlier.index.scaled(to: decimals)
        func reaches(_ units: Int64) -> Bool {
            let run = ((units - from) % capacity + capacity) % capacity
            return run <= most || capacity - run <= window.jitter.units + (window.decreaseMax?.units ?? 0)
        }
        let shown = later.index.scaled(to: decimals)
        if reaches(shown) { return true }
        guard exceptOneDial else { return false }
        var power: Int64 = 1
        while power < capacity {
            let without = shown - shown / power % 10 * power
            if (0..<10).contains(where: { reaches(without + $0 * power) }) { return true }
            power *= 10
        }
        return false
    }
}
