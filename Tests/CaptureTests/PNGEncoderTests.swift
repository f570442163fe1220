// PNG pictures, taken apart again.

import CZlib
import Testing

@testable import Capture

@Suite struct PNGEncoderTests {
    private func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

    /// The chunks of a PNG, by name, each with its checksum proved.
    private func chunks(_ png: [UInt8]) throws -> [(name: String, content: [UInt8])] {
        #expect(png.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        var found: [(String, [UInt8])] = []
        var at = 8
        while at < png.count {
            let count = number(png[at..<at + 4])
            let body = Array(png[at + 4..<at + 8 + count])
            #expect(number(png[at + 8 + count..<at + 12 + count]) == Int(crc32(0, body, uInt(body.count))))
            found.append((String(decoding: body.prefix(4), as: UTF8.self), Array(body.dropFirst(4))))
            at += 12 + count
        }
        return found
    }

    @Test(arguments: [(1, 1), (7, 3), (64, 48)])
    func aPictureComesBackAsItWas(width: Int, height: Int) throws {
        let pixels = (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0 &* 37 ^ $0 >> 3) }
        let chunks = try chunks(PNGEncoder.encode(ColourImage(width: width, height: height, pixels: pixels)))
        #expect(chunks.map(\.name) == ["IHDR", "IDAT", "IEND"])
        #expect(number(chunks[0].content[0..<4]) == width && number(chunks[0].content[4..<8]) == height)
        #expect(chunks[0].content[8...] == [8, 2, 0, 0, 0])
        let stride = 3 * width
        var count = uLong((stride + 1) * height)
        var rows = [UInt8](repeating: 0, count: Int(count))
        #expect(uncompress(&rows, &count, chunks[1].content, uLong(chunks[1].content.count)) == Z_OK)
        #expect(Int(count) == rows.count)
        for y in 0..<height {
            var row = Array(rows[y * (stride + 1)..<(y + 1) * (stride + 1)])
            #expect(row.removeFirst() == 1)
            for x in 3..<max(3, stride) { row[x] &+= row[x - 3] }
            #expect(row == Array(pixels[y * stride..<(y + 1) * stride]))
        }
    }
}
