// The needle network on SIMD vectors: from the polar grid to a hundred angle logits and one for "no needle".
// Two plane convolutions shrink radius and angle, one folds the radius into channels, five residual ones with growing reach
// see the whole turn. Works in memory that the caller lends; NeedleScalarNetwork is the plain form that tests compare.

/// Runs the network in lent memory.
struct NeedleNetwork {
    /// Vectors of four that the caller lends.
    static let memoryVectors =
        2 * planeVectors
        + max(logitVectors, NeedleEdges.workVectors, NeedleTurn.workVectors, PlaneKernel.workVectors)
    /// Vectors of four of the largest plane, which the first layer writes.
    private static let planeVectors = PolarSampler.angles * (PolarSampler.radii / 2 + 2) * 2
    /// Vectors of four that the logits take: a hundred steps, then "no needle".
    private static let logitVectors = (Position.steps + 4) / 4
    /// Where the caller puts the grid, one row of `gridPitch` per angle, after the first number of each row.
    static let gridPitch = PolarSampler.radii + 2

    let weights: NeedleWeights
    let kernels: Kernels

    /// Brings the grid at the start of `memory` to mean 0 and deviation 1, and clears the padding of its rows.
    /// A dial flatter than a deviation of 4 stays as flat as it is: it must not be blown up to a pattern.
    static func normalise(_ memory: UnsafeMutablePointer<SIMD4<Float>>) {
        let grid = UnsafeMutableRawPointer(memory).assumingMemoryBound(to: Float.self)
        let count = Float(PolarSampler.angles * PolarSampler.radii)
        let vectors = PolarSampler.angles * gridPitch / 4
        pad(grid, 0)
        var sums = SIMD4<Float>.zero
        for i in 0..<vectors { sums += memory[i] }
        let mean = sums.sum() / count
        pad(grid, mean)
        var squares = SIMD4<Float>.zero
        for i in 0..<vectors {
            let difference = memory[i] - mean
            squares += difference * difference
        }
        let scale = 1 / max((squares.sum() / count).squareRoot(), 4)
        for i in 0..<vectors { memory[i] = (memory[i] - mean) * scale }
    }

    /// Sets the first and the last number of each row.
    private static func pad(_ grid: UnsafeMutablePointer<Float>, _ value: Float) {
        for angle in 0..<PolarSampler.angles {
            grid[angle &* gridPitch] = value
            grid[angle &* gridPitch &+ gridPitch &- 1] = value
        }
    }

    /// From the normalised grid at the start of `memory` to the logits, which stay in that memory.
    func run(_ memory: UnsafeMutablePointer<SIMD4<Float>>) -> UnsafeMutablePointer<SIMD4<Float>> {
        var source = memory + Self.planeVectors
        var target = memory
        let logits = memory + 2 * Self.planeVectors
        weights.edges.apply(memory, to: source, work: logits, with: kernels)
        weights.packed.withUnsafeBufferPointer { packed in
            for layer in weights.layers.dropFirst() where !layer.residual {
                convolve(layer, source, target, packed.baseAddress!, work: logits)
                (source, target) = (target, source)
            }
        }
        for turn in weights.turns {
            turn.apply(source, to: target, work: logits, with: kernels)
            (source, target) = (target, source)
        }
        weights.values.withUnsafeBufferPointer { heads(source, $0.baseAddress!, logits) }
        return logits
    }

    /// One layer.
    private func convolve(
        _ layer: NeedleLayer, _ source: UnsafePointer<SIMD4<Float>>, _ target: UnsafeMutablePointer<SIMD4<Float>>,
        _ packed: UnsafePointer<SIMD4<Float>>, work: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        var plane = PlaneKernel(
            inputAngles: layer.input.angles, inputPitch: layer.input.pitch, stride: layer.stride,
            angles: layer.output.angles, pitch: layer.output.pitch / 4, margin: layer.margin / 4, rows: layer.rows,
            step: layer.step, vectors: layer.outputs / 4, taps: layer.taps, reach: layer.reach, run: layer.run,
            weights: packed + layer.weights / 4, bias: packed + layer.biases / 4)
        kernels.plane(&plane, source, target, work)
    }

    /// The logits from the last features: two steps for each angle; the mean and the maximum over the turn for "none".
    private func heads(
        _ features: UnsafePointer<SIMD4<Float>>, _ values: UnsafePointer<Float>,
        _ vectors: UnsafeMutablePointer<SIMD4<Float>>
    ) {
        let logits = UnsafeMutableRawPointer(vectors).assumingMemoryBound(to: Float.self)
        let numbers = UnsafeRawPointer(features).assumingMemoryBound(to: Float.self)
        let width = NeedleWeights.channels.width
        let head = values + weights.angleHead
        for angle in 0..<NeedleWeights.halfAngles {
            let row = numbers + angle &* width
            var pair = SIMD2(head[2 &* width], head[2 &* width &+ 1])
            for channel in 0..<width { pair += row[channel] * SIMD2(head[2 &* channel], head[2 &* channel &+ 1]) }
            (logits[2 &* angle], logits[2 &* angle &+ 1]) = (pair[0], pair[1])
        }
        let noneHead = values + weights.noneHead
        var none = noneHead[2 * width]
        for vector in 0..<width / 4 {
            var (sums, most) = (SIMD4<Float>.zero, features[vector])
            for angle in 0..<NeedleWeights.halfAngles {
                let part = features[angle &* (width / 4) &+ vector]
                sums += part
                most = most.greater(part)
            }
            for lane in 0..<4 {
                let channel = 4 * vector + lane
                none += sums[lane] / Float(NeedleWeights.halfAngles) * noneHead[channel]
                none += most[lane] * noneHead[width + channel]
            }
        }
        logits[Position.steps] = none
    }
}
