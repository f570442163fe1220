// `meterclip classify`: pictures of single dials, one JSON line each. The whole picture is taken as the dial.
// Every line has the same keys; what could not be read has null for its position, and `error` if there was no picture.

import Capture
import Metering
import Recognition

/// The classify command.
public struct ClassifyCommand: Sendable {
    /// wheel, segment or needle.
    var kind: DialKind
    /// Pictures, or folders of pictures.
    public var images: [String]
    /// Needles: degrees, clockwise from upright, at which the scale's zero points.
    public var zeroAngle: Double
    /// Needles: true when the numbers grow clockwise.
    public var clockwise: Bool

    /// Classifies `images` as dials of `kind`.
    init(kind: DialKind, images: [String], zeroAngle: Double = 0, clockwise: Bool = true) {
        self.kind = kind
        self.images = images
        self.zeroAngle = zeroAngle
        self.clockwise = clockwise
    }

    /// Classifies `images` as dials of the kind that is called `kind`; refuses words and angles that mean nothing.
    public init(kind: String, images: [String], zeroAngle: Double, clockwise: Bool) throws(AgentError) {
        guard let word = DialWord(rawValue: kind) else {
            throw .badData("--kind \(kind): use " + DialWord.allCases.map(\.rawValue).joined(separator: ", "))
        }
        guard (-360...360).contains(zeroAngle) else {
            throw .badData("--zero-angle \(zeroAngle): give degrees from -360 to 360")
        }
        self.init(kind: word.kind, images: images, zeroAngle: zeroAngle, clockwise: clockwise)
    }

    /// Reads every picture; a picture that cannot be read is a line with `error`, and the next is still read. True when
    /// all could be read.
    public func run(write: (String) -> Void) -> Bool {
        var allGood = true
        for path in images.flatMap(ImagePaths.expand) {
            do {
                write(line(path, read(try JPEGDecoder.gray(try FrameFiles.readPicture(path)).image), error: nil))
            } catch {
                allGood = false
                write(line(path, nil, error: error.description))
            }
        }
        return allGood
    }

    /// What the dial shows that fills `image`.
    public func read(_ image: GrayImage) -> Position {
        let area: Quad
        if kind == .needle {
            // The dial is the largest square in the middle.
            let side = Float(min(image.width, image.height))
            area = Quad(
                x: (Float(image.width) - side) / 2, y: (Float(image.height) - side) / 2, width: side, height: side)
        } else {
            area = Quad(x: 0, y: 0, width: Float(image.width), height: Float(image.height))
        }
        let dial = FaceDial(kind: kind, area: area, zeroAngle: Float(zeroAngle / 36), clockwise: clockwise)
        return Models.reader.read(dial, in: image)
    }

    /// One line, with the same keys whatever became of the picture.
    public func line(_ path: String, _ position: Position?, error: String?) -> String {
        let readable = position.flatMap { $0.none <= 0.5 ? $0 : nil }
        var object = JSONObject()
        object.set("file", path)
        object.set("position", position: readable?.value ?? .nan)
        object.set(
            "digit", readable.map { ($0.value + 0.5).rounded(.down).truncatingRemainder(dividingBy: 10) } ?? .nan)
        object.set("confidence", position?.confidence ?? 0)
        object.set("none", position?.none ?? 1)
        object.set("spread", position?.spread ?? .nan)
        object.set("error", error)
        return object.text
    }
}
