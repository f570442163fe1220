// CRC-32C (Castagnoli polynomial, reflected: 0x82F63B78, RFC 3720 §12.1), byte by byte from a table.
// It finds every burst of up to 32 bits, which is what failing flash produces.

/// A running CRC-32C.
struct CRC32C {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in
            value & 1 == 1 ? (value >> 1) ^ 0x82F6_3B78 : value >> 1
        }
    }

    private var register: UInt32 = 0xFFFF_FFFF

    /// The checksum of all bytes added so far.
    var value: UInt32 { ~register }

    /// Adds bytes.
    mutating func add(_ bytes: some Sequence<UInt8>) {
        let table = Self.table
        for byte in bytes {
            register = table[Int((register ^ UInt32(byte)) & 0xFF)] ^ (register >> 8)
        }
    }

    /// Adds bytes that lie together.
    mutating func add(_ bytes: [UInt8]) {
        let table = Self.table
        var register = register
        table.withUnsafeBufferPointer { table in
            bytes.withUnsafeBufferPointer { bytes in
                var index = 0
                while index < bytes.count {
                    register = table[Int((register ^ UInt32(bytes[index])) & 0xFF)] ^ (register >> 8)
                    index += 1
                }
            }
        }
        self.register = register
    }

    /// Adds a number as eight bytes, lowest first.
    mutating func add(_ number: UInt64) {
        add((0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
    }
}
