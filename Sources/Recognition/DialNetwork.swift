// The network that reads wheels and segment digits: three 3×3 convolutions with ReLU and 2×2 maximum, two dense layers,
// 101 logits (a hundred tenths and "no dial").
//
// A dial that it is not sure of is looked at again, moved to either side and closer, and the mean of the logits counts.
//
// Weights file, little-endian: "MCD2"; u16 × 7: width, height, c1, c2, c3, dense, outputs; f32 × 2: temperature of the first
// look and of the mean of all looks; then half floats: conv1 [out][in][3][3], bias; conv2; conv3; dense1 [out][channel·row·column], bias; dense2 [101][dense], bias.

/// The dial network, ready to run.
public struct DialNetwork: Sendable {
    /// Logits are divided by this before the softmax.
    let temperature: Float
    /// The same for the mean logits of all looks at a dial.
    let closerTemperature: Float
    let convolutions: [Convolution]
    let dense: [Dense]
    private let kernels: Kernels
    /// Where in lent memory each convolution's source begins, then the last map, the two dense layers' outputs, the room to
    /// work in, the sum of all looks' logits, and the luma of the first look and of another; in vectors.
    private let places: [Int]
    /// Vectors of memory that `read` is to be lent.
    let memoryVectors: Int

    /// Reads a weights file, for a network that reckons with `kernels`.
    public init(weights: UnsafeRawBufferPointer, kernels: Kernels = .plain) throws(RecognitionError) {
        self.kernels = kernels
        var reader = WeightReader(weights)
        for expected in [UInt8(ascii: "M"), UInt8(ascii: "C"), UInt8(ascii: "D"), UInt8(ascii: "2")] {
            guard try reader.uint8() == expected else { throw .notWeights }
        }
        guard try reader.uint16() == DialPatch.width, try reader.uint16() == DialPatch.height else {
            throw .notWeights
        }
        var sizes: [Int] = []
        for _ in 0..<5 { sizes.append(Int(try reader.uint16())) }
        guard sizes[4] == Position.steps + 1, sizes.allSatisfy({ $0 > 0 && $0 <= 512 }) else { throw .notWeights }
        temperature = try reader.float32()
        closerTemperature = try reader.float32()
        for value in [temperature, closerTemperature] where !(value > 0 && value.isFinite) { throw .damagedWeights }
        convolutions = try DialNetwork.convolutions(channels: Array(sizes[..<3]), &reader)
        let features = convolutions[2].target
        let inputs = features.width * features.height * sizes[2]
        dense = [
            Dense(
                weights: try reader.halves(sizes[3] * inputs), bias: try reader.halves(sizes[3]),
                order: features.order(channels: sizes[2])),
            Dense(weights: try reader.halves(sizes[4] * sizes[3]), bias: try reader.halves(sizes[4])),
        ]
        guard reader.isAtEnd else { throw .wrongSize(values: weights.count / 2, needed: reader.position / 2) }

        var needed = convolutions.map { $0.source.vectors }
        needed += [
            features.vectors, dense[0].vectors, dense[1].vectors,
            (convolutions.map { $0.workVectors } + dense.map { $0.workVectors } + [
                DialPatch.vectors
            ]).max() ?? 0,
            dense[1].vectors, DialPatch.vectors, DialPatch.vectors,
        ]
        var places: [Int] = []
        var total = 0
        for vectors in needed {
            places.append(total)
            total += vectors
        }
        self.places = places
        memoryVectors = total
    }

    private static func convolutions(
        channels: [Int], _ reader: inout WeightReader
    ) throws(RecognitionError) -> [Convolution] {
        var built: [Convolution] = []
        var inputs = 1
        var source = MapShape.padded(width: DialPatch.width, height: DialPatch.height, channels: 1)
        for (number, outputs) in channels.enumerated() {
            let (width, height) = (source.width / 2, source.height / 2)
            let target =
                number + 1 < channels.count
                ? MapShape.padded(width: width, height: height, channels: outputs)
                : MapShape.plain(width: width, height: height, channels: outputs)
            let taps = try reader.halves(outputs * inputs * 9)
            built.append(
                Convolution(
                    inputs: inputs, source: source, target: target, taps: taps, bias: try reader.halves(outputs)))
            inputs = outputs
            source = target
        }
        return built
    }

    /// Multiply-adds for one dial, by the definition.
    public var multiplyAdds: Int {
        convolutions.reduce(0) { $0 + $1.multiplyAdds } + dense.reduce(0) { $0 + $1.inputs * $1.outputs }
    }

    /// What the dial in `patch` shows at first sight.
    public func read(_ patch: DialPatch) -> Position {
        withMemory { memory in patch.luma.withUnsafeBufferPointer { read($0.baseAddress!, memory) } }
    }

    /// What the dial in `patch` shows; one that is not sure at first sight is looked at again, one too faint not read at all.
    public func readClosely(_ patch: DialPatch) -> Position {
        withMemory { memory in patch.luma.withUnsafeBufferPointer { readClosely($0.baseAddress!, memory) } }
    }

    /// What the dials in `patches` show at first sight, each handed to `body` as soon as it is read; memory is asked for once.
    public func read(_ patches: [DialPatch], _ body: (_ number: Int, _ position: Position) -> Void) {
        withMemory { memory in
            for (number, patch) in patches.enumerated() {
                body(number, patch.luma.withUnsafeBufferPointer { read($0.baseAddress!, memory) })
            }
        }
    }

    /// Lends `body` memory for any number of dials.
    func withMemory<R>(_ body: (UnsafeMutablePointer<SIMD4<Float>>) -> R) -> R {
        withUnsafeTemporaryAllocation(of: SIMD4<Float>.self, capacity: memoryVectors) { memory in
            prepare(memory.baseAddress!)
            return body(memory.baseAddress!)
        }
    }

    /// Clears lent memory once before any number of calls of `read` with it: nothing ever writes the maps' borders.
    func prepare(_ memory: UnsafeMutablePointer<SIMD4<Float>>) {
        memory.update(repeating: .zero, count: memoryVectors)
    }

    /// What the dial inside `quad` of `image` shows, worked out in lent and prepared memory.
    func read(_ image: GrayImage, _ quad: Quad, _ memory: UnsafeMutablePointer<SIMD4<Float>>) -> Position {
        let luma = floats(memory, 8)
        DialPatch.sample(image, quad, into: luma)
        return readClosely(luma, memory)
    }

    private func readClosely(_ luma: UnsafePointer<Float>, _ memory: UnsafeMutablePointer<SIMD4<Float>>) -> Position {
        guard evaluate(luma, memory) >= Limits.faintBelow else { return .unreadable }
        let (logits, total, count) = (memory + places[5], memory + places[7], dense[1].vectors)
        total.update(from: logits, count: count)
        let first = Position(logits: logits, temperature: temperature)
        guard first.confidence < Limits.unsureBelow, first.none < Limits.unsureBelow else { return first }
        let moved = floats(memory, 9)
        for side in 0..<2 {
            let across = side == 0 ? Limits.closerAcross : -Limits.closerAcross
            DialPatch.closer(luma, across: across, zoom: Limits.closerZoom, into: moved)
            evaluate(moved, memory)
            for i in 0..<count { total[i] += logits[i] }
        }
        return Position(logits: total, temperature: closerTemperature * 3)
    }

    /// Lent memory as numbers, from place `number`.
    private func floats(_ memory: UnsafeMutablePointer<SIMD4<Float>>, _ number: Int) -> UnsafeMutablePointer<Float> {
        UnsafeMutableRawPointer(memory + places[number]).assumingMemoryBound(to: Float.self)
    }

    /// What the dial with this luma on the network's grid shows at first sight, worked out in lent and prepared memory.
    func read(_ luma: UnsafePointer<Float>, _ memory: UnsafeMutablePointer<SIMD4<Float>>) -> Position {
        evaluate(luma, memory)
        return Position(logits: memory + places[5], temperature: temperature)
    }

    /// Works out the logits; returns the luma's standard deviation.
    @discardableResult
    private func evaluate(_ luma: UnsafePointer<Float>, _ memory: UnsafeMutablePointer<SIMD4<Float>>) -> Float {
        let grid = convolutions[0].source
        let deviation = DialPatch.normalise(luma, to: memory + grid.offset(0, 0) / 4, pitch: grid.pitch / 4)
        for number in 0..<3 {
            convolutions[number].apply(
                memory + places[number], to: memory + places[number + 1], work: memory + places[6],
                with: kernels)
        }
        dense[0].apply(
            memory + places[3], to: memory + places[4], work: memory + places[6], rectified: true, with: kernels)
        dense[1].apply(
            memory + places[4], to: memory + places[5], work: memory + places[6], rectified: false, with: kernels)
        return deviation
    }

    /// What the dial shows at first sight, written as the definition reads, one number at a time: what `read` is held to.
    public func readByDefinition(_ patch: DialPatch) -> Position {
        var map = FeatureMap(width: DialPatch.width, height: DialPatch.height, channels: 1, values: patch.normalised)
        for convolution in convolutions { map = convolution.applyByDefinition(map) }
        let logits = dense[1].applyByDefinition(dense[0].applyByDefinition(map.channelMajor, rectified: true))
        var top = logits[0]
        for logit in logits where logit > top { top = logit }
        var exponentials = logits.map { Elementary.exp(($0 - top) / temperature) }
        let sum = exponentials.reduce(0, +)
        let none = exponentials.removeLast() / sum
        return Position(probabilities: exponentials.map { $0 / sum }, none: none)
    }
}
