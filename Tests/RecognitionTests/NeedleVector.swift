// Reads Vectors/needles.bin: "MCNV", UInt32 count, then per dial width, height, clockwise (UInt32), zero angle, eight
// corner coordinates (Float), pixels, the polar grid in luma [angle][radius] and 101 logits. All little-endian.

import Glibc
import Recognition

/// One rendered dial with what torch made of it.
struct NeedleVector {
    var image: GrayImage
    var geometry: NeedleGeometry
    var grid: [Float]
    var logits: [Float]

    /// The file cannot be used.
    struct Unreadable: Error {
        var path: String
    }

    /// All dials of the file beside this source.
    static func all() throws -> [NeedleVector] {
        let path = "\(#filePath)".split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/Vectors/needles.bin"
        var reader = Reader(bytes: try contents(of: path))
        guard reader.bytes.count > 8, reader.bytes[..<4].elementsEqual("MCNV".utf8) else {
            throw Unreadable(path: path)
        }
        reader.at = 4
        let count = reader.word()
        return (0..<count).map { _ in reader.vector() }
    }

    private static func contents(of path: String) throws -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw Unreadable(path: path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while case let got = fread(&piece, 1, piece.count, file), got > 0 { bytes += piece[..<got] }
        return bytes
    }

    private struct Reader {
        var bytes: [UInt8]
        var at = 0

        mutating func word() -> Int {
            defer { at += 4 }
            return Int(bytes[at]) | Int(bytes[at + 1]) << 8 | Int(bytes[at + 2]) << 16 | Int(bytes[at + 3]) << 24
        }

        mutating func float() -> Float { Float(bitPattern: UInt32(word())) }

        mutating func point() -> Point {
            let x = float()
            return Point(x, float())
        }

        mutating func vector() -> NeedleVector {
            let (width, height, clockwise) = (word(), word(), word() == 1)
            let zeroAngle = float()
            let area = Quad(point(), point(), point(), point())
            let pixels = Array(bytes[at..<at + width * height])
            at += width * height
            let grid = (0..<2000).map { _ in float() }
            let logits = (0..<101).map { _ in float() }
            return NeedleVector(
                image: GrayImage(width: width, height: height, pixels: pixels),
                geometry: NeedleGeometry(area: area, zeroAngle: zeroAngle, clockwise: clockwise),
                grid: grid, logits: logits)
        }
    }
}
