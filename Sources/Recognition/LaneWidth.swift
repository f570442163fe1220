// How many lanes the kernels of this module use: four, which every processor that is built for has.

/// The vector of most lanes.
typealias Widest = SIMD4<Float>
/// Eight outputs of one place.
typealias EightOfOne = LaneRow<LaneSingle<Widest>, LaneSingle<Widest>>
/// Eight outputs of two places.
typealias EightOfTwo = LaneRow<LanePair<Widest>, LanePair<Widest>>

/// Vectors of four outputs in the largest block of which four places are worked out at once: more would keep sums out of the
/// registers.
let vectorsOfFour = 2
/// Whether dense layers pass over inputs that are zero: half of the work, of which four lanes have enough.
let passesOverZeros = true
