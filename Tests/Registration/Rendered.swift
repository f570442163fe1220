// Simulated meters of every kind and many seeds: the truth is known exactly, and everything about the picture can be varied.

import Capture
import Recognition

/// The rows of rendered frames.
struct Rendered {
    /// Frames of one meter before the next seed is taken.
    private static let perMeter = 10
    let count: Int
    let seed: UInt64

    /// Adds its rows to the table.
    func run(_ table: inout Table) {
        for face in SimulatedFace.allCases {
            row(&table, "\(face.rawValue), one move", face) { Move.single(&$0) }
            row(&table, "\(face.rawValue), all moves", face) { Move.any(&$0) }
            row(&table, "\(face.rawValue), all moves and tilt to 5", face, mustBeFound: false) {
                var move = Move.any(&$0)
                move.tilt = Float($0.uniform(0, 5))
                return move
            }
            row(&table, "\(face.rawValue), tracked", face, tracked: true) { Move.any(&$0) }
            row(&table, "\(face.rawValue), tilt 5 to 10", face, mustBeFound: false) {
                var move = Move.any(&$0)
                move.tilt = Float($0.uniform(5, 10))
                return move
            }
        }
    }

    /// A simulated meter and how the agent sees it.
    static func meter(_ face: SimulatedFace, seed: UInt64) -> (SimulatedMeter, WatchedMeter) {
        let meter = SimulatedMeter(face: face, seed: seed, start: Index(units: 123_456, decimals: 0))
        guard let picture = try? JPEGDecoder.gray(meter.shot(ticks: meter.ticks(at: 0)).jpeg) else {
            RegistrationCheck.fail("the simulated \(face.rawValue) meter \(seed) cannot be decoded", 70)
        }
        return (
            meter,
            WatchedMeter(
                name: "\(face.rawValue) \(seed)", reference: picture.image, dials: meter.dials.map(\.quad),
                page: meter.pageMark)
        )
    }

    private func row(
        _ table: inout Table, _ name: String, _ face: SimulatedFace, tracked: Bool = false, mustBeFound: Bool = true,
        _ move: (inout SplitMix64) -> Move
    ) {
        var row = Table.Row(name, mustBeFound: mustBeFound)
        guard table.wants(name) else { return }
        var number = 0
        while row.frames < count {
            let own = seed &* 1000 &+ UInt64(number)
            let (meter, watched) = Rendered.meter(face, seed: own)
            for shot in 0..<min(Rendered.perMeter, count - row.frames) {
                var random = SplitMix64(seed: own &* 131 &+ UInt64(shot))
                add(meter, watched, move(&random), tracked: tracked, to: &row, &random)
            }
            number += 1
        }
        table.add(row)
    }

    private func add(
        _ meter: SimulatedMeter, _ watched: WatchedMeter, _ move: Move, tracked: Bool, to row: inout Table.Row,
        _ random: inout SplitMix64
    ) {
        var scene = SimulatedScene()
        move.apply(to: &scene)
        scene.light = Float(random.uniform(0.5, 1.1))
        scene.gradient = Point(Float(random.uniform(-0.3, 0.3)), Float(random.uniform(-0.3, 0.3)))
        scene.vignette = Float(random.uniform(0, 0.3))
        scene.blur = Float(random.uniform(0.4, 1))
        scene.noise = Float(random.uniform(1, 5))
        scene.jpegQuality = 65 + random.choice(30)
        let shot = meter.shot(
            ticks: random.uniform(1e3, 1e6), scene: scene, noiseSeed: random.next())
        var last = Placement.identity
        if tracked {
            // What was found last time, before the camera went on to where it is now.
            let little = Move.little(&random).placement(width: watched.width, height: watched.height)
            last = little.following(shot.placement)
        }
        let (found, seconds) = watched.locate(shot.jpeg, near: last)
        row.add(
            found, seconds: seconds, truth: Truth(placement: shot.placement), dials: watched.dials,
            about: "\(meter) \(scene), found \(found.placement), true \(shot.placement)")
    }
}
