// Shots with light: the lamp is on before the picture and off after it, what it did is seen in the picture, and of two shots with
// different light the reflections are gone.

import Recognition
import Synchronization
import Testing

@testable import Capture

@Suite struct LitShotTests {
    /// A dark room with lamps; a frame shows the lamps that are on.
    private final class Room: Sendable {
        let driver: FakeVideo
        let lit = Mutex<Set<String>>([])
        let changes = Mutex<[String]>([])

        init() { driver = FakeVideo(frames: [LitShotTests.frame([])]) }

        func lamp(_ name: String, isBroken: Bool = false, cannotSwitch: Bool = false) -> Output {
            Output(
                Output.Setting(name: name, line: LineSetting(chip: "c", place: .number(1)), lead: 200, hold: 50),
                now: { self.driver.state.withLock { $0.now } }
            ) { (isOn) throws(LineFault) in
                if cannotSwitch { throw LineFault.taken(by: "someone") }
                self.changes.withLock { $0.append("\(name) \(isOn ? "on" : "off")") }
                let lamps = self.lit.withLock { lit in
                    if !isBroken {
                        if isOn { lit.insert(name) } else { lit.remove(name) }
                    }
                    return lit
                }
                self.driver.state.withLock { $0.frames = [LitShotTests.frame(lamps)] }
            }
        }
    }

    /// A ramp as bright as there are lamps, with a reflection of each at a place of its own.
    private static func picture(_ lamps: Set<String>) -> GrayImage {
        var image = GrayImage(width: 640, height: 480)
        for y in 0..<480 {
            for x in 0..<640 { image[x, y] = UInt8(lamps.isEmpty ? 3 : 60 + x / 10) }
        }
        for (name, left) in [("left", 100), ("right", 400)] where lamps.contains(name) {
            for y in 200..<300 {
                for x in left..<left + 80 { image[x, y] = 255 }
            }
        }
        return image
    }

    private static func frame(_ lamps: Set<String>) -> [UInt8] { picture(lamps).pixels }

    private func shoot(_ room: Room, _ outputs: [Output], _ lights: [[String]]) async throws -> Shot {
        let camera = VideoCamera(
            CameraSetting(name: "test", place: .path("/dev/video0"), format: .grey), lights: outputs,
            calls: FakeVideo.calls(room.driver, formats: [.grey]))
        return try await camera.shoot(ShotRequest(lights: lights))
    }

    @Test func theLampIsOnForThePictureAndOffAfterIt() async throws {
        let room = Room()
        let shot = try await shoot(room, [room.lamp("left")], [["left"]])
        #expect(shot.frames.map(\.picture) == [.gray(Self.picture(["left"]))])
        #expect(shot.light == .works)
        #expect(room.changes.withLock { $0 } == ["left on", "left off"])
    }

    @Test func twoShotsWithDifferentLightHaveNoReflections() async throws {
        let room = Room()
        let lamps = [room.lamp("left"), room.lamp("right")]
        let shot = try await shoot(room, lamps, [["left"], ["right"]])
        var clean = Self.picture(["neither"])
        #expect(shot.frames.map(\.picture) == [.gray(clean)])
        #expect(room.changes.withLock { $0 } == ["left on", "left off", "right on", "right off"])
        clean[0, 0] = 1
        #expect(shot.frames.map(\.picture) != [.gray(clean)])
    }

    @Test func aLampThatIsBrokenIsSeen() async throws {
        let room = Room()
        let shot = try await shoot(room, [room.lamp("left", isBroken: true)], [["left"]])
        guard case .failed(let seen) = shot.light else {
            Issue.record("\(shot.light)")
            return
        }
        #expect(seen.contains("from 3 to 3"))
        #expect(shot.frames.count == 1)
    }

    @Test func aLampThatCannotBeSwitchedCostsNoPicture() async throws {
        let room = Room()
        let shot = try await shoot(room, [room.lamp("left", cannotSwitch: true)], [["left"]])
        #expect(shot.light == .failed("light \"left\": someone has the line: free it, or choose another one"))
        #expect(shot.frames.count == 1)
    }

    @Test func aCameraThatFailsLeavesNoLightOn() async throws {
        let room = Room()
        // From the first frame with light on, no frame comes any more.
        let lamp = room.lamp("left")
        let calls = FakeVideo.calls(room.driver, formats: [.grey]) { room.lit.withLock { !$0.isEmpty } }
        let camera = VideoCamera(
            CameraSetting(name: "test", place: .path("/dev/video0"), format: .grey, patience: 200), lights: [lamp],
            calls: calls)
        await #expect(throws: CaptureError.camera("test", .silent(milliseconds: 200))) {
            try await camera.shoot(ShotRequest(lights: [["left"]]))
        }
        #expect(room.changes.withLock { $0 } == ["left on", "left off"])
    }

    @Test func whatALightDoesIsJudgedByBrightness() {
        #expect(CameraSession.effect(unlit: 5, lit: 80) == .works)
        #expect(CameraSession.effect(unlit: 200, lit: 201) == .unknown)
        #expect(CameraSession.effect(unlit: 60, lit: 62) != .works)
    }
}
