// Counts what is missing among numbers that were all given out. A hole is a loss if some sink still waited for what was there
// and no gap tells of it already; below that, old entries were pruned, and holes are as they should be.

/// Collects the numbers that are missing.
struct Missing {
    private let told: [ClosedRange<Int64>]
    private let floor: Int64?
    private var previous: Int64
    private var first: Int64?
    private var last: Int64 = 0
    private var count: Int64 = 0

    /// - Parameters:
    ///   - known: the gaps that were told.
    ///   - damaged: numbers that are known to be missing whatever the holes are.
    ///   - floor: what every sink had settled; nil if that is not known, and then holes say nothing.
    init(known: [Gap], damaged: Set<Int64>, floor: Int64?) {
        self.told = known.filter { $0.first <= $0.last }.map { $0.first...$0.last }
        self.floor = floor
        self.previous = floor ?? 0
        for seq in damaged { add(seq...seq) }
    }

    /// The next number that is there, ascending.
    mutating func pass(_ seq: Int64) {
        guard let floor, seq > floor else { return }
        if seq > previous + 1 { add((previous + 1)...(seq - 1)) }
        previous = max(previous, seq)
    }

    /// What is missing; nil if nothing is.
    var gap: Gap? {
        first.map { Gap(first: $0, last: last, count: count, reason: .damage) }
    }

    private mutating func add(_ hole: ClosedRange<Int64>) {
        var rest = [hole]
        for range in told {
            rest = rest.flatMap { part -> [ClosedRange<Int64>] in
                guard part.overlaps(range) else { return [part] }
                var pieces: [ClosedRange<Int64>] = []
                if part.lowerBound < range.lowerBound { pieces.append(part.lowerBound...(range.lowerBound - 1)) }
                if part.upperBound > range.upperBound { pieces.append((range.upperBound + 1)...part.upperBound) }
                return pieces
            }
        }
        for part in rest {
            first = min(first ?? part.lowerBound, part.lowerBound)
            last = max(last, part.upperBound)
            count += part.upperBound - part.lowerBound + 1
        }
    }
}
