// Reads needle dials: unwraps the dial to a polar grid, normalises it, and lets a small network say where the pointer
// points. The network never learns where the scale's zero is: zero and direction of the scale only turn and mirror the
// unwrapping. One allocation for each dial besides the answer; safe to use from any thread.

/// Reads needle dials from gray pictures.
public struct NeedleReader: Sendable {
    /// The least share of a dial's disc that must lie in the picture.
    public static let leastShareInside: Float = 0.5

    private let weights: NeedleWeights

    /// A reader with the weights in `weights`, which are copied (see NeedleWeights.swift for the format).
    public init(weights: UnsafeRawBufferPointer) throws(RecognitionError) {
        self.weights = try NeedleWeights(weights)
    }

    /// What the needle dial at `geometry` shows.
    ///
    /// The spread comes from the picture: wide or many-peaked when it is unsure, `none` when no needle is seen.
    /// A dial of which less than half lies in the picture, or whose area is smaller than 16 pixels, is unreadable.
    public func read(_ image: GrayImage, _ geometry: NeedleGeometry) -> Position {
        guard image.width > 0, image.height > 0, let sampler = PolarSampler(geometry),
            sampler.shareInside(width: image.width, height: image.height) >= Self.leastShareInside
        else { return .unreadable }
        let network = NeedleNetwork(weights: weights)
        let count = NeedleNetwork.scratchCount + NeedleNetwork.logitCount
        return withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { memory in
            guard let scratch = memory.baseAddress else { return .unreadable }
            let logits = scratch + NeedleNetwork.scratchCount
            sampler.sample(image, into: scratch + 1, pitch: NeedleNetwork.gridPitch)
            NeedleNetwork.normalise(scratch)
            network.run(scratch, logits: logits)
            return Self.position(logits)
        }
    }

    /// The distribution that belongs to 101 logits.
    static func position(_ logits: UnsafePointer<Float>) -> Position {
        var most = logits[0]
        for index in 1..<NeedleNetwork.logitCount { most = max(most, logits[index]) }
        var probabilities = [Float](repeating: 0, count: Position.steps)
        var none = Elementary.exp(logits[Position.steps] - most)
        var sum = none
        for step in 0..<Position.steps {
            probabilities[step] = Elementary.exp(logits[step] - most)
            sum += probabilities[step]
        }
        for step in 0..<Position.steps { probabilities[step] /= sum }
        none /= sum
        return Position(probabilities: probabilities, none: none)
    }
}
