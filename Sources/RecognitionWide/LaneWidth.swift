// How many lanes the kernels of this module use: eight, one register of a processor with AVX2, which it is built for.

/// The vector of most lanes.
typealias Widest = SIMD8<Float>
/// Eight outputs of one place.
typealias EightOfOne = LaneSingle<Widest>
/// Eight outputs of two places.
typealias EightOfTwo = LanePair<Widest>

/// Vectors of four outputs in the largest block of which four places are worked out at once: more would keep sums out of the
/// registers.
let vectorsOfFour = 4
/// Whether dense layers pass over inputs that are zero: eight lanes wait for the weights longer than they reckon, and weights that
/// are read from one end to the other come sooner than half of them here and there.
let passesOverZeros = false
