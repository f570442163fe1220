// From the drawn face to what the sensor gives: the moved view, light, blur, noise. A frame is made row by row, so that
// what is at work stays in the cache; the only array of a frame's size is the frame.

import Glibc
import Recognition

/// Lens, light and sensor of the simulated camera.
enum Optics {
    /// The picture of `canvas` in `scene`, with the sensor noise that `noiseSeed` stands for.
    static func expose(
        _ canvas: Canvas, scene: SimulatedScene, frameWidth width: Int, frameHeight height: Int, noiseSeed: UInt64
    ) -> ColourImage {
        let kernel = blurKernel(sigma: scene.blur)
        let reach = kernel.count / 2
        let values = 3 * width
        var random = SplitMix64(seed: noiseSeed)
        // As many rows as the blur looks at, and one that is wider by its reach.
        var rows = [Float](repeating: 0, count: values * kernel.count)
        var padded = [Float](repeating: 0, count: values + 6 * reach)
        var line = [Float](repeating: 0, count: values)
        let pixels = canvas.pixels.withUnsafeBufferPointer { source in
            let view = OpticsView(source.baseAddress!, of: canvas, scene: scene, width: width, height: height)
            return rows.withUnsafeMutableBufferPointer { rows in
                padded.withUnsafeMutableBufferPointer { padded in
                    line.withUnsafeMutableBufferPointer { line in
                        [UInt8](unsafeUninitializedCapacity: values * height) { out, count in
                            let (rows, padded, line) = (rows.baseAddress!, padded.baseAddress!, line.baseAddress!)
                            var made = 0
                            for row in 0..<height {
                                while made <= min(row + reach, height - 1) {
                                    view.row(made, into: padded + 3 * reach)
                                    let own = rows + made % kernel.count * values
                                    blurAcross(padded, kernel, values: values, into: own)
                                    made += 1
                                }
                                blurDown(rows, kernel, row: row, height: height, values: values, into: line)
                                develop(
                                    line, into: out.baseAddress! + row * values, count: values, noise: scene.noise,
                                    random: &random)
                            }
                            count = values * height
                        }
                    }
                }
            }
        }
        return ColourImage(width: width, height: height, pixels: pixels)
    }

    /// Noise and rounding of a whole picture.
    static func develop(_ light: [Float], noise: Float, width: Int, height: Int, seed: UInt64) -> ColourImage {
        var random = SplitMix64(seed: seed)
        let pixels = light.withUnsafeBufferPointer { light in
            [UInt8](unsafeUninitializedCapacity: light.count) { out, count in
                develop(
                    light.baseAddress!, into: out.baseAddress!, count: light.count, noise: noise, random: &random)
                count = light.count
            }
        }
        return ColourImage(width: width, height: height, pixels: pixels)
    }

    // MARK: - Blur

    /// A Gaussian; a single 1 where nothing is to be blurred.
    private static func blurKernel(sigma: Float) -> [Float] {
        guard sigma > 0.2 else { return [1] }
        let reach = Int((2.5 * sigma).rounded(.up))
        let bell = (-reach...reach).map { expf(-0.5 * Float($0 * $0) / (sigma * sigma)) }
        let sum = bell.reduce(0, +)
        return bell.map { $0 / sum }
    }

    /// Blurs a whole picture, rows then columns.
    static func blur(_ light: inout [Float], sigma: Float, width: Int, height: Int) {
        let kernel = blurKernel(sigma: sigma)
        let reach = kernel.count / 2
        guard reach > 0 else { return }
        let values = 3 * width
        var padded = [Float](repeating: 0, count: values + 6 * reach)
        var rows = [Float](repeating: 0, count: values * kernel.count)
        light.withUnsafeMutableBufferPointer { light in
            padded.withUnsafeMutableBufferPointer { padded in
                rows.withUnsafeMutableBufferPointer { rows in
                    let (light, padded, rows) = (light.baseAddress!, padded.baseAddress!, rows.baseAddress!)
                    var made = 0
                    for row in 0..<height {
                        while made <= min(row + reach, height - 1) {
                            (padded + 3 * reach).update(from: light + made * values, count: values)
                            blurAcross(padded, kernel, values: values, into: rows + made % kernel.count * values)
                            made += 1
                        }
                        blurDown(
                            rows, kernel, row: row, height: height, values: values, into: light + row * values)
                    }
                }
            }
        }
    }

    /// Blurs the row that lies in the middle of `padded`; the pixels at its ends are repeated.
    private static func blurAcross(
        _ padded: UnsafeMutablePointer<Float>, _ kernel: [Float], values: Int, into out: UnsafeMutablePointer<Float>
    ) {
        let margin = kernel.count / 2 * 3
        for i in 0..<margin {
            padded[i] = padded[margin + i % 3]
            padded[margin + values + i] = padded[margin + values - 3 + i % 3]
        }
        weigh(kernel, values: values, into: out) { UnsafePointer(padded + 3 * $0) }
    }

    /// Blurs down to `row` from the rows around it, which lie in a ring; the first and the last row are repeated.
    private static func blurDown(
        _ rows: UnsafeMutablePointer<Float>, _ kernel: [Float], row: Int, height: Int, values: Int,
        into out: UnsafeMutablePointer<Float>
    ) {
        weigh(kernel, values: values, into: out) { tap in
            let near = min(max(row + tap - kernel.count / 2, 0), height - 1)
            return UnsafePointer(rows + near % kernel.count * values)
        }
    }

    /// The sum of as many rows as `kernel` has weights, in their order; there is an odd number of them.
    @inline(__always)
    private static func weigh(
        _ kernel: [Float], values: Int, into out: UnsafeMutablePointer<Float>,
        row: (_ tap: Int) -> UnsafePointer<Float>
    ) {
        let (first, weight) = (row(0), kernel[0])
        var i = 0
        while i < values {
            out[i] = weight * first[i]
            i &+= 1
        }
        var tap = 1
        while tap < kernel.count {
            let (a, b, wa, wb) = (row(tap), row(tap + 1), kernel[tap], kernel[tap + 1])
            i = 0
            while i < values {
                out[i] = out[i] + wa * a[i] + wb * b[i]
                i &+= 1
            }
            tap += 2
        }
    }

    // MARK: - Sensor

    /// Noise and rounding. Four 16-bit numbers of one draw give three nearly normal, uncorrelated ones: luma and two
    /// chromas.
    private static func develop(
        _ light: UnsafePointer<Float>, into out: UnsafeMutablePointer<UInt8>, count: Int, noise: Float,
        random: inout SplitMix64
    ) {
        // The sum of four uniform numbers of 16 bits has this deviation.
        let unit = noise / (65_536 * (Float(4) / 12).squareRoot())
        var at = 0
        while at < count {
            let bits = random.next()
            let a = half(bits), b = half(bits >> 16), c = half(bits >> 32), d = half(bits >> 48)
            let (all, warmth, coolness) = (Float(a + b + c + d - 131_070), Float(a + b - c - d), Float(a - b + c - d))
            // Photon noise grows with the root of the light, read noise stays.
            let level = unit * (0.35 + 0.65 * min(light[at + 1] / 255, 1).squareRoot())
            let luma = level * all
            let (warm, cool) = (0.4 * level * warmth, 0.4 * level * coolness)
            out[at] = clamp(light[at] + luma + warm)
            out[at + 1] = clamp(light[at + 1] + luma - 0.5 * (warm + cool))
            out[at + 2] = clamp(light[at + 2] + luma + cool)
            at &+= 3
        }
    }

    /// The lowest 16 bits.
    @inline(__always)
    private static func half(_ bits: UInt64) -> Int32 { Int32(truncatingIfNeeded: bits & 0xFFFF) }

    @inline(__always)
    private static func clamp(_ value: Float) -> UInt8 {
        UInt8(truncatingIfNeeded: Int32(min(max(value, 0), 255) + 0.5))
    }
}
