// The vectors that the kernels reckon with: four numbers, or eight where a module is built for processors that take them at once.
// A lane is an output of its own, so the number of lanes changes no order of sums and not one bit of a result.

/// Neighbouring numbers that are worked on at once. In memory all are counted in vectors of four.
protocol Lanes: SIMD where Scalar == Float {
    /// Vectors of four that it takes.
    static var vectors: Int { get }

    /// What lies in memory.
    init(at memory: UnsafePointer<SIMD4<Float>>)

    /// One vector of four from memory, as often as it goes in.
    init(repeatingAt memory: UnsafePointer<SIMD4<Float>>)

    /// Writes it to memory.
    func store(_ memory: UnsafeMutablePointer<SIMD4<Float>>)

    /// The greater of each pair, in the form that becomes one instruction. (The library's `pointwiseMax` is a call, and
    /// has rules for NaN, which no value here ever is.)
    func greater(_ other: Self) -> Self
}

extension SIMD4<Float>: Lanes {
    @inline(__always)
    static var vectors: Int { 1 }

    @inline(__always)
    init(at memory: UnsafePointer<SIMD4<Float>>) { self = memory[0] }

    @inline(__always)
    init(repeatingAt memory: UnsafePointer<SIMD4<Float>>) { self = memory[0] }

    @inline(__always)
    func store(_ memory: UnsafeMutablePointer<SIMD4<Float>>) { memory[0] = self }

    @inline(__always)
    func greater(_ other: Self) -> Self { replacing(with: other, where: self .< other) }
}

extension SIMD8<Float>: Lanes {
    @inline(__always)
    static var vectors: Int { 2 }

    @inline(__always)
    init(at memory: UnsafePointer<SIMD4<Float>>) {
        self = UnsafeRawPointer(memory).loadUnaligned(as: SIMD8<Float>.self)
    }

    @inline(__always)
    init(repeatingAt memory: UnsafePointer<SIMD4<Float>>) { self.init(lowHalf: memory[0], highHalf: memory[0]) }

    @inline(__always)
    func store(_ memory: UnsafeMutablePointer<SIMD4<Float>>) {
        UnsafeMutableRawPointer(memory).storeBytes(of: self, as: SIMD8<Float>.self)
    }

    @inline(__always)
    func greater(_ other: Self) -> Self { replacing(with: other, where: self .< other) }
}

/// How the kernels go through the channels of a place.
enum LaneWalk {
    /// Calls `widest` for every whole `Widest` of so many vectors of four, and `four` for a vector that is left over.
    @inline(__always)
    static func over(_ vectors: Int, widest: (_ at: Int) -> Void, four: (_ at: Int) -> Void) {
        var at = 0
        while at &+ Widest.vectors <= vectors {
            widest(at)
            at &+= Widest.vectors
        }
        if Widest.vectors > 1, at < vectors { four(at) }
    }
}
