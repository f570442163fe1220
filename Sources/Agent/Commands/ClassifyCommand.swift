// `meterclip classify`: pictures of single dials, one JSON line each. The whole picture is taken as the dial.

import Capture
import Metering
import Recognition

/// The classify command.
public struct ClassifyCommand: Sendable {
    /// wheel, segment or needle.
    public var kind: DialKind
    /// Pictures, or folders of pictures.
    public var images: [String]
    /// Needles: degrees, clockwise from upright, at which the scale's zero points.
    public var zeroAngle: Double
    /// Needles: true when the numbers grow clockwise.
    public var clockwise: Bool

    /// Classifies `images` as dials of `kind`.
    public init(kind: DialKind, images: [String], zeroAngle: Double = 0, clockwise: Bool = true) {
        self.kind = kind
        self.images = images
        self.zeroAngle = zeroAngle
        self.clockwise = clockwise
    }

    /// Reads every picture; a picture that cannot be read is a line with `error`, and the next is still read. True when
    /// all could be read.
    public func run(write: (String) -> Void) -> Bool {
        var allGood = true
        for path in images.flatMap(ImagePaths.expand) {
            var object = JSONObject()
            object.set("file", path)
            do {
                let image = try JPEGDecoder.gray(try FrameFiles.read(path)).image
                describe(read(image), in: &object)
            } catch {
                allGood = false
                object.set("position", Float.nan)
                object.set("digit", Float.nan)
                object.set("confidence", Float(0))
                object.set("none", Float(1))
                object.set("error", error.description)
            }
            write(object.text)
        }
        return allGood
    }

    private func read(_ image: GrayImage) -> Position {
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

    private func describe(_ position: Position, in object: inout JSONObject) {
        let isReadable = position.none <= 0.5
        let value = position.value
        object.set("position", isReadable ? value : .nan)
        if isReadable {
            object.set("digit", Int((value + 0.5).rounded(.down)) % 10)
        } else {
            object.set("digit", Float.nan)
        }
        object.set("confidence", position.confidence)
        object.set("spread", position.spread)
        object.set("none", position.none)
    }
}
