// The samplers' kernel in fixed-point numbers against bilinear interpolation place by place.

import Testing

@testable import Recognition

@Suite struct LumaKernelTests {
    private let image: GrayImage

    init() {
        var image = GrayImage(width: 60, height: 40)
        for i in image.pixels.indices { image.pixels[i] = UInt8(truncatingIfNeeded: i &* i &* 31 &+ i * 7) }
        self.image = image
    }

    /// A line by its first place and the step from place to place.
    private typealias Way = (x: Double, y: Double, stepX: Double, stepY: Double)

    /// What cells that held ten hold after all places of `ways`, in coordinates that count from the picture's first pixel.
    private func cells(_ ways: [Way], vectors: Int, places: Int, with kernels: Kernels) -> [Float] {
        let table = ways.map {
            LumaLine(x: $0.x, y: $0.y, stepX: $0.stepX, stepY: $0.stepY, column: 0, row: 0)
        }
        var cells = [SIMD4<Float>](repeating: SIMD4(repeating: 10), count: ways.count * vectors)
        image.pixels.withUnsafeBufferPointer { pixels in
            var kernel = LumaKernel(
                pixels: pixels.baseAddress!, pitch: image.width, lines: ways.count, vectors: vectors, places: places,
                targetStart: 0, targetPitch: 4 * vectors, share: 1 / Float(places))
            let count = LumaKernel.workVectors(vectors: vectors, places: places)
            var work = [SIMD4<Float>](repeating: SIMD4(repeating: 9), count: count + 1)
            kernels.luma(&kernel, table, &cells, &work)
            #expect(work[count] == SIMD4(repeating: 9))
        }
        return cells.flatMap { four in (0..<4).map { four[$0] } }
    }

    @Test(arguments: [(5, 1), (5, 2), (2, 3), (1, 8)])
    func aCellGetsTheLumaOfItsPlaces(vectors: Int, places: Int) {
        let ways: [Way] = [
            (0.51, 0.51, 0.4, 0.2), (59.4, 39.4, -0.31, -0.17), (30, 2.25, 0, 0.3), (3.7, 20.2, 0.5, -0.06),
        ]
        let found = cells(ways, vectors: vectors, places: places, with: .plain)
        for (line, way) in ways.enumerated() {
            for cell in 0..<4 * vectors {
                var sum: Float = 0
                for place in places * cell..<places * (cell + 1) {
                    let step = Double(place)
                    let point = Point(Float(way.x + step * way.stepX), Float(way.y + step * way.stepY))
                    sum += image.pixels.withUnsafeBufferPointer {
                        interpolate($0, image.width, image.height, at: point)
                    }
                }
                let own = found[line * 4 * vectors + cell]
                #expect((own - 10 - sum / Float(places)).magnitude < 0.02, "line \(line), cell \(cell)")
            }
        }
    }

    @Test(.enabled(if: Kernels.wide != nil, Comment(rawValue: Kernels.wideMissing)), arguments: 1...8)
    func theWideKernelGivesTheSameBits(places: Int) throws {
        let wide = try #require(Kernels.wide)
        let seed = UInt32.random(in: 1...UInt32.max)
        var numbers = RandomFloats(seed: seed)
        let ways: [Way] = (0..<51).map { _ in
            let at = numbers.next(4).map { Double($0) }
            return (30 + 4 * at[0], 20 + 3 * at[1], at[2] * 0.12, at[3] * 0.08)
        }
        let plain = cells(ways, vectors: 5, places: places, with: .plain)
        let other = cells(ways, vectors: 5, places: places, with: wide)
        #expect(plain.map(\.bitPattern) == other.map(\.bitPattern), "seed \(seed)")
    }

    @Test func aDialInsideThePictureIsSampledAsOneAtItsBorder() {
        // The same dial once with room around it, walked along, and once in a picture cut to it, looked at place by place.
        let quad = Quad(Point(10, 8), Point(30, 9), Point(31, 35), Point(11, 34))
        var cut = GrayImage(width: 21, height: 27)
        for y in 0..<27 { for x in 0..<21 { cut[x, y] = image[x + 10, y + 8] } }
        let moved = Quad(Point(0, 0), Point(20, 1), Point(21, 27), Point(1, 26))
        let (inside, atBorder) = (DialPatch(of: image, in: quad), DialPatch(of: cut, in: moved))
        for row in 2..<30 {
            for column in 2..<18 {
                let i = row * DialPatch.width + column
                #expect((inside.luma[i] - atBorder.luma[i]).magnitude < 0.05)
            }
        }
    }
}
