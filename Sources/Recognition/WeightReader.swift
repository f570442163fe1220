// Reads a weights file: little-endian numbers one after another, half floats widened by hand because not every board
// has them, whole numbers of steps multiplied out.

/// A cursor over a weights file.
struct WeightReader: ~Copyable {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    /// Bytes read so far.
    var position: Int { offset }

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// True when everything was read.
    var isAtEnd: Bool { offset == bytes.count }

    mutating func uint8() throws(RecognitionError) -> UInt8 {
        guard offset < bytes.count else { throw .wrongSize(bytes: bytes.count, needed: bytes.count + 1) }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func uint16() throws(RecognitionError) -> UInt16 {
        let low = try uint8()
        return UInt16(try uint8()) << 8 | UInt16(low)
    }

    mutating func float32() throws(RecognitionError) -> Float {
        let low = try uint16()
        return Float(bitPattern: UInt32(try uint16()) << 16 | UInt32(low))
    }

    /// `count` half floats (IEEE 754 binary16).
    mutating func halves(_ count: Int) throws(RecognitionError) -> [Float] {
        var values: [Float] = []
        values.reserveCapacity(count)
        for _ in 0..<count {
            let value = WeightReader.widen(try uint16())
            guard value.isFinite else { throw .damagedWeights }
            values.append(value)
        }
        return values
    }

    /// Weights [output][input] as a step for each output and whole numbers of steps.
    mutating func steps(outputs: Int, inputs: Int) throws(RecognitionError) -> [Float] {
        var steps: [Float] = []
        for _ in 0..<outputs {
            let step = try float32()
            guard step > 0, step.isFinite else { throw .damagedWeights }
            steps.append(step)
        }
        var values: [Float] = []
        values.reserveCapacity(outputs * inputs)
        for step in steps {
            for _ in 0..<inputs { values.append(Float(Int8(bitPattern: try uint8())) * step) }
        }
        return values
    }

    static func widen(_ half: UInt16) -> Float {
        let sign = UInt32(half & 0x8000) << 16
        let exponent = UInt32(half >> 10 & 0x1f)
        let fraction = UInt32(half & 0x3ff)
        switch exponent {
        case 0:
            // Subnormal: fraction × 2^−24.
            let magnitude = Float(fraction) * Float(bitPattern: 0x3380_0000)
            return sign == 0 ? magnitude : -magnitude
        case 31: return Float(bitPattern: sign | 0x7f80_0000 | fraction << 13)
        default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }
}
