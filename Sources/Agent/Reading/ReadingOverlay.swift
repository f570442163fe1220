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
        let shown = readings.flatMap(\.dials)
        let face = reader.face
        let placement =
            reader.placement ?? face.start(frameWidth: overlay.frameWidth, frameHeight: overlay.frameHeight)
        for (dial, area) in zip(shown, face.dials.map { placement.apply($0.area) }) {
            let mark: FrameOverlay.Mark = dial.position == nil ? .bad : dial.spread > sureSpread ? .unsure : .sure
            overlay.outline(area, mark)
            overlay.label(dial.position.map(text) ?? "-", at: area, mark)
        }
        overlay.caption(readings.map(caption).joined(separator: "   "))
        return overlay
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
