// One convolution of the needle network in the order its numbers lie in memory: angle, then radius, then channel.
// Because of that order every kernel is a few runs of neighbouring numbers, one run for each angle it looks at.

/// The size of a plane of features: `angles` rows of `pitch` numbers.
struct NeedlePlane: Sendable, Equatable {
    /// Rows, around the dial.
    var angles: Int
    /// Numbers in a row: radii × channels, with padding.
    var pitch: Int

    /// Numbers in all.
    var count: Int { angles * pitch }
}

/// The shape of one convolution, circular along the angle, followed by ReLU.
struct NeedleLayer: Sendable, Equatable {
    /// What it reads.
    var input: NeedlePlane
    /// What it writes.
    var output: NeedlePlane
    /// Empty numbers at both ends of an output row.
    var margin = 0
    /// Radii it writes for each angle.
    var rows = 1
    /// Channels it writes, a multiple of 4.
    var outputs: Int
    /// Angles it looks at, centred; odd.
    var taps: Int
    /// Distance of the angles it looks at.
    var reach = 1
    /// Neighbouring numbers it reads at each of them.
    var run: Int
    /// Numbers between the runs of neighbouring output radii.
    var step = 0
    /// Whether the result is added to the input.
    var residual = false
    /// Where its weights start; its biases follow them.
    var weights = 0

    /// Number of weights without biases.
    var weightCount: Int { taps * run * outputs }
    /// Where its biases start.
    var biases: Int { weights + weightCount }
    /// Input angles per output angle.
    var stride: Int { input.angles / output.angles }
    /// Multiplications for one dial.
    var multiplyAdds: Int { output.angles * rows * weightCount }

    /// The input row that tap `tap` of output angle `angle` reads.
    @inline(__always)
    func inputAngle(_ angle: Int, _ tap: Int) -> Int {
        let at = angle * stride + (tap - taps / 2) * reach
        return at < 0 ? at + input.angles : at >= input.angles ? at - input.angles : at
    }
}
