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
        let decoded = try face.decode(.jpeg(jpeg), near: .identity)
        #expect(face.isPart(decoded) && face.holdsMeter(decoded, .identity))
        let other = try face.decode(.jpeg(jpeg), near: moved(0, 40))
        #expect(other.originY == decoded.originY + 40)
        #expect(face.holdsMeter(other, moved(0, 40)))
    }

    @Test func dialsOutsideTheDecodedPartAreMissed() throws {
        let face = try face()
        let decoded = try face.decode(.jpeg(meter.referenceFrame(at: 0)), near: .identity)
        #expect(!face.holdsMeter(decoded, moved(0, 150)))
        // The dials are there, but not all that is compared.
        #expect(!face.holdsMeter(decoded, moved(0, 30)))
        let whole = try JPEGDecoder.gray(meter.referenceFrame(at: 0))
        #expect(!face.isPart(whole) && face.holdsMeter(whole, moved(0, 150)))
    }

    /// The three frames of a turned camera: what the card of the upright one gives with `rotation`.
    private func readings(turned degrees: Float, rotation: Double, face kind: SimulatedFace) throws -> [Reading] {
        let meter = SimulatedMeter(face: kind, seed: 4, start: Index(units: 71_234, decimals: 1))
        let start = RegisterCard.Start(index: meter.index(at: 0), at: Timestamp(milliseconds: 0))
        let reference = try JPEGDecoder.gray(meter.referenceFrame(at: 0)).image
        var card = meter.card(named: "m", reference: "", start: start)
        card.rotation = rotation
        var reader = MeterReader(face: try MeterFace(card: card, reference: reference, name: "m"))
        return [0, 1, 2].map { (minute: Int64) in
            var scene = SimulatedScene.clean
            (scene.rotation, scene.shift) = (degrees, Point(Float(minute) * 3, -5))
            // Turned by a quarter, a frame that is wider than high shows less of the face's sides.
            if kind != .electricity { scene.scale = 0.92 }
            let jpeg = meter.shot(ticks: meter.ticks(at: 0) + Double(minute), scene: scene).jpeg
            return reader.read(jpeg, at: Timestamp(milliseconds: minute * 60_000), time: .given)[0]
        }
    }

    @Test(arguments: [(180.0, 180.0), (-90, 270), (-143, 217), (37, 30)])
    func aCameraMountedAnyWayUpReadsWithTheCardOfAnUprightOne(_ turned: Double, _ rotation: Double) throws {
        for kind in [SimulatedFace.electricity, .water] {
            for reading in try readings(turned: Float(turned), rotation: rotation, face: kind) {
                #expect(reading.quality == .accepted, "\(kind), \(turned): \(reading)")
            }
        }
    }

    @Test func anUpsideDownCameraWithoutTheSettingIsRefused() throws {
        for reading in try readings(turned: 180, rotation: 0, face: .electricity) {
            #expect(reading.index == nil && reading.reasons == [.moved], "\(reading)")
        }
    }

    @Test func aReferenceTakenUpsideDownIsReadByTheReadingDirectionOfItsDials() throws {
        let half = Placement(turned: 180, middle: Point(320, 240), to: Point(320, 240))
        var scene = SimulatedScene.clean
        scene.rotation = 180
        for kind in [SimulatedFace.electricity, .water] {
            let meter = SimulatedMeter(face: kind, seed: 4, start: Index(units: 71_234, decimals: 1))
            let start = RegisterCard.Start(index: meter.index(at: 0), at: Timestamp(milliseconds: 0))
            let shot = meter.shot(ticks: meter.ticks(at: 0), scene: scene)
            var card = meter.card(named: "m", reference: "", start: start)
            for dial in card.registers[0].dials.indices {
                card.registers[0].dials[dial].area = half.apply(card.registers[0].dials[dial].area)
            }
            #expect(card.mistakes(width: 640, height: 480).isEmpty)
            let reference = try JPEGDecoder.gray(shot.jpeg).image
            var reader = MeterReader(face: try MeterFace(card: card, reference: reference, name: "m"))
            let next = meter.shot(ticks: meter.ticks(at: 0) + 1, scene: scene).jpeg
            let reading = reader.read(next, at: Timestamp(milliseconds: 60_000), time: .given)[0]
            #expect(reading.quality == .accepted, "\(kind): \(reading)")
        }
    }

    @Test func framesOfAnotherShapeAreTurnedAboutTheirOwnMiddle() throws {
        var card = meter.card(named: "m", reference: "", start: nil)
        card.rotation = 90
        let reference = try JPEGDecoder.gray(meter.referenceFrame(at: 0)).image
        let face = try MeterFace(card: card, reference: reference, name: "m")
        let start = face.start(frameWidth: 480, frameHeight: 640)
        #expect(start.apply(Point(0, 0)) == Point(480, 0))
        #expect(start.apply(Point(640, 480)) == Point(0, 640))
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
