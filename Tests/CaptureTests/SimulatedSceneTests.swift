// Where a scene moves the reference frame.
// Turn, size, shift and slant are what they say, also together.

import Capture
import Glibc
import Recognition
import Testing

@Suite("A simulated scene")
struct SimulatedSceneTests {
    private func close(_ a: Point, _ b: Point) -> Bool { abs(a.x - b.x) < 0.01 && abs(a.y - b.y) < 0.01 }

    @Test("leaves everything in place unless told otherwise")
    func identity() {
        let placement = SimulatedScene.clean.placement(frameWidth: 640, frameHeight: 480)
        #expect(close(placement.apply(Point(13, 400)), Point(13, 400)))
    }

    @Test("turns clockwise about the middle, scales and shifts")
    func moves() {
        var scene = SimulatedScene()
        scene.rotation = 90
        #expect(close(scene.placement(frameWidth: 640, frameHeight: 480).apply(Point(420, 240)), Point(320, 340)))
        scene.scale = 0.5
        scene.shift = Point(7, -3)
        #expect(close(scene.placement(frameWidth: 640, frameHeight: 480).apply(Point(420, 240)), Point(327, 287)))
    }

    @Test("squeezes along the direction of the slant only")
    func tilts() {
        var scene = SimulatedScene()
        scene.tilt = 60
        #expect(close(scene.placement(frameWidth: 640, frameHeight: 480).apply(Point(420, 340)), Point(370, 340)))
        scene.tiltDirection = 90
        #expect(close(scene.placement(frameWidth: 640, frameHeight: 480).apply(Point(420, 340)), Point(420, 290)))
    }

    @Test("squeezes first and turns then")
    func tiltsAndTurns() {
        var scene = SimulatedScene()
        scene.tilt = 60
        scene.tiltDirection = 45
        scene.rotation = 90
        let placement = scene.placement(frameWidth: 640, frameHeight: 480)
        #expect(close(placement.apply(Point(420, 340)), Point(270, 290)))
        #expect(close(placement.apply(Point(420, 140)), Point(420, 340)))
    }

    @Test("by chance is the same for the same seed and mild when asked to be")
    func random() {
        #expect(SimulatedScene.random(seed: 4, severity: 1) == .random(seed: 4, severity: 1))
        #expect(SimulatedScene.random(seed: 4, severity: 1) != .random(seed: 5, severity: 1))
        var mild = SimulatedScene.random(seed: 4, severity: 0)
        mild.tiltDirection = 0
        #expect(mild == .clean)
    }
}
