import Testing

@testable import Journal

@Suite struct CRC32CTests {
    @Test(
        "gives the values of RFC 3720 appendix B.4",
        arguments: [
            (Array("123456789".utf8), 0xE306_9283), ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
            ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43), (Array(0..<32), 0x46DD_794E), ([], 0),
        ] as [([UInt8], UInt32)])
    func knownValues(bytes: [UInt8], expected: UInt32) {
        var sum = CRC32C()
        sum.add(bytes)
        #expect(sum.value == expected)
    }

    @Test("does not care how the bytes are divided")
    func pieces() {
        var whole = CRC32C()
        var parts = CRC32C()
        whole.add([1, 2, 3, 4, 5, 6, 7, 8])
        parts.add([1, 2, 3])
        parts.add([4, 5, 6, 7, 8])
        #expect(whole.value == parts.value)
        var number = CRC32C()
        number.add(0x0807_0605_0403_0201 as UInt64)
        #expect(number.value == whole.value)
    }
}
