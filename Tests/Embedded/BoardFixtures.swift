// The pictures that every board reads: the rendered dials of Tests/RecognitionTests/Vectors, and one frame made of them.

import CBoard
import Recognition

/// Pictures of dials, and a frame.
struct BoardFixtures {
    /// Wheels and segment digits on the network's grid.
    private(set) var dials: [GrayImage] = []
    /// Needle dials with their geometry.
    private(set) var needles: [(image: GrayImage, geometry: NeedleGeometry)] = []

    /// Reads dials.bin and needles.bin, whose layouts DialNetworkTests and NeedleVector describe.
    init(dials dialBytes: UnsafeRawBufferPointer, needles needleBytes: UnsafeRawBufferPointer) {
        var dialFile = Cursor(bytes: dialBytes)
        let dialCount = Int(dialFile.byte()) | Int(dialFile.byte()) << 8
        for _ in 0..<dialCount {
            dials.append(dialFile.image(width: DialPatch.width, height: DialPatch.height))
            dialFile.skip(words: Position.steps + 1)
        }
        var needleFile = Cursor(bytes: needleBytes)
        needleFile.skip(words: 1)
        let needleCount = Int(needleFile.word())
        for _ in 0..<needleCount {
            let (width, height, clockwise) = (Int(needleFile.word()), Int(needleFile.word()), needleFile.word() == 1)
            let zeroAngle = needleFile.float()
            let area = Quad(needleFile.point(), needleFile.point(), needleFile.point(), needleFile.point())
            let image = needleFile.image(width: width, height: height)
            needles.append((image, NeedleGeometry(area: area, zeroAngle: zeroAngle, clockwise: clockwise)))
            needleFile.skip(words: 2000 + Position.steps + 1)
        }
        guard dialFile.isAtEnd, needleFile.isAtEnd, dials.count >= 5, needles.count >= 4 else {
            board_fail("the vectors are not those of Tests/RecognitionTests/Vectors")
            return
        }
    }

    /// The luma of dial `number` as a patch.
    func patch(_ number: Int) -> DialPatch {
        var luma: [Float] = []
        luma.reserveCapacity(dials[number].pixels.count)
        for pixel in dials[number].pixels { luma.append(Float(pixel)) }
        return DialPatch(luma: luma)
    }

    /// An area that is turned, zoomed and shifted against a crop, another one for each number; some stick out of it.
    func area(_ number: Int) -> Quad {
        let sway = Float(number % 7 - 3)
        let zoom = 1 + Float(number % 5 - 2) * 0.04
        let placement = Placement(
            a: zoom, b: sway * 0.03, c: -sway * 0.03, d: zoom, tx: sway * 0.7, ty: Float(number % 3 - 1) * 1.3)
        return placement.apply(
            Quad(x: 0, y: 0, width: Float(DialPatch.width), height: Float(DialPatch.height)))
    }

    /// A frame of 640 × 480 with five wheels and four needles, its dials in the reference frame, and where that lies in it.
    func frame() -> (image: GrayImage, dials: [FaceDial], placement: Placement) {
        var image = GrayImage(width: 640, height: 480, filledWith: 128)
        var faces: [FaceDial] = []
        for number in 0..<5 {
            let left = 60 + 60 * number
            paste(dials[number], scale: 2, into: &image, x: left, y: 90)
            faces.append(FaceDial(kind: .wheel, area: Quad(x: Float(left), y: 90, width: 40, height: 64)))
        }
        for number in 0..<4 {
            let left = 40 + 140 * number
            let (picture, geometry) = needles[number]
            paste(picture, scale: 1, into: &image, x: left, y: 250)
            let moved = Placement(a: 1, b: 0, c: 0, d: 1, tx: Float(left), ty: 250)
            faces.append(
                FaceDial(
                    kind: .needle, area: moved.apply(geometry.area), zeroAngle: geometry.zeroAngle,
                    clockwise: geometry.clockwise))
        }
        return (image, faces, Placement(a: 1.004, b: 0.006, c: -0.006, d: 0.997, tx: -1.5, ty: 2.25))
    }

    private func paste(_ picture: GrayImage, scale: Int, into image: inout GrayImage, x: Int, y: Int) {
        for row in 0..<picture.height * scale {
            for column in 0..<picture.width * scale {
                image[x + column, y + row] = picture[column / scale, row / scale]
            }
        }
    }

    private struct Cursor {
        let bytes: UnsafeRawBufferPointer
        var at = 0

        var isAtEnd: Bool { at == bytes.count }

        mutating func byte() -> UInt8 {
            defer { at += 1 }
            return bytes[at]
        }

        mutating func word() -> UInt32 {
            defer { at += 4 }
            return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
        }

        mutating func float() -> Float { Float(bitPattern: word()) }

        mutating func point() -> Point {
            let x = float()
            return Point(x, float())
        }

        mutating func skip(words: Int) { at += 4 * words }

        mutating func image(width: Int, height: Int) -> GrayImage {
            var pixels: [UInt8] = []
            pixels.reserveCapacity(width * height)
            for _ in 0..<width * height { pixels.append(byte()) }
            return GrayImage(width: width, height: height, pixels: pixels)
        }
    }
}
