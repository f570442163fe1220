// Reads Vectors/dials.bin and unsure.bin: UInt16 count, then per dial 640 bytes of luma and 101 probabilities (Float), little-endian.

import Foundation
import Testing

@testable import Recognition

/// One rendered crop with the distribution that the training code gave.
struct DialVector {
    let patch: DialPatch
    let expected: [Float]

    /// All crops of a file in the folder beside this source.
    static func all(of name: String) throws -> [DialVector] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors/\(name)")
        let bytes = [UInt8](try Data(contentsOf: file))
        let count = Int(bytes[0]) | Int(bytes[1]) << 8
        let size = 640 + 101 * 4
        try #require(bytes.count == 2 + count * size && count > 0)
        return (0..<count).map { number in
            let start = 2 + number * size
            let expected = (0..<101).map { i in
                let at = start + 640 + i * 4
                return Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << ($1 * 8) })
            }
            return DialVector(patch: DialPatch(luma: bytes[start..<start + 640].map(Float.init)), expected: expected)
        }
    }
}
