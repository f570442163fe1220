// The inner loop of both networks: a value times a row of weights, added to neighbouring outputs that stay in registers.
// Every sum is made in the same order on every board, product and sum rounded apart, so that all boards agree to the bit.

/// Neighbouring outputs of one place or of two.
protocol LaneBlock {
    /// Vectors of four of a place.
    static var vectors: Int { get }

    /// Sums that begin at what lies at `start`.
    init(_ start: UnsafePointer<SIMD4<Float>>)

    /// Sums that begin at the value of each place times the weights that lie at `weights`.
    init(_ first: Float, _ second: Float, times weights: UnsafePointer<SIMD4<Float>>)

    /// Adds the value of each place times the weights that lie at `weights`.
    mutating func add(_ first: Float, _ second: Float, times weights: UnsafePointer<SIMD4<Float>>)

    /// Negative sums become zero.
    mutating func rectify()

    /// Writes the sums of each place. Those of a vector lie side by side, the next ones `pitch` as far on.
    func store(_ first: UnsafeMutablePointer<SIMD4<Float>>, _ second: UnsafeMutablePointer<SIMD4<Float>>, pitch: Int)
}

/// As many outputs of one place as there are lanes; the second place's values are not looked at.
struct LaneSingle<V: Lanes>: LaneBlock {
    static var vectors: Int { V.vectors }
    private var sum: V

    @inline(__always)
    init(_ start: UnsafePointer<SIMD4<Float>>) {
        sum = V(at: start)
    }

    @inline(__always)
    init(_ first: Float, _ second: Float, times weights: UnsafePointer<SIMD4<Float>>) {
        sum = first * V(at: weights)
    }

    @inline(__always)
    mutating func add(_ first: Float, _ second: Float, times weights: UnsafePointer<SIMD4<Float>>) {
        sum += first * V(at: weights)
    }

    @inline(__always)
    mutating func rectify() {
        sum = sum.greater(V())
    }

    @inline(__always)
    func store(_ first: UnsafeMutablePointer<SIMD4<Float>>, _ second: UnsafeMutablePointer<SIMD4<Float>>, pitch: Int) {
        sum.store(first)
    }
}

/// As many outputs of two places as there are lanes, for which weights are loaded once.
struct LanePair<V: Lanes>: LaneBlock {
    static var vectors: Int { V.vectors }
    private var first: V
    private var second: V

    @inline(__always)
    init(_ start: UnsafePointer<SIMD4<Float>>) {
        first = V(at: start)
        second = first
    }

    @inline(__always)
    init(_ first: Float, _ second: Float, times weights: UnsafePointer<SIMD4<Float>>) {
        let weights = V(at: weights)
        self.first = first * weights
        self.second = second * weights
    }

    @inline(__always)
    mutating func add(_ first: Float, _ second: Float, times weights: UnsafePointer<SIMD4<Float>>) {
        let weights = V(at: weights)
        self.first += first * weights
        self.second += second * weights
    }

    @inline(__always)
    mutating func rectify() {
        first = first.greater(V())
        second = second.greater(V())
    }

    @inline(__always)
    func store(_ first: UnsafeMutablePointer<SIMD4<Float>>, _ second: UnsafeMutablePointer<SIMD4<Float>>, pitch: Int) {
        self.first.store(first)
        self.second.store(second)
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
