// `meterclip read`: pictures of one meter, one JSON line per picture and register. Each picture stands for itself: there is
// no time between them, so none is held against the one before.

import Capture
import Metering

/// The read command.
public struct ReadCommand: Sendable {
    /// The meter card.
    public var card: String
    /// Pictures, or folders of pictures.
    public var images: [String]
    /// Where to draw what was read of the only picture, as a PNG.
    public var overlay: String?
    /// Whether to say why each picture was read so.
    public var explain: Bool

    /// Reads `images` with `card`.
    public init(card: String, images: [String], overlay: String? = nil, explain: Bool = false) {
        self.card = card
        self.images = images
        self.overlay = overlay
        self.explain = explain
    }

    /// Reads every picture. An unreadable one is a line with quality 1, and the next is still read.
    public func run(write: (String) -> Void) throws(AgentError) {
        let face = try MeterFace(cardAt: card)
        let paths = images.flatMap(ImagePaths.expand)
        guard overlay == nil || paths.count == 1 else {
            throw .badData("--overlay draws one picture, and here are \(paths.count): give one")
        }
        for path in paths {
            for reading in try read(path, with: face) {
                var object = JSONObject()
                object.set("file", path)
                if face.card.registers.count > 1 { object.set("register", reading.register) }
                reading.writeResult(to: &object)
                if explain, let explanation = reading.explanation { object.set("explain", explanation.object) }
                write(object.text)
            }
        }
    }

    private func read(_ path: String, with face: MeterFace) throws(AgentError) -> [Reading] {
        var reader = MeterReader(face: face, standsAlone: true)
        let now = Timestamp(milliseconds: 0)
        let jpeg: [UInt8]
        do {
            jpeg = try FrameFiles.readPicture(path)
        } catch {
            return reader.refused(Reason(error), at: now, time: .given)
        }
        let readings = reader.read(jpeg, at: now, time: .given)
        if let overlay {
            guard let drawing = ReadingOverlay.draw(readings, reader, over: jpeg) else {
                throw .badData("\(path): cannot be drawn, since it cannot be decoded")
            }
            try TextFile.writeBytes(drawing.png, to: overlay)
        }
        return readings
    }
}
