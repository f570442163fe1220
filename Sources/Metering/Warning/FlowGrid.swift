// The last day's flow in quarters of an hour and thirds of them, from irregular readings: enough to find its quietest hours, in bounded memory.

import Recognition

/// A day of flow.
struct FlowGrid: Sendable, Equatable {
    /// The quietest stretch of a day.
    struct Least: Sendable, Equatable {
        /// Units of the last place in an hour.
        var hourly: Double
        /// Whether its quarters of an hour are alike, as far as whole units can tell.
        var isEven: Bool
    }

    /// By which stretches of a day it is told what flows at the least.
    enum Floor: Int, CaseIterable {
        /// The quietest half hour, hour, and so on.
        case half, hour, two, three, six
        /// The eight or twenty quietest half hours, wherever they lie.
        case eight, twenty
        /// The six quietest stretches of five minutes, of ten, and the eight quietest quarters of an hour.
        case fives, tens, quarters
        /// The quietest three hours that are even.
        case even
        /// The whole day.
        case all

        /// Quarters of an hour that it takes.
        var blocks: Int { [2, 4, 8, 12, 24, 16, 40, 2, 4, 8, Limits.floorEvenBlocks, Limits.leakBlocks][rawValue] }
        var hours: Double { Double(blocks) / 4 }
        /// Of short stretches that lie apart: thirds of a block, and how many.
        var pieces: (length: Int, count: Int)? {
            switch self {
            case .fives: (1, 6)
            case .tens: (2, 6)
            case .quarters: (3, 8)
            default: nil
            }
        }
    }

    /// Units in each block, oldest first; not-a-number where the readings tell nothing.
    private var blocks: [Double] = []
    /// Whether a block is only the mean of an outage: that makes no flow even.
    private var guessed: [Bool] = []
    private var isGuess = false
    /// The same in thirds of them.
    private var thirds: [Double] = []
    private var current: Int64?
    private var use = 0.0
    private var known = 0.0
    /// The reading before the present day's first block.
    private(set) var first: RegisterCard.Start?
    private var firsts: [RegisterCard.Start] = []

    /// Milliseconds in a third of a block.
    private static let length: Int64 = 300_000

    /// Whether it reaches over a day, and nearly all of that is known.
    var isFull: Bool {
        blocks.count >= Limits.leakBlocks && blocks.count(where: \.isNaN) <= Limits.leakBlocksUnknown
    }

    /// Spreads what was used evenly over the time between two readings; whether a block is complete with it.
    mutating func add(_ step: WarningStep) -> Bool {
        let (from, to) = (step.from.at.milliseconds, max(step.to.at.milliseconds, step.from.at.milliseconds + 1))
        var block = current ?? from.floorDivided(by: Self.length)
        let last = to.floorDivided(by: Self.length)
        if last - block > Int64(3 * Limits.leakBlocks) {
            self = FlowGrid()
            current = last
            return false
        }
        let isKnown = to - from <= Limits.floorOutage
        let isGap = to - from > 12 * Self.length
        isGuess = isGuess || isGap
        let rate = Double(step.units) / Double(to - from)
        let isNew = last.floorDivided(by: 3) > block.floorDivided(by: 3)
        var at = max(from, block * Self.length)
        while block < last {
            let end = (block + 1) * Self.length
            if isKnown { (use, known) = (use + rate * Double(end - at), known + Double(end - at)) }
            thirds.append(known >= Double(Self.length) * Limits.tallyKnown ? use : .nan)
            if thirds.count > 3 * Limits.leakBlocks + 2 { thirds.removeFirst() }
            if (block + 1).floorDivided(by: 3) > block.floorDivided(by: 3) {
                push(thirds.suffix(3).count == 3 ? thirds.suffix(3).reduce(0, +) : .nan, step.from)
            }
            (block, at, use, known) = (block + 1, end, 0, 0)
            if block.floorDivided(by: 3) * 3 == block { isGuess = isGap }
        }
        if isKnown { (use, known) = (use + rate * Double(to - at), known + Double(to - at)) }
        current = block
        return isNew
    }

    /// The quietest `count` blocks that follow each other.
    func least(blocks count: Int) -> Least? {
        guard let start = quietest(blocks: count) else { return nil }
        let stretch = blocks[start..<start + count]
        let mean = stretch.reduce(0, +) / Double(count)
        let isEven = stretch.allSatisfy { $0 >= mean / 3 - 1.5 && $0 <= mean * 2 + 2 }
        return Least(hourly: mean * 4, isEven: isEven)
    }

    /// Where they begin.
    private func quietest(blocks count: Int) -> Int? {
        guard blocks.count >= count else { return nil }
        var best: (sum: Double, start: Int)?
        for start in 0...(blocks.count - count) {
            let sum = blocks[start..<start + count].reduce(0, +)
            if sum.isFinite, sum < best?.sum ?? .infinity { best = (sum, start) }
        }
        return best?.start
    }

    /// Units in the quietest stretches by each measure; not-a-number where there is no such stretch that is known.
    func floors() -> [Double] {
        var sums = [0.0]
        sums.reserveCapacity(blocks.count + 1)
        // Unknown blocks are told by what they leave in the sums.
        var squares = [0.0]
        squares.reserveCapacity(blocks.count + 1)
        var unknown = [0]
        var guesses = [0]
        unknown.reserveCapacity(blocks.count + 1)
        for (place, use) in blocks.enumerated() {
            sums.append(sums[place] + (use.isNaN ? 0 : use))
            squares.append(squares[place] + (use.isNaN ? 0 : use * use))
            unknown.append(unknown[place] + (use.isNaN ? 1 : 0))
            guesses.append(guesses[place] + (guessed[place] ? 1 : 0))
        }
        func use(of length: Int, to end: Int) -> Double? {
            unknown[end] == unknown[end - length] ? sums[end] - sums[end - length] : nil
        }
        func evenUse(_ length: Int, to end: Int) -> Double? {
            guard guesses[end] == guesses[end - length], let use = use(of: length, to: end) else { return nil }
            let mean = use / Double(length)
            let square = (squares[end] - squares[end - length]) / Double(length) - mean * mean
            return square <= Limits.floorEvenSquare + Limits.floorEvenPart * mean * mean ? use : nil
        }
        func quietest(_ length: Int, _ count: Int) -> Double {
            let all = stride(from: thirds.count - length, through: 0, by: -length).map {
                thirds[$0..<$0 + length].reduce(0, +)
            }
            .filter(\.isFinite).sorted()
            return all.count < count ? .nan : all.prefix(count).reduce(0, +)
        }
        let halves = stride(from: 2, through: blocks.count, by: 2).compactMap { use(of: 2, to: $0) }.sorted()
        return Floor.allCases.map { floor in
            if let (length, count) = floor.pieces { return quietest(length, count) }
            switch floor {
            case .all: return sums[blocks.count] * Double(blocks.count) / Double(blocks.count - unknown[blocks.count])
            case .eight, .twenty:
                let count = floor.blocks / 2
                return halves.count < count ? .nan : halves.prefix(count).reduce(0, +)
            case .even:
                return stride(from: floor.blocks, through: blocks.count, by: 1)
                    .compactMap { evenUse(floor.blocks, to: $0) }.min() ?? .nan
            default:
                return stride(from: floor.blocks, through: blocks.count, by: 1)
                    .compactMap { use(of: floor.blocks, to: $0) }.min() ?? .nan
            }
        }
    }

    /// Whether the quietest `count` blocks that follow each other are alike: all that differs is what whole units leave open.
    func isEven(blocks count: Int) -> Bool {
        guard let start = quietest(blocks: count) else { return false }
        let stretch = blocks[start..<start + count]
        let mean = stretch.reduce(0, +) / Double(count)
        let square = stretch.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
        return square <= Limits.floorEven * Limits.floorEven
    }

    private mutating func push(_ value: Double, _ reading: RegisterCard.Start) {
        if blocks.count == Limits.leakBlocks {
            blocks.removeFirst()
            guessed.removeFirst()
            firsts.removeFirst()
        }
        blocks.append(value)
        guessed.append(isGuess)
        firsts.append(reading)
        first = firsts.first
    }

    static func == (a: FlowGrid, b: FlowGrid) -> Bool {
        a.current == b.current && a.use == b.use && a.known == b.known && a.firsts == b.firsts
            && a.guessed == b.guessed && a.isGuess == b.isGuess
            && a.blocks.map(\.bitPattern) == b.blocks.map(\.bitPattern)
            && a.thirds.map(\.bitPattern) == b.thirds.map(\.bitPattern)
    }
}
