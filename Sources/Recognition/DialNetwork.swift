// What reads wheels and segment digits: a committee of networks of one shape. The first reads every dial at one look. A dial that it
// is not sure of is looked at by all of them, as it is, and moved to either side and closer; the mean of the logits counts.
//
// Weights file, little-endian: "MCD3"; u16 × 8: width, height, c1, c2, c3, dense, outputs, networks; f32 × 2: temperature of
// the first look and of the mean of all looks; then each network, see `DialMember`.

/// The networks for wheels and segment digits, ready to run.
public struct DialNetwork: Sendable {
    /// Logits of the first look are divided by this before the softmax.
    let temperature: Float
    /// The same for the mean logits of all looks at a dial.
    let closerTemperature: Float
    /// The networks; the first reads every dial.
    let members: [DialMember]
    /// Where in lent memory the members' part ends and the sum of all looks' logits begins, then the luma of the first look and
    /// that of another; in vectors.
    private let places: (total: Int, luma: Int, moved: Int)
    /// Vectors of memory that `read` is to be lent.
    let memoryVectors: Int

    /// Reads a weights file, for a network that reckons with `kernels`.
    public init(weights: UnsafeRawBufferPointer, kernels: Kernels = .plain) throws(RecognitionError) {
        var reader = WeightReader(weights)
        for expected in [UInt8(ascii: "M"), UInt8(ascii: "C"), UInt8(ascii: "D"), UInt8(ascii: "3")] {
            guard try reader.uint8() == expected else { throw .notWeights }
        }
        guard try reader.uint16() == DialPatch.width, try reader.uint16() == DialPatch.height else {
            throw .notWeights
        }
        var sizes: [Int] = []
        for _ in 0..<6 { sizes.append(Int(try reader.uint16())) }
        guard sizes[4] == Position.steps + 1, sizes.allSatisfy({ $0 > 0 && $0 <= 512 }) else { throw .notWeights }
        temperature = try reader.float32()
        closerTemperature = try reader.float32()
        for value in [temperature, closerTemperature] where !(value > 0 && value.isFinite) { throw .damagedWeights }
        var members: [DialMember] = []
        for _ in 0..<sizes[5] { members.append(try DialMember(sizes: sizes, &reader, kernels: kernels)) }
        guard reader.isAtEnd else { throw .wrongSize(bytes: weights.count, needed: reader.position) }
        self.members = members
        let total = members[0].memoryVectors
        let luma = total + members[0].logitVectors
        places = (total, luma, luma + DialPatch.vectors)
        memoryVectors = luma + 2 * DialPatch.vectors
    }

    /// Multiply-adds for one look at a dial, by the definition.
    public var multiplyAdds: Int { members[0].multiplyAdds }

    /// Looks at a dial that the first one leaves unsure.
    var looks: Int { 3 * members.count }

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
        let luma = floats(memory, places.luma)
        DialPatch.sample(image, quad, into: memory + places.luma, with: members[0].kernels)
        return readClosely(luma, memory)
    }

    private func readClosely(_ luma: UnsafePointer<Float>, _ memory: UnsafeMutablePointer<SIMD4<Float>>) -> Position {
        guard DialPatch.statistics(luma).deviation >= Limits.faintBelow else { return .unreadable }
        let (total, count) = (memory + places.total, members[0].logitVectors)
        let logits = members[0].logits(luma, memory)
        total.update(from: logits, count: count)
        let first = Position(logits: logits, temperature: temperature)
        guard first.confidence < Limits.unsureBelow, first.none < Limits.unsureBelow else { return first }
        func add(_ logits: UnsafePointer<SIMD4<Float>>) {
            for i in 0..<count { total[i] += logits[i] }
        }
        for member in members.dropFirst() { add(member.logits(luma, memory)) }
        let moved = floats(memory, places.moved)
        for side in 0..<2 {
            let across = side == 0 ? Limits.closerAcross : -Limits.closerAcross
            DialPatch.closer(luma, across: across, zoom: Limits.closerZoom, into: moved)
            for member in members { add(member.logits(moved, memory)) }
        }
        return Position(logits: total, temperature: closerTemperature * Float(looks))
    }

    /// Lent memory as numbers, from a vector on.
    private func floats(_ memory: UnsafeMutablePointer<SIMD4<Float>>, _ place: Int) -> UnsafeMutablePointer<Float> {
        UnsafeMutableRawPointer(memory + place).assumingMemoryBound(to: Float.self)
    }

    /// What the dial with this luma on the network's grid shows at first sight, worked out in lent and prepared memory.
    func read(_ luma: UnsafePointer<Float>, _ memory: UnsafeMutablePointer<SIMD4<Float>>) -> Position {
        Position(logits: members[0].logits(luma, memory), temperature: temperature)
    }

    /// What the dial shows at first sight, written as the definition reads, one number at a time: what `read` is held to.
    public func readByDefinition(_ patch: DialPatch) -> Position {
        let logits = members[0].logitsByDefinition(patch)
        var top = logits[0]
        for logit in logits where logit > top { top = logit }
        var exponentials = logits.map { Elementary.exp(($0 - top) / temperature) }
        let sum = exponentials.reduce(0, +)
        let none = exponentials.removeLast() / sum
        return Position(probabilities: exponentials.map { $0 / sum }, none: none)
    }
}
