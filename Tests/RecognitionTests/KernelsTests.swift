// The kernels for AVX2 against the plain ones, bit for bit: whole networks on rendered and random pictures, and every kernel
// on sizes of all kinds, above all those that leave four outputs over.

import RecognitionModel
import Testing

@testable import Recognition

@Suite(.enabled(if: Kernels.wide != nil, Comment(rawValue: Kernels.wideMissing)))
struct KernelsTests {
    private let wide: Kernels
    private var numbers: RandomFloats
    private let seed: UInt32

    init() throws {
        wide = try #require(Kernels.wide)
        seed = UInt32.random(in: 1...UInt32.max)
        numbers = RandomFloats(seed: seed)
    }

    @Test mutating func aDialIsReadToTheSameBits() throws {
        let file = UnsafeRawBufferPointer(start: meterclip_dial_weights, count: meterclip_dial_weights_size)
        let networks = (try DialNetwork(weights: file), try DialNetwork(weights: file, kernels: wide))
        var patches = try DialVector.all(of: "dials.bin").map { $0.patch }
        for _ in 0..<8 { patches.append(DialPatch(luma: numbers.next(640).map { 128 + 100 * $0 })) }
        for (number, patch) in patches.enumerated() {
            let (plain, other) = (networks.0.read(patch), networks.1.read(patch))
            #expect(Self.bits(plain) == Self.bits(other), "patch \(number), seed \(seed)")
        }
    }

    @Test mutating func aNeedleIsReadToTheSameBits() throws {
        let file = NeedleModel.memory()
        let readers = (try NeedleReader(weights: file), try NeedleReader(weights: file, kernels: wide))
        var needles = try NeedleVector.all().map { ($0.image, $0.geometry) }
        for _ in 0..<8 {
            let pixels = numbers.next(60 * 50).map { UInt8(128 + 120 * $0) }
            let area = Quad(Point(5, 3), Point(52, 6), Point(50, 47), Point(4, 44))
            needles.append((GrayImage(width: 60, height: 50, pixels: pixels), NeedleGeometry(area: area)))
        }
        for (number, (image, geometry)) in needles.enumerated() {
            let (plain, other) = (readers.0.read(image, geometry), readers.1.read(image, geometry))
            #expect(Self.bits(plain) == Self.bits(other), "needle \(number), seed \(seed)")
        }
    }

    @Test(arguments: [1, 3, 4, 5, 8, 12, 24, 28])
    mutating func aConvolutionGivesTheSameBits(channels: Int) {
        for (inputs, outputs) in [(1, channels), (channels, 12), (8, channels), (channels, channels)] {
            for (width, height) in [(20, 32), (5, 8), (7, 9), (2, 3)] {
                let layer = Convolution(
                    inputs: inputs, source: .padded(width: width, height: height, channels: inputs),
                    target: .padded(width: width / 2, height: height / 2, channels: outputs),
                    taps: numbers.next(outputs * inputs * 9), bias: numbers.next(outputs))
                expectSame(reads: layer.source.vectors, writes: layer.target.vectors, works: layer.workVectors) {
                    layer.apply($1, to: $2, work: $3, with: $0)
                }
            }
        }
    }

    @Test(arguments: [(384, 96), (96, 101), (5, 3), (16, 24), (7, 44), (30, 8), (9, 20)])
    mutating func aDenseLayerGivesTheSameBits(inputs: Int, outputs: Int) {
        let layer = Dense(weights: numbers.next(inputs * outputs), bias: numbers.next(outputs))
        for (rectified, zeros) in [(false, false), (false, true), (true, true)] {
            expectSame(reads: (inputs + 3) / 4, zeros: zeros, writes: layer.vectors, works: layer.workVectors) {
                layer.apply($1, to: $2, work: $3, rectified: rectified, with: $0)
            }
        }
    }

    @Test(arguments: 1...8)
    mutating func theNeedleKernelsGiveTheSameBits(vectors: Int) {
        let outputs = 4 * vectors
        let edges = NeedleEdges(bias: numbers.next(outputs)) { Float(($0 * 7 + $1 * 5 + $2 * 3) % 11) - 5 }
        expectSame(
            reads: 100 * NeedleNetwork.gridPitch / 4 + 2, writes: 100 * 12 * vectors, works: NeedleEdges.workVectors
        ) { edges.apply($1, to: $2, work: $3, with: $0) }

        let bias = LanePacking.pack(numbers.next(outputs))
        let taps = numbers.next(3 * 20 * outputs)
        let matrix = LanePacking.pack(inputs: 3 * 20, outputs: outputs) { taps[$0 * outputs + $1] }
        // Whole groups of angles, and two angles that are left over.
        for angles in [20, 22] {
            expectSame(reads: 2 * angles * 8, writes: angles * (2 + 3 * vectors), works: PlaneKernel.workVectors) {
                var layer = PlaneKernel(
                    inputAngles: 2 * angles, inputPitch: 32, stride: 2, angles: angles, pitch: 2 + 3 * vectors,
                    margin: 1, rows: 3, step: 4, vectors: vectors, taps: 3, reach: 1, run: 20, weights: matrix.address,
                    bias: bias.address)
                $0.plane(&layer, $1, $2, $3)
            }
        }

        let places: [Int32] = [7, 0, 1, 2, 3, 4, 3, 4, 5, 6, 7, 0]
        let factors = numbers.next(6 * outputs * outputs)
        let square = (0..<6).flatMap { factor in
            LanePacking.pack(inputs: outputs, outputs: outputs) { factors[(factor * outputs + $0) * outputs + $1] }
        }
        for rings in 1...3 {
            let rows = (0..<rings).flatMap { ring in places.map { $0 + Int32(8 * ring) } }
            let count = 8 * rings * vectors
            expectSame(reads: count, writes: count, works: TurnKernel.workVectors(vectors: vectors)) {
                var layer = TurnKernel(
                    tiles: 2 * rings, vectors: vectors, rows: rows.address, weights: square.address,
                    bias: bias.address)
                $0.turn(&layer, $1, $2, $3)
            }
        }
    }

    /// Lets `apply` read the same random numbers, half of them zero if `zeros`, with both kinds of kernels and write to memory
    /// that is alike before; no bit may differ after, nor any in memory behind what it may write.
    private mutating func expectSame(
        reads: Int, zeros: Bool = false, writes: Int, works: Int,
        _ apply: (
            Kernels, UnsafePointer<SIMD4<Float>>, UnsafeMutablePointer<SIMD4<Float>>,
            UnsafeMutablePointer<SIMD4<Float>>
        ) -> Void
    ) {
        let source = LanePacking.pack(numbers.next(4 * reads).map { zeros ? max(0, $0) : $0 })
        func result(_ kernels: Kernels) -> [SIMD4<UInt32>] {
            var target = [SIMD4<Float>](repeating: SIMD4(repeating: 7), count: writes + 4)
            var work = [SIMD4<Float>](repeating: SIMD4(repeating: 9), count: works + 4)
            source.withUnsafeBufferPointer { apply(kernels, $0.baseAddress!, &target, &work) }
            #expect(target.suffix(4) == [SIMD4<Float>](repeating: SIMD4(repeating: 7), count: 4)[...])
            #expect(work.suffix(4) == [SIMD4<Float>](repeating: SIMD4(repeating: 9), count: 4)[...])
            return target.map { unsafeBitCast($0, to: SIMD4<UInt32>.self) }
        }
        #expect(result(.plain) == result(wide), "seed \(seed)")
    }

    private static func bits(_ position: Position) -> [UInt32] {
        (position.probabilities + [position.none]).map { $0.bitPattern }
    }
}

extension Array {
    /// Where the elements lie, for as long as the array does.
    fileprivate var address: UnsafePointer<Element> { withUnsafeBufferPointer { $0.baseAddress! } }
}
