// What of a frame a meter's face decodes, and whether that is enough.

import Capture
import Metering
import Recognition
import Testing

@testable import Agent

@Suite struct MeterFaceTests {
    private let meter = SimulatedMeter(face: .electricity, seed: 4, start: Index(units: 71_234, decimals: 1))

    private func face() throws -> MeterFace {
        let reference = try JPEGDecoder.gray(meter.referenceFrame(at: 0)).image
        return try MeterFace(card: meter.card(named: "m", reference: "", start: nil), reference: reference, name: "m")
    }

    private func moved(_ right: Float, _ down: Float) -> Placement {
        Placement(a: 1, b: 0, c: 0, d: 1, tx: right, ty: down)
    }

    @Test func theDecodedPartFollowsTheMeterAndHoldsItsDials() throws {
        let face = try face()
        let jpeg = meter.referenceFrame(at: 0)
        let decoded = try face.decode(jpeg, near: .identity)
        #expect(face.isPart(decoded) && face.holdsDials(decoded, .identity))
        let other = try face.decode(jpeg, near: moved(0, 40))
        #expect(other.originY == decoded.originY + 40)
        #expect(face.holdsDials(other, moved(0, 40)))
    }

    @Test func dialsOutsideTheDecodedPartAreMissed() throws {
        let face = try face()
        let decoded = try face.decode(meter.referenceFrame(at: 0), near: .identity)
        #expect(!face.holdsDials(decoded, moved(0, 150)))
        let whole = try JPEGDecoder.gray(meter.referenceFrame(at: 0))
        #expect(!face.isPart(whole) && face.holdsDials(whole, moved(0, 150)))
    }

    @Test func aMeterThatMovesFarIsReadAllTheSame() throws {
        let start = RegisterCard.Start(index: meter.index(at: 0), at: Timestamp(milliseconds: 0))
        let reference = try JPEGDecoder.gray(meter.referenceFrame(at: 0)).image
        let card = meter.card(named: "m", reference: "", start: start)
        var reader = MeterReader(face: try MeterFace(card: card, reference: reference, name: "m"))
        for (minute, shift) in [(0, 0), (10, 35), (20, 36), (30, -20)].map({ (Int64($0.0), Float($0.1)) }) {
            var scene = SimulatedScene.clean
            scene.shift = Point(shift, shift)
            let jpeg = meter.shot(ticks: meter.ticks(at: 0) + Double(minute) / 10, scene: scene).jpeg
            let reading = reader.read(jpeg, at: Timestamp(milliseconds: minute * 60_000), time: .given)[0]
            #expect(reading.quality == .accepted, "at \(shift): \(reading)")
        }
    }
}
