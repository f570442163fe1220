// The convolution layer as its definition reads, one number at a time.
// Slow and obvious on purpose: tests hold the fast path to it.

extension Convolution {
    /// The layer as its definition reads, from one map to the next.
    func applyByDefinition(_ map: FeatureMap) -> FeatureMap {
        let (width, height) = (map.width / 2, map.height / 2)
        var values = [Float](repeating: 0, count: width * height * outputs)
        for y in 0..<height * 2 {
            for x in 0..<width * 2 {
                for output in 0..<outputs {
                    let place = (y / 2 * width + x / 2) * outputs + output
                    values[place] = max(values[place], valueByDefinition(map, x, y, output))
                }
            }
        }
        return FeatureMap(width: width, height: height, channels: outputs, values: values)
    }

    private func valueByDefinition(_ map: FeatureMap, _ x: Int, _ y: Int, _ output: Int) -> Float {
        var sum = bias[output]
        for tapRow in 0..<3 {
            for tapColumn in 0..<3 {
                let sourceX = x + tapColumn - 1
                let sourceY = y + tapRow - 1
                guard sourceX >= 0, sourceX < map.width, sourceY >= 0, sourceY < map.height else { continue }
                for input in 0..<inputs {
                    sum +=
                        taps[(output * inputs + input) * 9 + tapRow * 3 + tapColumn]
                        * map.values[(sourceY * map.width + sourceX) * inputs + input]
                }
            }
        }
        return sum
    }
}
