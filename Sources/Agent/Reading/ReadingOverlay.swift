// Draws what was read of a frame over the frame: each dial where it was looked for, with its position, and the index below.

import Capture
import Metering
import Recognition

/// Readings as a picture.
enum ReadingOverlay {
    /// A position whose spread is larger is doubtful.
    private static let sureSpread: Float = 0.25

    /// The frame with its readings; nil when it cannot be decoded.
    static func draw(_ readings: [Reading], _ reader: MeterReader, over jpeg: [UInt8]) -> FrameOverlay? {
        guard var overlay = try? FrameOverlay(jpeg: jpeg) else { return nil }
        let marks = marks(
            readings, reader.face, at: reader.placement, frameWidth: overlay.frameWidth,
            frameHeight: overlay.frameHeight)
        for (area, mark, position) in marks {
            overlay.outline(area, mark)
            overlay.label(position ?? "-", at: area, mark)
        }
        overlay.caption(readings.map(caption).joined(separator: "   "))
        return overlay
    }

    /// Where each dial was looked for in a frame of this size (nil: where the card says), how sure it is, and what it shows.
    static func marks(
        _ readings: [Reading], _ face: MeterFace, at placement: Placement?, frameWidth: Int, frameHeight: Int
    ) -> [(area: Quad, mark: FrameOverlay.Mark, position: String?)] {
        let placement = placement ?? face.start(frameWidth: frameWidth, frameHeight: frameHeight)
        return zip(readings.flatMap(\.dials), face.dials).map { dial, place in
            let mark: FrameOverlay.Mark = dial.position == nil ? .bad : dial.spread > sureSpread ? .unsure : .sure
            return (placement.apply(place.area), mark, dial.position.map(text))
        }
    }

    private static func caption(_ reading: Reading) -> String {
        let name = reading.register == "main" ? reading.meter : "\(reading.meter).\(reading.register)"
        let index = reading.index.map { "\($0.text) \(reading.unit)" } ?? "withheld"
        let reasons = reading.reasons.map(\.rawValue).joined(separator: ", ")
        return "\(name): \(index)" + (reasons.isEmpty ? "" : " (\(reasons))")
    }

    private static func text(_ position: Float) -> String {
        let hundredths = Int((position * 100).rounded()) % 1000
        return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
    }
}
