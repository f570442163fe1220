// The inner loop of both networks: a value times a row of weights, added to neighbouring outputs that stay in registers.
// Every sum is made in the same order on every board, product and sum rounded apart, so that all boards agree to the bit.

/// Neighbouring outputs of one place or of two, a vector for every four.
protocol LaneBlock {
    /// Vectors of a place.
    static var vectors: Int { get }

    /// Sums that begin at what lies at `start`.
    init(_ start: UnsafePointer<SIMD4<Float>>)

    /// Sums that begin at the value of each place times the weights that lie at `weights`.
    init(_ first: Float, _ second: Float, times weights: UnsafePointer<SIMD4<Float>>)

    /// Adds the value of each place times the weights that lie at `weights`.
    mutating func add(_ first: Float, _ second: Float, times weights: UnsafePointer<SIMD4<Float>>)

    /// Negative sums become zero.
    mutating func rectify()

    /// Writes the sums of each place, vectors `pitch` apart.
    func store(_ first: UnsafeMutablePointer<SIMD4<Float>>, _ second: UnsafeMutablePointer<SIMD4<Float>>, pitch: Int)
}

/// Four outputs of one place; the second place's values are not looked at.
struct LaneSingle: LaneBlock {
    static var vectors: Int { 1 }
    private var sum: SIMD4<Float>

    @inline(__always)
    init(_ start: UnsafePointer<SIMD4<Float>>) {
        sum = start[0]
    }

    @inline(__always)
    init(_ first: Float, _ second: Float, times weights: UnsafePointer<SIMD4<Float>>) {
        sum = first * weights[0]
    }

    @inline(__always)
    mutating func add(_ first: Float, _ second: Float, times weights: UnsafePointer<SIMD4<Float>>) {
        sum += first * weights[0]
    }

    @inline(__always)
    mutating func rectify() {
        sum = sum.greater(.zero)
    }

    @inline(__always)
    func store(_ first: UnsafeMutablePointer<SIMD4<Float>>, _ second: UnsafeMutablePointer<SIMD4<Float>>, pitch: Int) {
        first[0] = sum
    }
}

/// Four outputs of two places, for which weights are loaded once.
struct LanePair: LaneBlock {
    static var vectors: Int { 1 }
    private var first: SIMD4<Float>
    private var second: SIMD4<Float>

    @inline(__always)
    init(_ start: UnsafePointer<SIMD4<Float>>) {
        first = start[0]
        second = first
    }

    @inline(__always)
    init(_ first: Float, _ second: Float, times weights: UnsafePointer<SIMD4<Float>>) {
        let weights = weights[0]
        self.first = first * weights
        self.second = second * weights
    }

    @inline(__always)
    mutating func add(_ first: Float, _ second: Float, times weights: UnsafePointer<SIMD4<Float>>) {
        let weights = weights[0]
        self.first += first * weights
        self.second += second * weights
    }

    @inline(__always)
    mutating func rectify() {
        first = first.greater(.zero)
        second = second.greater(.zero)
    }

    @inline(__always)
    func store(_ first: UnsafeMutablePointer<SIMD4<Float>>, _ second: UnsafeMutablePointer<SIMD4<Float>>, pitch: Int) {
        first[0] = self.first
        second[0] = self.second
    }
}

/// Two blocks side by side.
struct LaneRow<Low: LaneBlock, High: LaneBlock>: LaneBlock {
    static var vectors: Int { Low.vectors + High.vectors }
    private var low: Low
    private var high: High

    @inline(__always)
    init(_ start: UnsafePointer<SIMD4<Float>>) {
        low = Low(start)
        high = High(start + Low.vectors)
    }

    @inline(__always)
    init(_ first: Float, _ second: Float, times weights: UnsafePointer<SIMD4<Float>>) {
        low = Low(first, second, times: weights)
        high = High(first, second, times: weights + Low.vectors)
    }

    @inline(__always)
    mutating func add(_ first: Float, _ second: Float, times weights: UnsafePointer<SIMD4<Float>>) {
        low.add(first, second, times: weights)
        high.add(first, second, times: weights + Low.vectors)
    }

    @inline(__always)
    mutating func rectify() {
        low.rectify()
        high.rectify()
    }

    @inline(__always)
    func store(_ first: UnsafeMutablePointer<SIMD4<Float>>, _ second: UnsafeMutablePointer<SIMD4<Float>>, pitch: Int) {
        low.store(first, second, pitch: pitch)
        high.store(first + Low.vectors &* pitch, second + Low.vectors &* pitch, pitch: pitch)
    }
}
