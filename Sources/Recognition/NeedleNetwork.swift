// The needle network on SIMD vectors: from the polar grid to a hundred angle logits and one for "no needle".
// Two plane convolutions shrink radius and angle, one folds the radius into channels, five residual ones with growing reach
// see the whole turn. Works in memory that the caller lends; NeedleScalarNetwork is the plain form that tests compare.

/// Runs the network in lent memory.
struct NeedleNetwork {
    /// Floats that the caller lends.
    static let scratchCount = 2 * planeCount
    /// Logits: a hundred steps, then "no needle".
    static let logitCount = Position.steps + 1
    /// Floats of the largest plane, which the first layer writes.
    private static let planeCount = PolarSampler.angles * (PolarSampler.radii / 2 + 2) * 8

    let weights: NeedleWeights

    /// Where the caller puts the grid, one row of `gridPitch` per angle, after the first number of each row.
    static let gridPitch = PolarSampler.radii + 2

    /// Brings the grid in `scratch` to mean 0 and deviation 1, and clears the padding of its rows.
    /// A dial flatter than a deviation of 4 stays as flat as it is: it must not be blown up to a pattern.
    static func normalise(_ scratch: UnsafeMutablePointer<Float>) {
        let count = Float(PolarSampler.angles * PolarSampler.radii)
        var sum: Float = 0
        for angle in 0..<PolarSampler.angles {
            let row = scratch + angle * gridPitch
            for radius in 1...PolarSampler.radii { sum += row[radius] }
        }
        let mean = sum / count
        var squares: Float = 0
        for angle in 0..<PolarSampler.angles {
            let row = scratch + angle * gridPitch
            for radius in 1...PolarSampler.radii { squares += (row[radius] - mean) * (row[radius] - mean) }
        }
        let scale = 1 / max((squares / count).squareRoot(), 4)
        for angle in 0..<PolarSampler.angles {
            let row = scratch + angle * gridPitch
            row[0] = 0
            row[gridPitch - 1] = 0
            for radius in 1...PolarSampler.radii { row[radius] = (row[radius] - mean) * scale }
        }
    }

    /// From the normalised grid at the start of `scratch` to `logits`.
    func run(_ scratch: UnsafeMutablePointer<Float>, logits: UnsafeMutablePointer<Float>) {
        var source = scratch
        var target = scratch + Self.planeCount
        weights.values.withUnsafeBufferPointer { values in
            guard let values = values.baseAddress else { return }
            for layer in weights.layers {
                convolve(layer, source, target, values)
                (source, target) = (target, source)
            }
            heads(source, values, logits)
        }
    }

    private func convolve(
        _ layer: NeedleLayer, _ source: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>,
        _ values: UnsafePointer<Float>
    ) {
        for angle in 0..<layer.output.angles {
            let row = target + angle * layer.output.pitch
            for index in 0..<layer.margin {
                row[index] = 0
                row[layer.output.pitch - 1 - index] = 0
            }
            for radius in 0..<layer.rows {
                let out = row + layer.margin + radius * layer.outputs
                switch layer.outputs {
                case 8: cell8(layer, angle, radius, source, out, values)
                case 16: cell16(layer, angle, radius, source, out, values)
                default: cell24(layer, angle, radius, source, out, values)
                }
            }
        }
    }

    private func cell8(
        _ layer: NeedleLayer, _ angle: Int, _ radius: Int, _ source: UnsafePointer<Float>,
        _ out: UnsafeMutablePointer<Float>, _ values: UnsafePointer<Float>
    ) {
        var sum = load(values + layer.biases)
        var weight = values + layer.weights
        for tap in 0..<layer.taps {
            let input = source + (layer.inputAngle(angle, tap) * layer.input.pitch + radius * layer.step)
            for index in 0..<layer.run {
                sum += input[index] * load(weight)
                weight += 8
            }
        }
        store(relu(sum), out)
    }

    private func cell16(
        _ layer: NeedleLayer, _ angle: Int, _ radius: Int, _ source: UnsafePointer<Float>,
        _ out: UnsafeMutablePointer<Float>, _ values: UnsafePointer<Float>
    ) {
        var low = load(values + layer.biases)
        var high = load(values + layer.biases + 8)
        var weight = values + layer.weights
        for tap in 0..<layer.taps {
            let input = source + (layer.inputAngle(angle, tap) * layer.input.pitch + radius * layer.step)
            for index in 0..<layer.run {
                low += input[index] * load(weight)
                high += input[index] * load(weight + 8)
                weight += 16
            }
        }
        store(relu(low), out)
        store(relu(high), out + 8)
    }

    private func cell24(
        _ layer: NeedleLayer, _ angle: Int, _ radius: Int, _ source: UnsafePointer<Float>,
        _ out: UnsafeMutablePointer<Float>, _ values: UnsafePointer<Float>
    ) {
        var low = load(values + layer.biases)
        var middle = load(values + layer.biases + 8)
        var high = load(values + layer.biases + 16)
        var weight = values + layer.weights
        for tap in 0..<layer.taps {
            let input = source + layer.inputAngle(angle, tap) * layer.input.pitch
            for index in 0..<layer.run {
                low += input[index] * load(weight)
                middle += input[index] * load(weight + 8)
                high += input[index] * load(weight + 16)
                weight += 24
            }
        }
        (low, middle, high) = (relu(low), relu(middle), relu(high))
        if layer.residual {
            let same = source + angle * layer.input.pitch
            low += load(same)
            middle += load(same + 8)
            high += load(same + 16)
        }
        store(low, out)
        store(middle, out + 8)
        store(high, out + 16)
    }

    /// The logits from the last features: two steps for each angle; the mean and the maximum over the turn for "none".
    private func heads(
        _ features: UnsafePointer<Float>, _ values: UnsafePointer<Float>, _ logits: UnsafeMutablePointer<Float>
    ) {
        let width = NeedleWeights.channels.width
        let head = values + weights.angleHead
        let noneHead = values + weights.noneHead
        for angle in 0..<NeedleWeights.halfAngles {
            let row = features + angle * width
            var even = head[2 * width]
            var odd = head[2 * width + 1]
            for channel in 0..<width {
                even += row[channel] * head[2 * channel]
                odd += row[channel] * head[2 * channel + 1]
            }
            logits[2 * angle] = even
            logits[2 * angle + 1] = odd
        }
        var none = noneHead[2 * width]
        for channel in 0..<width {
            var sum: Float = 0
            var most = features[channel]
            for angle in 0..<NeedleWeights.halfAngles {
                sum += features[angle * width + channel]
                most = max(most, features[angle * width + channel])
            }
            none += sum / Float(NeedleWeights.halfAngles) * noneHead[channel] + most * noneHead[width + channel]
        }
        logits[Position.steps] = none
    }

    @inline(__always)
    private func load(_ pointer: UnsafePointer<Float>) -> SIMD8<Float> {
        UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Float>.self)
    }

    @inline(__always)
    private func store(_ vector: SIMD8<Float>, _ pointer: UnsafeMutablePointer<Float>) {
        UnsafeMutableRawPointer(pointer).storeBytes(of: vector, as: SIMD8<Float>.self)
    }

    @inline(__always)
    private func relu(_ vector: SIMD8<Float>) -> SIMD8<Float> {
        vector.replacing(with: 0, where: vector .< 0)
    }
}
