// Weeks of one camera: what may happen does, within its bounds, and the same for the same seed.

import Capture
import Recognition
import Testing

@Suite("The course of a camera")
struct SimulatedCourseTests {
    private func moments(_ count: Int, seed: UInt64, severity: Double = 1) -> [SimulatedCourse.Moment] {
        Array(SimulatedCourse(seed: seed, severity: severity).prefix(count))
    }

    @Test("is the same for the same seed and another for another")
    func determinism() {
        #expect(moments(50, seed: 3) == moments(50, seed: 3))
        #expect(moments(50, seed: 3) != moments(50, seed: 4))
    }

    @Test("photographs every 5 to 60 minutes, with pauses of hours up to three days")
    func pauses() {
        for seed: UInt64 in 1...10 {
            let course = SimulatedCourse(seed: seed)
            #expect((300...3600).contains(course.interval))
            let moments = Array(course.prefix(2000))
            let steps = zip(moments, moments.dropFirst()).map { $1.seconds - $0.seconds }
            #expect(steps.allSatisfy { $0 > 0.97 * course.interval && $0 <= SimulatedCourse.pauseMax })
            let pauses = steps.filter { $0 > 1.1 * course.interval && $0 > 7000 }
            #expect((4...40).contains(pauses.count), "seed \(seed): \(pauses.count)")
        }
    }

    @Test("moves the meter slowly, knocks it now and then, and never loses it from the picture")
    func mount() {
        var knocks = 0
        for seed: UInt64 in 1...10 {
            let scenes = moments(2000, seed: seed).map(\.scene)
            #expect(scenes.allSatisfy { abs($0.rotation) < 6 && abs($0.shift.x) < 16 && abs($0.shift.y) < 16 })
            #expect(scenes.allSatisfy { abs($0.scale - 1) < 0.07 })
            for (before, after) in zip(scenes, scenes.dropFirst()) where abs(after.rotation - before.rotation) > 0.5 {
                knocks += 1
            }
            #expect(scenes.last!.shift != scenes[0].shift)
        }
        #expect((5...400).contains(knocks), "\(knocks)")
    }

    @Test("brings day and night, reflections that wander, and dirt that only grows until somebody wipes")
    func light() {
        var (glares, wipes, dirtiest): (Int, Int, Float) = (0, 0, 0)
        for seed: UInt64 in 1...12 {
            let scenes = moments(2000, seed: seed).map(\.scene)
            glares += Set(scenes.compactMap { $0.glare.map { "\($0.centre)" } }).count
            for (before, after) in zip(scenes, scenes.dropFirst()) where after.dirt < before.dirt {
                wipes += 1
                #expect(after.dirt == 0)
            }
            dirtiest = max(dirtiest, scenes.map(\.dirt).max()!)
            #expect(scenes.allSatisfy { $0.dirt <= 1 && (1...100).contains($0.jpegQuality) && $0.light > 0 })
        }
        #expect(glares > 100 && wipes > 0 && dirtiest > 0.3)
    }

    @Test("spoils a few pictures, and says so")
    func spoilt() {
        let all = (1...5).flatMap { moments(2000, seed: $0) }
        let spoilt = all.filter { !$0.isReadable }
        #expect((20...140).contains(spoilt.count))
        for moment in spoilt {
            let scene = moment.scene
            #expect(scene.light < 0.06 || scene.light > 3.9 || scene.blur > 3.9 || (scene.glare?.radius ?? 0) > 200)
        }
    }

    @Test("is plain where nothing is severe")
    func plain() {
        for moment in moments(500, seed: 2, severity: 0) {
            #expect(
                moment.isReadable && moment.scene.dirt == 0 && moment.scene.rotation == 0 && moment.scene.glare == nil)
        }
    }
}
