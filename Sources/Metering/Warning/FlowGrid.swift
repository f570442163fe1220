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
        guard blocks.count >= count else { return nil }
        var best: (sum: Double, start: Int)?
        for start in 0...(blocks.count - count) {
            var sum = 0.0
            for place in start..<(start + count) { sum += blocks[place] }
            if sum.isFinite, sum < best?.sum ?? .infinity { best = (sum, start) }
        }
        guard let best else { return nil }
        let mean = best.sum / Double(count)
        let stretch = blocks[best.start..<(best.start + count)]
        let isEven = stretch.allSatisfy { $0 >= mean / 3 - 1.5 && $0 <= mean * 2 + 2 }
        return Least(hourly: mean * 4, isEven: isEven)
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
