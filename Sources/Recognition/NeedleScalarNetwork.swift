// The needle network in its plainest form: one multiplication after the other, in arrays.
// Slow and obvious on purpose: tests hold NeedleNetwork to it.

/// The reference form of the needle network.
struct NeedleScalarNetwork {
    let weights: NeedleWeights

    /// The 101 logits of a normalised grid whose rows are padded as NeedleNetwork expects.
    func logits(of grid: [Float]) -> [Float] {
        var plane = grid
        for layer in weights.layers { plane = convolve(layer, plane) }
        return heads(plane)
    }

    private func convolve(_ layer: NeedleLayer, _ plane: [Float]) -> [Float] {
        var result = [Float](repeating: 0, count: layer.output.count)
        for angle in 0..<layer.output.angles {
            for radius in 0..<layer.rows {
                for output in 0..<layer.outputs {
                    var sum = weights.values[layer.biases + output]
                    for tap in 0..<layer.taps {
                        let start = layer.inputAngle(angle, tap) * layer.input.pitch + radius * layer.step
                        for index in 0..<layer.run {
                            let place = (tap * layer.run + index) * layer.outputs + output
                            sum += plane[start + index] * weights.values[layer.weights + place]
                        }
                    }
                    sum = max(sum, 0)
                    if layer.residual { sum += plane[angle * layer.input.pitch + output] }
                    result[angle * layer.output.pitch + layer.margin + radius * layer.outputs + output] = sum
                }
            }
        }
        return result
    }

    private func heads(_ features: [Float]) -> [Float] {
        let width = NeedleWeights.channels.width
        var logits: [Float] = []
        for angle in 0..<NeedleWeights.halfAngles {
            for half in 0..<2 {
                var sum = weights.values[weights.angleHead + 2 * width + half]
                for channel in 0..<width {
                    sum += features[angle * width + channel] * weights.values[weights.angleHead + 2 * channel + half]
                }
                logits.append(sum)
            }
        }
        var none = weights.values[weights.noneHead + 2 * width]
        for channel in 0..<width {
            let column = (0..<NeedleWeights.halfAngles).map { features[$0 * width + channel] }
            let mean = column.reduce(0, +) / Float(column.count)
            let most = column.reduce(column[0], max)
            none += mean * weights.values[weights.noneHead + channel]
            none += most * weights.values[weights.noneHead + width + channel]
        }
        return logits + [none]
    }
}
