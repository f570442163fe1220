// PNG to gray: pictures that people keep or tools write, which no camera sends. Every depth and colour of the format but interlaced
// rows; a picture is decoded whole and right or not at all.

import CZlib
import Recognition

/// Reads PNG pictures.
public enum PNGDecoder {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// Samples of a pixel by colour type; nil is no type.
    private static let samples: [Int?] = [1, nil, 3, 1, 2, nil, 4]

    /// Whether bytes begin as a PNG does.
    public static func isPNG(_ bytes: [UInt8]) -> Bool { bytes.starts(with: signature) }

    /// The luma of the picture; what is transparent counts as what it covers.
    ///
    /// - Throws: `png` with what is wrong.
    public static func gray(_ bytes: [UInt8]) throws(CaptureError) -> GrayImage {
        guard isPNG(bytes) else { throw .png("it does not begin like one") }
        var (header, palette, packed): (Header?, [UInt8], [UInt8]) = (nil, [], [])
        var rest = bytes[signature.count...]
        while let chunk = try nextChunk(&rest) {
            switch chunk.name {
            case "IHDR": header = try Header(Array(chunk.content))
            case "PLTE": palette = Array(chunk.content)
            case "IDAT": packed += chunk.content
            case "IEND":
                guard let header else { throw .png("its header is missing") }
                return try picture(header, palette, try unfiltered(header, packed))
            default: break
            }
        }
        throw .png("it ends too early")
    }

    /// What a PNG says of itself.
    private struct Header {
        let width, height, depth, colour: Int

        init(_ content: [UInt8]) throws(CaptureError) {
            guard content.count == 13 else { throw .png("its header has a wrong length") }
            func number(_ at: Int) -> Int { content[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
            (width, height, depth, colour) = (number(0), number(4), Int(content[8]), Int(content[9]))
            let isDepth =
                switch colour {
                case 0: [1, 2, 4, 8, 16].contains(depth)
                case 3: [1, 2, 4, 8].contains(depth)
                case 2, 4, 6: [8, 16].contains(depth)
                default: false
                }
            guard isDepth, width > 0, height > 0 else { throw .png("its header is none") }
            guard width <= Limits.jpegSideMax, height <= Limits.jpegSideMax, width * height <= Limits.jpegPixelsMax
            else {
                throw .png("\(width) x \(height) pixels are more than \(Limits.jpegPixelsMax)")
            }
            guard content[12] == 0 else { throw .png("its rows are interlaced: save it without that") }
        }

        /// Bits of a pixel.
        var bits: Int { depth * (PNGDecoder.samples[colour] ?? 1) }
        /// Bytes of a row.
        var stride: Int { (width * bits + 7) / 8 }
    }

    private static func nextChunk(
        _ rest: inout ArraySlice<UInt8>
    ) throws(CaptureError) -> (name: String, content: ArraySlice<UInt8>)? {
        guard !rest.isEmpty else { return nil }
        guard rest.count >= 12 else { throw .png("it ends too early") }
        let start = rest.startIndex
        func number(_ at: Int) -> Int { rest[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        let length = number(start)
        guard length <= rest.count - 12 else { throw .png("it ends too early") }
        let body = Array(rest[start + 4..<start + 8 + length])
        guard Int(crc32(0, body, uInt(body.count))) == number(start + 8 + length) else {
            throw .png("it is damaged: a checksum is wrong")
        }
        rest = rest[(start + 12 + length)...]
        return (String(decoding: body[..<4], as: UTF8.self), body[4...])
    }

    /// The rows one after another, without what their filters took off.
    private static func unfiltered(_ header: Header, _ packed: [UInt8]) throws(CaptureError) -> [UInt8] {
        let (stride, height) = (header.stride, header.height)
        var count = uLong((stride + 1) * height)
        var filtered = [UInt8](repeating: 0, count: Int(count))
        guard uncompress(&filtered, &count, packed, uLong(packed.count)) == Z_OK, Int(count) == filtered.count else {
            throw .png("it is damaged: its rows cannot be unpacked")
        }
        let pixel = max(1, header.bits / 8)
        var rows = [UInt8](repeating: 0, count: stride * height)
        for y in 0..<height {
            let filter = filtered[y * (stride + 1)]
            for x in 0..<stride {
                let left = x < pixel ? 0 : Int(rows[y * stride + x - pixel])
                let up = y == 0 ? 0 : Int(rows[(y - 1) * stride + x])
                let corner = x < pixel || y == 0 ? 0 : Int(rows[(y - 1) * stride + x - pixel])
                let guess: Int
                switch filter {
                case 0: guess = 0
                case 1: guess = left
                case 2: guess = up
                case 3: guess = (left + up) / 2
                case 4: guess = nearest(left, up, corner)
                default: throw .png("it is damaged: a row has filter \(filter)")
                }
                rows[y * stride + x] = UInt8(truncatingIfNeeded: Int(filtered[y * (stride + 1) + 1 + x]) + guess)
            }
        }
        return rows
    }

    /// Which of the three comes nearest to left + up − corner, as the format defines it.
    private static func nearest(_ left: Int, _ up: Int, _ corner: Int) -> Int {
        let (toLeft, toUp) = (abs(up - corner), abs(left - corner))
        let toCorner = abs(left + up - 2 * corner)
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner
    }

    private static func picture(
        _ header: Header, _ palette: [UInt8], _ rows: [UInt8]
    ) throws(CaptureError) -> GrayImage {
        let samples = PNGDecoder.samples[header.colour] ?? 1
        var pixels = [UInt8](repeating: 0, count: header.width * header.height)
        /// The upper eight bits of a sample, or the number of a colour.
        func sample(_ y: Int, _ number: Int) -> Int {
            let row = y * header.stride
            guard header.depth < 8 else { return Int(rows[row + number * header.depth / 8]) }
            let bit = number * header.depth
            let value = Int(rows[row + bit / 8]) >> (8 - header.depth - bit % 8) & ((1 << header.depth) - 1)
            return header.colour == 3 ? value : value * 255 / ((1 << header.depth) - 1)
        }
        for y in 0..<header.height {
            for x in 0..<header.width {
                let first = sample(y, x * samples)
                let luma: Int
                switch header.colour {
                case 0, 4: luma = first
                case 3:
                    guard 3 * first + 2 < palette.count else { throw .png("it is damaged: a colour is missing") }
                    luma = brightness(Int(palette[3 * first]), Int(palette[3 * first + 1]), Int(palette[3 * first + 2]))
                default: luma = brightness(first, sample(y, x * samples + 1), sample(y, x * samples + 2))
                }
                pixels[y * header.width + x] = UInt8(luma)
            }
        }
        return GrayImage(width: header.width, height: header.height, pixels: pixels)
    }

    /// The luma of a colour, as a JPEG would have it.
    private static func brightness(_ red: Int, _ green: Int, _ blue: Int) -> Int {
        (19_595 * red + 38_470 * green + 7_471 * blue + 32_768) >> 16
    }
}
