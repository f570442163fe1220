// Reads needle dials: unwraps the dial to a polar grid, normalises it, and lets a small network say where the pointer
// points. The network never learns where the scale's zero is: zero and direction of the scale only turn and mirror the
// unwrapping. Safe to use from any thread.

/// Reads needle dials from gray pictures.
public struct NeedleReader: Sendable {
    /// The least share of a dial's disc that must lie in the picture.
    public static let leastShareInside: Float = 0.5

    private let weights: NeedleWeights
    private let kernels: Kernels

    /// A reader with the weights in `weights`, which are copied (see NeedleWeights.swift for the format), that reckons with
    /// `kernels`.
    public init(weights: UnsafeRawBufferPointer, kernels: Kernels = .plain) throws(RecognitionError) {
        self.weights = try NeedleWeights(weights)
        self.kernels = kernels
    }

    /// What the needle dial at `geometry` shows.
    ///
    /// The spread comes from the picture: wide or many-peaked when it is unsure, `none` when no needle is seen.
    /// A dial of which less than half lies in the picture, or whose area is smaller than 16 pixels, is unreadable.
    public func read(_ image: GrayImage, _ geometry: NeedleGeometry) -> Position {
        withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: NeedleNetwork.memoryVectors) { memory in
            read(image, geometry, memory.baseAddress!)
        }
    }

    /// The same, worked out in lent memory of `NeedleNetwork.memoryVectors`.
    func read(
        _ image: GrayImage, _ geometry: NeedleGeometry, _ memory: UnsafeMutablePointer<SIMD4<Float>>
    ) -> Position {
        guard image.width > 0, image.height > 0, let sampler = PolarSampler(geometry),
            sampler.shareInside(width: image.width, height: image.height) >= Self.leastShareInside
        else { return .unreadable }
        sampler.sample(image, into: memory, start: 1, pitch: NeedleNetwork.gridPitch, with: kernels)
        NeedleNetwork.normalise(memory)
        return Position(logits: NeedleNetwork(weights: weights, kernels: kernels).run(memory))
    }
}
