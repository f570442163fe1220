// The last day's flow in quarters of an hour, from irregular readings: enough to find its quietest hours, in bounded memory.

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
        /// The quietest three hours that are even.
        case even
        /// The whole day.
        case all

        /// Quarters of an hour that it takes.
        var blocks: Int { [2, 4, 8, 12, 24, 16, 40, Limits.floorEvenBlocks, Limits.leakBlocks][rawValue] }
        var hours: Double { Double(blocks) / 4 }
    }

    /// Units in each block, oldest first; not-a-number where the readings tell nothing.
    private var blocks: [Double] = []
    private var current: Int64?
    private var use = 0.0
    private var known = 0.0
    /// The reading before the present day's first block.
    private(set) var first: RegisterCard.Start?
    private var firsts: [RegisterCard.Start] = []

    private static let length: Int64 = 900_000

    /// Whether it reaches over a day, and nearly all of that is known.
    var isFull: Bool {
        blocks.count >= Limits.leakBlocks && blocks.count(where: \.isNaN) <= Limits.leakBlocksUnknown
    }

    /// Spreads what was used evenly over the time between two readings; whether a block is complete with it.
    mutating func add(_ step: WarningStep) -> Bool {
        let (from, to) = (step.from.at.milliseconds, max(step.to.at.milliseconds, step.from.at.milliseconds + 1))
        var block = current ?? from.floorDivided(by: Self.length)
        let last = to.floorDivided(by: Self.length)
        if last - block > Int64(Limits.leakBlocks) {
            self = FlowGrid()
            current = last
            return false
        }
        let isKnown = to - from <= 4 * Self.length
        let rate = Double(step.units) / Double(to - from)
        let isNew = last > block
        var at = max(from, block * Self.length)
        while block < last {
            let end = (block + 1) * Self.length
            if isKnown { (use, known) = (use + rate * Double(end - at), known + Double(end - at)) }
            push(known >= Double(Self.length) * Limits.tallyKnown ? use : .nan, step.from)
            (block, at, use, known) = (block + 1, end, 0, 0)
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
        unknown.reserveCapacity(blocks.count + 1)
        for (place, use) in blocks.enumerated() {
            sums.append(sums[place] + (use.isNaN ? 0 : use))
            squares.append(squares[place] + (use.isNaN ? 0 : use * use))
            unknown.append(unknown[place] + (use.isNaN ? 1 : 0))
        }
        func use(of length: Int, to end: Int) -> Double? {
            unknown[end] == unknown[end - length] ? sums[end] - sums[end - length] : nil
        }
        func evenUse(_ length: Int, to end: Int) -> Double? {
            guard let use = use(of: length, to: end) else { return nil }
            let mean = use / Double(length)
            let square = (squares[end] - squares[end - length]) / Double(length) - mean * mean
            return square <= Limits.floorEvenSquare + Limits.floorEvenPart * mean * mean ? use : nil
        }
        let halves = stride(from: 2, through: blocks.count, by: 2).compactMap { use(of: 2, to: $0) }.sorted()
        return Floor.allCases.map { floor in
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
            firsts.removeFirst()
        }
        blocks.append(value)
        firsts.append(reading)
        first = firsts.first
    }

    static func == (a: FlowGrid, b: FlowGrid) -> Bool {
        a.current == b.current && a.use == b.use && a.known == b.known && a.firsts == b.firsts
            && a.blocks.map(\.bitPattern) == b.blocks.map(\.bitPattern)
    }
}
