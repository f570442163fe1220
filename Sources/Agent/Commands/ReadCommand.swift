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

    /// Reads `images` with `card`.
    public init(card: String, images: [String]) {
        self.card = card
        self.images = images
    }

    /// Reads every picture. An unreadable one is a line with quality 1, and the next is still read.
    public func run(write: (String) -> Void) throws(AgentError) {
        let face = try MeterFace(cardAt: card)
        for image in images {
            for path in ImagePaths.expand(image) {
                var reader = MeterReader(face: face, standsAlone: true)
                let now = Timestamp(milliseconds: 0)
                let readings: [Reading]
                do {
                    readings = reader.read(try FrameFiles.read(path), at: now, time: .given)
                } catch {
                    readings = reader.refused(Reason(error), at: now, time: .given)
                }
                for reading in readings {
                    var object = JSONObject()
                    object.set("file", path)
                    if face.card.registers.count > 1 { object.set("register", reading.register) }
                    reading.writeResult(to: &object)
                    write(object.text)
                }
            }
        }
    }
}
