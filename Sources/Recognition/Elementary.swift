// exp and log for the core, which may not call a maths library: the same bits on every board.
// Both stay within 2e-7 relative of the true value on the ranges used here.

/// The two elementary functions that recognition needs.
public enum Elementary {
    /// e^x; 0 below −87 and e^88 above 88.
    public static func exp(_ x: Float) -> Float { exp(SIMD4(repeating: x))[0] }

    /// e^x of each lane; 0 below −87 and e^88 above 88.
    @inline(__always)
    static func exp(_ x: SIMD4<Float>) -> SIMD4<Float> {
        let clamped = x.replacing(with: 88, where: x .> 88)
        // x = n·ln 2 + r with |r| ≤ ln 2 / 2; ln 2 in two parts, so that n·ln 2 loses no bits. Adding 1.5·2²³ rounds to a
        // whole number, which then stands in the lowest bits.
        let shifted = clamped * 1.442_695_04 + 12_582_912
        let n = shifted - 12_582_912
        let r = (clamped - n * 0.693_359_375) + n * 2.121_944_4e-4
        var series = r * (1.0 / 5040) + 1.0 / 720
        series = series * r + 1.0 / 120
        series = series * r + 1.0 / 24
        series = series * r + 1.0 / 6
        series = series * r + 0.5
        series = series * r + 1
        series = series * r + 1
        let power = (unsafeBitCast(shifted, to: SIMD4<UInt32>.self) &+ 127) &<< 23
        return (series * unsafeBitCast(power, to: SIMD4<Float>.self)).replacing(with: 0, where: x .< -87)
    }

    /// The natural logarithm of a positive, normal number; −88 for anything smaller.
    public static func log(_ x: Float) -> Float {
        guard x >= Float.leastNormalMagnitude else { return -88 }
        let bits = x.bitPattern
        var exponent = Float(Int32(bits >> 23) - 127)
        var mantissa = Float(bitPattern: (bits & 0x007f_ffff) | 0x3f80_0000)
        if mantissa > 1.414_213_56 {
            mantissa *= 0.5
            exponent += 1
        }
        // log m = 2·artanh(s) with s = (m − 1)/(m + 1), |s| ≤ 0.172.
        let s = (mantissa - 1) / (mantissa + 1)
        let square = s * s
        var series: Float = 1.0 / 9
        series = series * square + 1.0 / 7
        series = series * square + 1.0 / 5
        series = series * square + 1.0 / 3
        series = series * square + 1
        return exponent * 0.693_147_18 + 2 * s * series
    }
}
