// Maxima of vectors, lane by lane, in the form that becomes one instruction.
// (The library's `pointwiseMax` is a call, and has rules for NaN, which no value here ever is.)

extension SIMD4<Float> {
    /// The greater of each pair.
    @inline(__always)
    func greater(_ other: SIMD4<Float>) -> SIMD4<Float> { replacing(with: other, where: self .< other) }
}
